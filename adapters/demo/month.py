"""The month: days of the story, counted in the institution's open days, up to the moment at which the demo begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice

from engine.time.calendar import Calendar

A_DAY = timedelta(days=1)
DAYS = 26
"""How many open days before the last one the story begins."""
WORTH_TELLING = timedelta(hours=2)
"""A day that has only just begun has nothing to tell yet; the story ends with the one before."""
WHEN = re.compile(r"([+-]?\d+)(?: (\d\d:\d\d))?")


@dataclass(frozen=True)
class Month:
    """Day 0 is the last open day until now, -1 the one before it, +1 the next; no moment of them is in the future."""

    calendar: Calendar
    now: datetime

    def moment(self, told: str) -> datetime:
        """The moment that is told as "-3 10:40"; of a day that is not over, as far in as fits."""
        number, clock = _parts(told)
        day = self._nth(number)
        moment = datetime.combine(day, clock or time(), self.calendar.timezone)
        if number != 0:
            return moment
        opens, closes = self._hours(day)
        return opens + (moment - opens) * ((min(self.now, closes) - opens) / (closes - opens))

    def day(self, told: str) -> date:
        """The date of a day of the story."""
        return self._nth(_parts(told)[0])

    @cached_property
    def begins(self) -> datetime:
        """When the first doors of the story open."""
        return self._hours(self._nth(-DAYS))[0]

    def _nth(self, number: int) -> date:
        if number > 0:
            return self.calendar.nth_day_after(self._past[0], number, "working")
        return self._past[-number]

    @cached_property
    def _past(self) -> list[date]:
        """The open days until now, the last one first."""
        today = self.calendar.day_of(self.now - WORTH_TELLING)
        days = (today - A_DAY * n for n in range(366))
        return list(islice((day for day in days if self._has_begun(day)), DAYS + 1))

    def _has_begun(self, day: date) -> bool:
        return self.calendar.is_open(day) and self._hours(day)[0] + WORTH_TELLING <= self.now

    def _hours(self, day: date) -> tuple[datetime, datetime]:
        sessions = self.calendar.sessions(day)
        return sessions[0][0], sessions[-1][1]


def _parts(told: str) -> tuple[int, time | None]:
    found = WHEN.fullmatch(told)
    if found is None:
        msg = f"{told} is no day of the story; write -3 or -3 10:40"
        raise ValueError(msg)
    return int(found[1]), time.fromisoformat(found[2]) if found[2] else None
