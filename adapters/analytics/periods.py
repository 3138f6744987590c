"""Periods: the weeks, months or years into which a stretch of days is cut, so that a trend can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Length = Literal["week", "month", "year"]
A_DAY, A_MONTH = len("2026-09-17"), len("2026-09")
"""So much of a written day tells it, or its month."""
MONTHS_IN_WEEKS, MONTHS_IN_MONTHS = 4, 36


@dataclass(frozen=True, slots=True)
class Periods:
    """Every period from the first written day, or month, to the last one; also those in which nothing happened."""

    first: str
    last: str

    @classmethod
    def over(cls, written: Iterable[str]) -> Periods | None:
        """Those that hold all of these; None of none."""
        known = set(written)
        return cls(min(known), max(known)) if known else None

    @property
    def length(self) -> Length:
        """Long enough that they can be counted on one page."""
        months = _months(self.last) - _months(self.first) + 1
        return "week" if months <= MONTHS_IN_WEEKS else "month" if months <= MONTHS_IN_MONTHS else "year"

    def __iter__(self) -> Iterator[str]:
        """The first day of each."""
        day, last = self._begin(_day(self.first)), _day(self.last)
        while day <= last:
            yield day.isoformat()
            day = self._next(day)

    def of(self, written: str) -> str:
        """The first day of the period that a day, or a month, is in."""
        return self._begin(_day(written)).isoformat()

    def _begin(self, day: date) -> date:
        match self.length:
            case "week":
                return day - timedelta(days=day.weekday())
            case "month":
                return day.replace(day=1)
        return day.replace(month=1, day=1)

    def _next(self, day: date) -> date:
        match self.length:
            case "week":
                return day + timedelta(days=7)
            case "month":
                return (day + timedelta(days=31)).replace(day=1)
        return day.replace(year=day.year + 1)


def _day(written: str) -> date:
    return date.fromisoformat(written if len(written) == A_DAY else f"{written}-01")


def _months(written: str) -> int:
    return int(written[:4]) * 12 + int(written[5:7])
