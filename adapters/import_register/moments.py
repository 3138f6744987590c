"""Moments as old registers write them: ISO 8601, a format of their own, or a cell with a date in it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo


def moment(value: Any, zone: ZoneInfo, form: str | None = None) -> datetime:
    """The moment that is meant; where nothing says the offset it is the zone's, and a day begins at midnight."""
    found = _read(value.strip(), form) if isinstance(value, str) else value
    if isinstance(found, date) and not isinstance(found, datetime):
        found = datetime.combine(found, time())
    if not isinstance(found, datetime):
        msg = f'"{str(value)[:40]}" is not a moment; the map may give a [time] format'
        raise ValueError(msg)  # noqa: TRY004 -- a cell of the wrong type is a wrong value
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _read(text: str, form: str | None) -> datetime | None:
    if form:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 -- the caller puts the zone in
        except ValueError:
            pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
