"""How a count is told to somebody who checks it: the days and hours that were counted, and those that were not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from engine.time.doors import A_DAY, Stretch

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_SHOWN = 10


def counted(days: Sequence[date], since: date) -> str:
    """Such as 29 Tue, 30 Wed, 2026-10-08 Thu: in full where a month begins; of very many, the first and the last."""
    shown = [*days[: MOST_SHOWN - 1], days[-1]] if len(days) > MOST_SHOWN else days
    told = [
        f"{day.day if (day.year, day.month) == (before.year, before.month) else day} {WEEKDAYS[day.weekday()]}"
        for before, day in zip([since, *shown], shown, strict=False)
    ]
    return ", ".join(told if len(shown) == len(days) else [*told[:-1], "...", told[-1]])


def left_out(counted: Sequence[date], since: date) -> str:
    """Such as 2026-09-28, 2026-10-01 to 2026-10-07: the days between that were passed over, run by run."""
    runs = [(one + A_DAY, other - A_DAY) for one, other in pairwise([since, *counted]) if one + A_DAY < other]
    told = [f"{first}" if first == last else f"{first} to {last}" for first, last in runs[:MOST_SHOWN]]
    return ", ".join([*told, f"and {len(runs) - MOST_SHOWN} more"] if len(runs) > MOST_SHOWN else told)


def stretches(opened: Sequence[Stretch]) -> str:
    """Such as 2026-09-17 Thu 19:40-20:00 (20 min), 2026-09-18 Fri 10:00-11:40 (1 h 40 min)."""
    told = [_stretch(start, end) for start, end in opened[:MOST_SHOWN]]
    return ", ".join([*told, f"and {len(opened) - MOST_SHOWN} more"] if len(opened) > MOST_SHOWN else told)


def _stretch(start: datetime, end: datetime) -> str:
    open_for = length(end.astimezone(UTC) - start.astimezone(UTC))
    until = f"{end:%H:%M}" if end.date() == start.date() else "24:00"
    return f"{start.date()} {WEEKDAYS[start.weekday()]} {start:%H:%M}-{until} ({open_for})"


def length(time: timedelta) -> str:
    """Such as 1 h 40 min; seconds are not told."""
    hours, minutes = divmod(time // timedelta(minutes=1), 60)
    return " ".join(part for part in (f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes)) if part) or "0 min"


def added(open_time: timedelta) -> str:
    """Such as 20 open hours are added."""
    hours = round(open_time / timedelta(hours=1), 2)
    return f"{hours:.10g} {'open hour is' if hours == 1 else 'open hours are'} added"
