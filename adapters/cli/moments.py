"""Moments on the command line, on the institution's clock unless they say otherwise."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from adapters.casebook import Casebook
    from engine.asking.time_travel import AsOf

INSTANT = timedelta(microseconds=1)


def as_of(casebook: Casebook, happened_by: str | None, known_by: str | None, version: int | None) -> AsOf:
    """Which part of a history is asked for; a day means all of it."""
    from engine.asking.time_travel import AsOf

    return AsOf(until(casebook, happened_by, "--happened-by"), until(casebook, known_by, "--known-by"), version)


def until(casebook: Casebook, written: str | None, option: str) -> datetime | None:
    """The moment, or the end of the day."""
    return _moment(casebook, written, option, timedelta(days=1) - INSTANT)


def day_or_moment(casebook: Casebook, written: str | None, option: str) -> datetime | date | None:
    """The moment, or the day as such."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return until(casebook, written, option)


def since(casebook: Casebook, written: str | None, option: str) -> datetime | None:
    """The moment, or the beginning of the day."""
    return _moment(casebook, written, option, timedelta())


def _moment(casebook: Casebook, written: str | None, option: str, of_day: timedelta) -> datetime | None:
    if written is None:
        return None
    calendar = casebook.calendar
    try:
        moment = _day(written, of_day) or datetime.fromisoformat(written)
        return calendar.local(moment if moment.tzinfo else moment.replace(tzinfo=calendar.timezone))
    except (ValueError, OverflowError):
        message = f"{written[:40]!r} is not a moment; write 2026-09-17, or 2026-09-17T19:40"
        raise typer.BadParameter(message, param_hint=option) from None


def _day(written: str, of_day: timedelta) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(written), time()) + of_day
    except ValueError:
        return None
