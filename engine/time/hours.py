"""Opening hours as a policy writes them: of a day, and of a week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, pairwise
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from engine.time.written import Written

MINUTES_OF_AN_HOUR = 60
MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Hours(Written):
    """The opening hours of one day in minutes: intervals in order, a break between any two, none past midnight."""

    form = re.compile(r"\d\d?:\d\d ?- ?\d\d?:\d\d( ?, ?\d\d?:\d\d ?- ?\d\d?:\d\d){0,5}", re.ASCII)
    examples = '"10:00-20:00", or "10:00-12:00, 14:00-20:00"'

    intervals: tuple[tuple[int, int], ...]

    @classmethod
    def _parts(cls, found: re.Match[str]) -> dict[str, Any]:
        times = [_minutes(time) for time in re.findall(r"[\d:]+", found[0])]
        return {"intervals": tuple(zip(times[::2], times[1::2], strict=True))}

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        if any(later <= earlier for earlier, later in pairwise(chain(*self.intervals))):
            msg = "opening hours must follow one another within the day, each ending after it begins"
            raise ValueError(msg)
        return self

    @property
    def closing(self) -> int:
        """The minute of the day at which the doors are closed for good."""
        return self.intervals[-1][1]

    @property
    def length(self) -> timedelta:
        """For how long the doors are open on a day on which nobody changes the clock."""
        return timedelta(minutes=sum(closes - opens for opens, closes in self.intervals))

    def __str__(self) -> str:
        """Such as 10:00-12:00, 14:00-20:00."""
        times = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in chain(*self.intervals)]
        return ", ".join(map("-".join, zip(times[::2], times[1::2], strict=True)))


class Week(BaseModel):
    """The opening hours of every weekday; a day that is not named is closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    monday: Hours | None = None
    tuesday: Hours | None = None
    wednesday: Hours | None = None
    thursday: Hours | None = None
    friday: Hours | None = None
    saturday: Hours | None = None
    sunday: Hours | None = None

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, table: Any) -> Any:
        if not isinstance(table, dict):
            return table
        week: dict[str, Any] = {}
        for names, hours in table.items():
            for day in _run_of_days(str(names)):
                if day in week:
                    msg = f"{day} is named twice"
                    raise ValueError(msg)
                week[day] = None if str(hours).casefold() == "closed" else hours
        return week

    @model_validator(mode="after")
    def _opens_at_all(self) -> Self:
        if not any(self.days()):
            msg = "name the hours of at least one weekday"
            raise ValueError(msg)
        return self

    def days(self) -> tuple[Hours | None, ...]:
        """From Monday to Sunday."""
        return (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday)


def _minutes(time: str) -> int:
    hour, minute = map(int, time.split(":"))
    minutes = hour * MINUTES_OF_AN_HOUR + minute
    if minute >= MINUTES_OF_AN_HOUR or minutes > MINUTES_OF_A_DAY:
        msg = f"{time} is not a time of day, which runs from 00:00 to 24:00"
        raise ValueError(msg)
    return minutes


def _run_of_days(names: str) -> Iterator[str]:
    first, _, last = names.casefold().partition("-")
    last = last or first
    if first not in WEEKDAYS or last not in WEEKDAYS:
        msg = f'"{names[:40]}" is not a weekday; write tuesday, or tuesday-sunday for several'
        raise ValueError(msg)
    start = WEEKDAYS.index(first)
    for step in range((WEEKDAYS.index(last) - start) % 7 + 1):
        yield WEEKDAYS[(start + step) % 7]
