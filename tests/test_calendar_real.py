"""The working calendar against nine years of real cases, whose working days others counted."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from engine.time.calendar import Calendar

DATA = Path(__file__).parents[2] / "shared" / "data"


def test_every_real_reply_took_the_working_days_that_others_counted() -> None:
    """In nine years of real cases, the working days from opening to reply are those two others computed."""
    register, years = DATA / "register" / "zh_resolved_cases.jsonl", DATA / "calendars" / "holiday-cn"
    if not register.exists() or not years.exists():
        pytest.skip(f"NOT CHECKED: the real cases and calendars are missing; expected in {DATA}")
    days = announced(years)
    calendar = Calendar.model_validate(
        {
            "hours": {"monday-friday": "09:00-17:00"},
            "closed": [day for day, is_off in days.items() if is_off],
            "open_also": [day for day, is_off in days.items() if not is_off],
        }
    )
    rows = [json.loads(line) for line in register.read_text(encoding="utf-8").splitlines()]
    told = [row for row in rows if row["cn_working_days"] is not None]
    wrong = {
        row["id"]: (row["cn_working_days"], counted)
        for row in told
        if (counted := working_days(calendar, row)) != row["cn_working_days"]
    }
    assert told
    assert not wrong
    # A case that took more than a year carries no number to compare with.
    assert all(row["calendar_days"] > 366 for row in rows if row not in told)


def announced(years: Path) -> dict[str, bool]:
    """Every announced day, and whether it is off (or to be made up for)."""
    return {
        day["date"]: day["isOffDay"]
        for year in sorted(years.glob("20??.json"))
        for day in json.loads(year.read_text(encoding="utf-8"))["days"]
    }


def working_days(calendar: Calendar, row: Mapping[str, Any]) -> int:
    """After the day of opening, up to and including the day of the reply."""
    opened, replied = (date.fromisoformat(row[name][:10]) for name in ("opened_at", "replied_at"))
    return sum(1 for _ in takewhile(lambda day: day <= replied, calendar.days_after(opened, "working")))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_default_policy_closes_on_mondays_and_on_every_announced_day_off(year: int) -> None:
    """The first policy is open on exactly the days that are neither a Monday nor announced as off."""
    announcements = DATA / "calendars" / "holiday-cn" / f"{year}.json"
    if not announcements.exists():
        pytest.skip(f"NOT CHECKED: the announced days off are missing; expected in {announcements}")
    policy = Path(__file__).parents[1] / "adapters" / "policy" / "v1.toml"
    calendar = Calendar.model_validate(tomllib.loads(policy.read_text(encoding="utf-8"))["calendar"])
    off = {day["date"] for day in json.loads(announcements.read_text(encoding="utf-8"))["days"] if day["isOffDay"]}
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in days if calendar.is_open(day)] == [
        day for day in days if day.weekday() and f"{day}" not in off
    ]
