"""How far the calendar reaches, and what is said of a moment that it does not have."""

from __future__ import annotations

from datetime import date

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2299, 12, 31)


class OutOfReach(ValueError):
    """The calendar has no such moment: nothing opens within ten years, the terms end, or the calendar does."""


def within_reach(day: date) -> date:
    """The day, if the calendar has it."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OutOfReach(f"{day} lies outside the calendar, which runs from {FIRST_DAY.year} to {LAST_DAY.year}")
    return day
