"""Putting a question to the register: what is asked, and how a question that cannot be answered is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Protocol, TypeVar

from adapters.index import BadQuery, TextIndex
from engine.refusal import Flaw, NotFillable
from engine.time.calendar import Calendar
from projections.register import Register as Entries

Answer = TypeVar("Answer")
LONGEST_CURSOR = 6


class Asked(Protocol):
    """What a question is put to: the index of texts, and the table of entries."""

    @property
    def index(self) -> TextIndex:
        """Finds."""

    @property
    def entries(self) -> Entries:
        """Shows what was found."""


def ask(asked: Asked, field: str, question: Callable[[TextIndex], Answer]) -> Answer:
    """Ask the index; once more if it was swapped in the middle of it."""
    try:
        return question(asked.index)
    except BadQuery as error:
        raise NotFillable([Flaw(field, str(error))]) from None
    except (OSError, ValueError):
        return question(asked.index)


def start_of(cursor: str | None) -> int:
    """Where the page begins that a cursor stands for."""
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdecimal() or len(cursor) > LONGEST_CURSOR:
        raise NotFillable([Flaw("cursor", "is not one that was given out")])
    return int(cursor)


def moment_of(as_of: datetime | date | None, now: datetime, calendar: Calendar) -> datetime | None:
    """The moment that is meant, of a day its last; None where that is now, as it is of a day that is not over.

    Refused for one that is yet to come.
    """
    if as_of is None or as_of == calendar.day_of(now):
        return None
    moment = as_of if isinstance(as_of, datetime) else datetime.combine(as_of, time.max, calendar.timezone)
    if moment > now:
        raise NotFillable([Flaw("as_of", "lies in the future")])
    return moment
