"""The days that a policy names: days off, days open besides, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from engine.time.hours import Hours
from engine.time.reach import within_reach
from engine.time.written import Written

LONGEST_PERIOD = timedelta(days=366)


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value[:40]} is not a date; write one such as 2026-09-01") from None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("write a date such as 2026-09-01")  # noqa: TRY004 -- pydantic takes a ValueError for a flaw
    return within_reach(value)


Date = Annotated[date, BeforeValidator(_day)]


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
        return {"first": _day(found["first"]), "last": _day(found["last"] or found["first"])}

    def __str__(self) -> str:
        """Such as 2026-10-01..2026-10-07."""
        return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"


class OpenDay(Written):
    """A day that is open though the week or a day off says otherwise, with hours of its own if they differ."""

    form = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)(?: (?P<hours>.+))?", re.ASCII)
    examples = '"2026-10-10", or "2026-10-10 09:00-12:00"'

    day: Date
    hours: Hours | None = None

    @classmethod
    def _parts(cls, found: re.Match[str]) -> dict[str, Any]:
        return {"day": _day(found["day"]), "hours": found["hours"]}

    def __str__(self) -> str:
        """Such as 2026-10-10 09:00-12:00."""
        return f"{self.day} {self.hours}" if self.hours else f"{self.day}"
