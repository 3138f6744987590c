"""A contribution that is awaited: what a colleague was asked, by when, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from engine.deadlines import Deadline
from engine.duty import Duty
from engine.event import Event
from engine.time.calendar import Calendar

CONTRIBUTION = "contribution"
ITS_OWN_DATE = "runs on to its own date, also while the clock of the case stands still"
OWED = "a colleague was asked for a contribution to the investigation"


class Awaited(NamedTuple):
    """Asked of somebody by an event, and open until they answer or the case is closed."""

    of: str
    due: datetime | date
    question: Event
    answer: Event | None = None
    lapsed_at: datetime | None = None

    @property
    def request(self) -> int:
        """By what number the request is known in its case: the version of the event that made it."""
        return self.question.originator_version

    @property
    def is_open(self) -> bool:
        """Whether it is still to be answered."""
        return self.answer is None and self.lapsed_at is None

    @property
    def key(self) -> str:
        """The key of the duty to answer."""
        return f"ask:{self.request}"

    @property
    def duty(self) -> Duty:
        """What the one who was asked owes."""
        return Duty(self.of, CONTRIBUTION, self.due, OWED)

    def answered(self, answer: Event) -> Awaited:
        """The same with its answer."""
        return self._replace(answer=answer)

    def lapsed(self, at: datetime) -> Awaited:
        """The same when the case is closed: nobody waits for it any longer."""
        return self._replace(lapsed_at=at) if self.is_open else self

    def deadline(self, calendar: Calendar, now: datetime) -> Deadline:
        """Its deadline, which no pause moves, judged at this moment."""
        due, met_at = calendar.ending(self.due), self.answer.happened_at if self.answer else None
        overdue = (met_at or self.lapsed_at or now) > due
        return Deadline(CONTRIBUTION, due, met_at, stopped=False, overdue=overdue, told=partial(self._told, calendar))

    def _told(self, calendar: Calendar) -> tuple[str, ...]:
        shown, at = calendar.shown, self.question.happened_at
        asked = f"request {self.request}: asked {shown(at)}, to be answered by {shown(calendar.ending(self.due))}"
        ended = [f"met {shown(self.answer.happened_at)}"] if self.answer else []
        ended += [f"lapsed {shown(self.lapsed_at)}, when the case was closed"] if self.lapsed_at else []
        return (asked, ITS_OWN_DATE, *ended)
