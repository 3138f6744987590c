"""Moments as pages show them: on the institution's clock, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta

Written = datetime | date | str | None
KEPT = 8_192
PATTERNS = {
    "en": {"moment": "EEE d MMM y, HH:mm", "brief": "EEE d MMM, HH:mm", "short": "d MMM, HH:mm", "day": "EEE d MMM y"},
    "zh": {
        "moment": "y年M月d日 EEE HH:mm",
        "brief": "M月d日 EEE HH:mm",
        "short": "M月d日 HH:mm",
        "day": "y年M月d日 EEE",
    },
}
"""`brief` and `short` leave out the year, `short` the day of the week, too."""
MONTHS = {"en": "MMM y", "zh": "y年M月"}


def local(written: datetime | str, zone: ZoneInfo) -> datetime:
    """A moment on the institution's clock."""
    moment = datetime.fromisoformat(written) if isinstance(written, str) else written
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)


def shown_by(locale: str, zone: ZoneInfo) -> dict[str, Callable[[Written], str]]:
    """A filter for each of the PATTERNS, and `machine` for programs."""
    patterns = PATTERNS[locale]

    def filter_by(pattern: str) -> Callable[[Written], str]:
        @lru_cache(KEPT)
        def show(written: Written) -> str:
            if written is None or written == "":
                return ""
            if _is_day(written):
                day = date.fromisoformat(written) if isinstance(written, str) else written
                return format_date(day, patterns["day"], locale=locale)
            return format_datetime(local(_moment(written), zone), pattern, tzinfo=zone, locale=locale)

        return show

    return {name: filter_by(pattern) for name, pattern in patterns.items()} | {"machine": _machine}


def month(day: date, locale: str) -> str:
    """The month that a day is in."""
    return format_date(day, MONTHS[locale], locale=locale)


def length(seconds: float, locale: str) -> str:
    """A length of time in its largest unit: 3 days."""
    return format_timedelta(timedelta(seconds=seconds), threshold=1.5, locale=locale)


def distance(moment: datetime | str, now: datetime, locale: str) -> str:
    """How far away a moment is: in 2 hours, 3 days ago."""
    there = local(moment, ZoneInfo("UTC"))
    return format_timedelta(there - now, threshold=1.2, add_direction=True, locale=locale)


def _machine(written: Written) -> str:
    return written if isinstance(written, str) else written.isoformat() if written else ""


def _is_day(written: Written) -> bool:
    if isinstance(written, str):
        return len(written) == len("2026-09-17")
    return isinstance(written, date) and not isinstance(written, datetime)


def _moment(written: Written) -> datetime | str:
    if isinstance(written, datetime | str):
        return written
    msg = "no moment"
    raise TypeError(msg)
