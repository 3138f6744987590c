"""Periods: the weeks, months or years into which a stretch of days is cut, so that a trend can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Length = Literal["week", "month", "year"]
WEEKS_UP_TO, MONTHS_UP_TO = timedelta(days=100), timedelta(days=3 * 366)
A_WEEK = timedelta(days=7)
LETTERS: dict[Length, int] = {"week": len("2026-09-17"), "month": len("2026-09"), "year": len("2026")}
FULL = "-01-01"


@dataclass(frozen=True, slots=True)
class Periods:
    """Every period from the first day to the last one, also those in which nothing happened."""

    first: date
    last: date

    @property
    def length(self) -> Length:
        """Long enough that they can be counted on one page."""
        days = self.last - self.first
        return "week" if days <= WEEKS_UP_TO else "month" if days <= MONTHS_UP_TO else "year"

    @property
    def letters(self) -> int:
        """How much of a written day tells in which period it is, or from which days that is told."""
        return LETTERS[self.length]

    def __iter__(self) -> Iterator[str]:
        """The first day of each."""
        day, following = self._begin(self.first), FOLLOWING[self.length]
        while day <= self.last:
            yield day.isoformat()
            day = following(day)

    def of(self, written: str) -> str:
        """The first day of the period that a day is in, written in full or as far as `letters`."""
        return self._begin(date.fromisoformat(written + FULL[len(written) - LETTERS["year"] :])).isoformat()

    def _begin(self, day: date) -> date:
        match self.length:
            case "week":
                return day - timedelta(days=day.weekday())
            case "month":
                return day.replace(day=1)
        return day.replace(month=1, day=1)


def _next_month(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1)


FOLLOWING: dict[Length, Callable[[date], date]] = {
    "week": lambda day: day + A_WEEK,
    "month": _next_month,
    "year": lambda day: day.replace(year=day.year + 1),
}
