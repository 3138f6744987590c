"""A length of time as the policy writes it: 24 hours, 2 working hours, 3 working days."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, Literal

from engine.time import wording
from engine.time.calendar import Calendar, KindOfDay
from engine.time.written import Written

LONGEST_SPAN = 3660


class Span(Written):
    """So many hours, working hours, or days of a kind.

    Hours run always, working hours while the doors are open. Days count from the day after, whatever the hour, even
    if that day was closed, and end at closing time.
    """

    form = re.compile(r"(?P<amount>\d{1,6}) (?P<unit>(?:working )?hour|(?:calendar|working|school) day)s?", re.ASCII)
    examples = '"24 hours", "2 working hours", "3 working days", "10 calendar days" or "5 school days"'

    amount: int
    unit: Literal["hour", "working hour", "calendar day", "working day", "school day"]

    @classmethod
    def _parts(cls, found: re.Match[str]) -> dict[str, Any]:
        amount = int(found["amount"])
        if not 1 <= amount <= LONGEST_SPAN:
            msg = f"a length of time runs from 1 to {LONGEST_SPAN} hours or days"
            raise ValueError(msg)
        return {"amount": amount, "unit": found["unit"]}

    def __str__(self) -> str:
        """Such as 3 working days."""
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"

    @property
    def is_working_time(self) -> bool:
        """Whether it runs only while the school works, so that a pause moves its end."""
        return self.unit not in ("hour", "calendar day")

    def due(self, start: datetime, calendar: Calendar) -> datetime:
        """When it has run out, counted from a moment."""
        match self._kind_of_day:
            case None if self.is_working_time:
                return calendar.after(start, self._hours)
            case None:
                return calendar.local(calendar.local(start).astimezone(UTC) + self._hours)
            case kind:
                return calendar.closing(calendar.nth_day_after(calendar.day_of(start), self.amount, kind))

    def why(self, start: datetime, calendar: Calendar) -> str:
        """The same count, told day by day or stretch by stretch."""
        kind = self._kind_of_day
        told = self._why_hours(start, calendar) if kind is None else self._why_days(start, calendar, kind)
        return f"{self} after {told} {calendar.shown(self.due(start, calendar))}"

    def _why_hours(self, start: datetime, calendar: Calendar) -> str:
        since = calendar.shown(start)
        if not self.is_working_time:
            return f"{since}, open or closed: ends"
        return f"{since}: {wording.stretches(calendar.stretches_after(start, self._hours))}; ends"

    def _why_days(self, start: datetime, calendar: Calendar, kind: KindOfDay) -> str:
        since = calendar.day_of(start)
        days = list(islice(calendar.days_after(since, kind), self.amount))
        passed = wording.left_out(days, since)
        reason = "closed or outside the terms" if kind == "school" else "closed"
        without = f"; not counted, because {reason}: {passed}" if passed else ""
        closing = "at closing time" if calendar.is_open(days[-1]) else "at the usual closing time"
        return f"{since}: {wording.counted(days, since)}{without}; ends {closing},"

    @property
    def _hours(self) -> timedelta:
        return timedelta(hours=self.amount)

    @property
    def _kind_of_day(self) -> KindOfDay | None:
        match self.unit:
            case "calendar day":
                return "calendar"
            case "working day":
                return "working"
            case "school day":
                return "school"
            case _:
                return None


class Count:
    """A span counted from a moment: when it is over and, worked out once somebody asks, how it was counted."""

    def __init__(self, span: Span, start: datetime, calendar: Calendar) -> None:
        self.span, self.is_working_time = span, span.is_working_time
        self.due = span.due(start, calendar)
        self._start, self._calendar = start, calendar

    @cached_property
    def since(self) -> str:
        """The moment it runs from, on the institution's clock."""
        return self._calendar.shown(self._start)

    @cached_property
    def why(self) -> str:
        """The count, told day by day or stretch by stretch."""
        return self.span.why(self._start, self._calendar)
