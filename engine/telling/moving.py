"""The cases that are moving: what the teller knows of them, so that it need not read them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eventsourcing.persistence import Notification

from engine.case import Case
from engine.event import Event
from engine.lifecycle import CLOSED


@dataclass(frozen=True, slots=True)
class Known:
    """A case as it has been told so far: folded, and event by event, as it was written and as it counts."""

    case: Case | None
    written: Sequence[Event]
    counted: Sequence[Event]


NOTHING = Known(None, (), ())


class Moving:
    """The cases that are moving, the longest untouched forgotten first; a closed one hardly moves again."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._cases: OrderedDict[str, Known] = OrderedDict()

    def precedes(self, case: str, row: Notification) -> bool:
        """Whether what is known of the case ends where this event begins."""
        known = self._cases.get(case)
        return row.originator_version == (len(known.written) if known else 0) + 1

    def take(self, case: str) -> Known:
        """What is known of the case; nothing is, from now on, until it is kept again."""
        known = self._cases.pop(case, NOTHING)
        self._held -= len(known.written)
        return known

    def keep(self, known: Known) -> None:
        """Remember a case unless it is closed."""
        if known.case is None or known.case.stage == CLOSED:
            return
        self._cases[known.case.id] = known
        self._held += len(known.written)
        while self._held > self._most:
            self._held -= len(self._cases.popitem(last=False)[1].written)

    def forget(self, cases: Collection[str]) -> None:
        """Read them from the log next time."""
        for case in cases:
            self.take(case)
