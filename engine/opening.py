"""When a school is open, as its policy writes it: hours, weeks, days off, days open besides, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain, pairwise
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from engine.written import Written

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2299, 12, 31)
LONGEST_PERIOD = timedelta(days=366)
MINUTES_OF_AN_HOUR = 60
MINUTES_OF_A_DAY = 24 * MINUTES_OF_AN_HOUR
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _date(value: Any) -> Any:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, datetime) or not isinstance(value, date):
        msg = "write a date as 2026-09-01"
        raise ValueError(msg)  # noqa: TRY004 -- pydantic turns a ValueError, not a TypeError, into a flaw
    return value


def _minutes(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    hour, minute = map(int, value.split(":"))
    if minute >= MINUTES_OF_AN_HOUR:
        msg = f"{value} is not a time of day"
        raise ValueError(msg)
    return hour * MINUTES_OF_AN_HOUR + minute


Date = Annotated[date, BeforeValidator(_date), Field(ge=FIRST_DAY, le=LAST_DAY)]
Minutes = Annotated[int, BeforeValidator(_minutes), Field(ge=0, le=MINUTES_OF_A_DAY)]


class Hours(Written):
    """The opening hours of one day: intervals in order, a break between any two, none past midnight."""

    form = re.compile(r"\d\d?:\d\d ?- ?\d\d?:\d\d( ?, ?\d\d?:\d\d ?- ?\d\d?:\d\d){0,5}", re.ASCII)
    examples = '"10:00-20:00", or "10:00-12:00, 14:00-20:00"'

    intervals: tuple[tuple[Minutes, Minutes], ...]

    @classmethod
    def _parts(cls, found: re.Match[str]) -> dict[str, Any]:
        times = re.findall(r"[\d:]+", found[0])
        return {"intervals": tuple(zip(times[::2], times[1::2], strict=True))}

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        if not self.intervals or any(later <= earlier for earlier, later in pairwise(chain(*self.intervals))):
            msg = "opening hours must follow one another within the day, each ending after it begins"
            raise ValueError(msg)
        return self

    @property
    def closing(self) -> int:
        """The minute of the day at which the doors are closed for good."""
        return self.intervals[-1][1]

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
                week[day] = None if hours == "closed" else hours
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


def _run_of_days(names: str) -> Iterator[str]:
    first, _, last = names.casefold().partition("-")
    last = last or first
    if first not in WEEKDAYS or last not in WEEKDAYS:
        msg = f'"{names[:40]}" is not a weekday; write tuesday, or tuesday-sunday for several'
        raise ValueError(msg)
    start = WEEKDAYS.index(first)
    for step in range((WEEKDAYS.index(last) - start) % 7 + 1):
        yield WEEKDAYS[(start + step) % 7]


class Period(BaseModel):
    """The days from the first to the last, both included; a year at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: Date
    last: Date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not timedelta(0) <= self.last - self.first < LONGEST_PERIOD:
            msg = f"{self.first} to {self.last}: the last day must not come before the first, nor over a year later"
            raise ValueError(msg)
        return self

    def dates(self) -> Iterator[date]:
        """Each of the days."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


class Term(Period):
    """A school term, by its name."""

    name: Annotated[str, Field(min_length=1, max_length=100)]


class DaysOff(Written, Period):
    """A day, or a run of days, on which the doors stay closed."""

    form = re.compile(r"(?P<first>\d{4}-\d\d-\d\d)(?: ?\.\. ?(?P<last>\d{4}-\d\d-\d\d))?", re.ASCII)
    examples = '"2026-10-01", or "2026-10-01..2026-10-07"'

    @classmethod
    def _parts(cls, found: re.Match[str]) -> dict[str, Any]:
        return {"first": found["first"], "last": found["last"] or found["first"]}

    def __str__(self) -> str:
        """Such as 2026-10-01..2026-10-07."""
        return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"


class OpenDay(Written):
    """A day that is open though the week or a day off says otherwise, with hours of its own if they differ."""

    form: ClassVar[re.Pattern[str]] = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?: (?P<hours>.+))?", re.ASCII)
    examples = '"2026-10-10", or "2026-10-10 09:00-12:00"'

    day: Date
    hours: Hours | None = None

    def __str__(self) -> str:
        """Such as 2026-10-10 09:00-12:00."""
        return f"{self.day} {self.hours}" if self.hours else f"{self.day}"
