"""Moments in an address: RFC 3339, or a day, which begins and ends on the institution's own clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field, WithJsonSchema

from adapters.casebook import Casebook
from engine.words import EARLIEST, LATEST

INSTANT, DAY = timedelta(microseconds=1), timedelta(days=1)
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d(T.{1,40})?")
UNESCAPED_PLUS = re.compile(r" (?=\d\d:\d\d$)")


def _as_written(value: Any) -> Any:
    """A plus that was not escaped arrives as a space; a bare number would be read as seconds since 1970."""
    restored = UNESCAPED_PLUS.sub("+", value) if isinstance(value, str) else ""
    if not WRITTEN.fullmatch(restored):
        msg = "write it as in 2026-09-17T19:40:00+08:00, or as a day, 2026-09-17"
        raise ValueError(msg)
    return restored


Moment = Annotated[
    Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
    | Annotated[date, Field(ge=EARLIEST.date(), le=LATEST.date())],
    BeforeValidator(_as_written),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}),
]


def since(casebook: Casebook, moment: datetime | date | None) -> datetime | None:
    """The moment, or the beginning of the day."""
    return _moment(casebook, moment, timedelta())


def until(casebook: Casebook, moment: datetime | date | None) -> datetime | None:
    """The moment, or the end of the day."""
    return _moment(casebook, moment, DAY - INSTANT)


def _moment(casebook: Casebook, moment: datetime | date | None, of_day: timedelta) -> datetime | None:
    if moment is None or isinstance(moment, datetime):
        return moment
    calendar = casebook.calendar
    return calendar.local(datetime.combine(moment, time(), calendar.timezone) + of_day)
