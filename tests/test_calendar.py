"""The working calendar by example: hours, days off, summer time, and the questions it refuses."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest

from engine.time.calendar import Calendar
from engine.time.reach import OutOfReach

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

SCHOOL = """
closed = ["2026-10-01..2026-10-07"]

[hours]
monday = "closed"
tuesday-sunday = "10:00-20:00"
"""


def read(toml: str) -> Calendar:
    return Calendar.model_validate(tomllib.loads(toml))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def test_open_time_ends_with_the_last_minute_it_needs() -> None:
    """Ten open hours from closing time on Sunday end at closing time on Tuesday, not when the doors open next."""
    calendar = read(SCHOOL)
    assert calendar.after(at("2026-09-20 20:00"), timedelta(hours=10)) == at("2026-09-22 20:00")
    assert calendar.after(at("2026-09-20 20:00"), timedelta(0)) == at("2026-09-20 20:00")
    assert calendar.after(at("2026-09-20 20:00"), MINUTE) == at("2026-09-22 10:01")


def test_a_pause_is_worth_its_open_hours() -> None:
    """From Saturday noon to Tuesday noon, over a closed Monday, are 20 open hours; so much later is the deadline."""
    calendar = read(SCHOOL)
    stood = calendar.open_between(at("2026-09-19 12:00"), at("2026-09-22 12:00"))
    assert stood == timedelta(hours=20)
    assert calendar.after(at("2026-09-20 20:00"), stood) == at("2026-09-23 20:00")
    assert calendar.after(at("2026-09-25 20:00"), stood) == at("2026-09-27 20:00")
    assert calendar.open_between(at("2026-09-22 12:00"), at("2026-09-19 12:00")) == timedelta(0)
    assert calendar.open_between(at("2026-09-22 12:00"), at("2026-09-22 11:00")) == timedelta(0)


def test_answers_are_on_the_schools_clock() -> None:
    """A moment from another zone is counted, and answered, on the school's own clock."""
    calendar = read(SCHOOL)
    reached = calendar.after(datetime(2026, 9, 17, 11, 40, tzinfo=UTC), timedelta(hours=2))
    assert reached.isoformat() == "2026-09-18T11:40:00+08:00"
    assert calendar.day_of(datetime(2026, 9, 17, 17, 0, tzinfo=UTC)) == date(2026, 9, 18)


def test_a_day_open_besides_overrules_week_and_holiday() -> None:
    """It keeps its own hours if it names them, else those of its weekday, else those of most days."""
    calendar = read("""
        closed = ["2026-10-01..2026-10-07"]
        open_also = ["2026-10-03 09:00-12:00", 2026-10-06, "2026-10-12"]
        [hours]
        tuesday = "12:00-24:00"
        wednesday-sunday = "10:00-12:30, 14:00-20:00"
    """)
    assert calendar.sessions(date(2026, 10, 3)) == [(at("2026-10-03 09:00"), at("2026-10-03 12:00"))]
    assert calendar.sessions(date(2026, 10, 6)) == [(at("2026-10-06 12:00"), at("2026-10-07 00:00"))]
    assert calendar.closing(date(2026, 10, 12)) == at("2026-10-12 20:00")
    assert calendar.closing(date(2026, 10, 5)) == at("2026-10-06 00:00")
    assert list(islice(calendar.days_after(date(2026, 9, 30), "working"), 3)) == [
        date(2026, 10, 3),
        date(2026, 10, 6),
        date(2026, 10, 8),
    ]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 3, 30), 24), (date(2026, 10, 25), 25)])
def test_a_day_is_as_long_as_the_clock_makes_it(day: date, hours: int) -> None:
    """Doors that never close are open for 23 hours when summer time begins in London, for 25 when it ends."""
    calendar = read('zone = "Europe/London"\nhours = {monday-sunday = "00:00-24:00"}')
    ((opens, closes),) = calendar.sessions(day)
    assert calendar.open_between(opens, closes) == timedelta(hours=hours)
    assert calendar.closing(day) == datetime(day.year, day.month, day.day, tzinfo=calendar.timezone) + DAY


def test_doors_open_at_the_same_hour_in_summer_and_winter() -> None:
    """When the clocks change in New York, opening hours stay what the clock on the wall says."""
    calendar = read('zone = "America/New_York"\nhours = {monday-friday = "10:00-20:00"}')
    friday = datetime(2026, 3, 6, 19, 0, tzinfo=calendar.timezone)
    assert calendar.after(friday, timedelta(hours=2)).isoformat() == "2026-03-09T11:00:00-04:00"
    assert calendar.open_between(friday, friday + timedelta(days=7)) == timedelta(hours=50)


def test_hours_that_the_clock_skips_never_run_backwards() -> None:
    """On the morning when 01:00 is followed by 02:00, a session within the skipped hour is not negative."""
    calendar = read('zone = "Europe/London"\nhours = {sunday = "00:00-01:30, 01:45-02:15, 02:20-03:00"}')
    night = calendar.sessions(date(2026, 3, 29))
    bounds = [moment.astimezone(UTC) for stretch in night for moment in stretch]
    assert bounds == sorted(bounds)
    assert calendar.open_between(bounds[0], bounds[-1]) == timedelta(hours=1, minutes=55)


def test_a_school_that_never_opens_again_is_said_so() -> None:
    """Where no day is open within ten years, or no term follows, or the calendar ends, the question is refused."""
    closed = ", ".join(f'"{year}-01-01..{year}-12-31"' for year in range(2027, 2040))
    shut = read(f'closed = [{closed}]\nhours = {{monday-sunday = "10:00-20:00"}}')
    with pytest.raises(OutOfReach, match="no day is open within ten years after 2026-12-31"):
        shut.after(at("2026-12-31 19:00"), timedelta(hours=2))
    with pytest.raises(OutOfReach, match="no day is open within ten years"):
        shut.nth_day_after(date(2026, 12, 31), 1, "working")
    assert shut.open_between(at("2026-12-31 19:00"), at("2039-12-31 19:00")) == timedelta(hours=1)
    with pytest.raises(OutOfReach, match="needs another term"):
        shut.nth_day_after(date(2026, 9, 1), 1, "school")
    with pytest.raises(OutOfReach, match="outside the calendar"):
        read(SCHOOL).after(at("2299-12-31 19:00"), timedelta(hours=20))


@pytest.mark.parametrize("far", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "1799-12-31T00:00:00Z"])
def test_moments_outside_the_calendar_are_refused(far: str) -> None:
    """A moment some centuries away, where clocks overflow, is refused rather than counted from."""
    moment = datetime.fromisoformat(far)
    with pytest.raises(OutOfReach, match="outside the calendar"):
        read(SCHOOL).after(moment, timedelta(hours=1))
    with pytest.raises(OutOfReach, match="outside the calendar"):
        read(SCHOOL).open_between(moment, moment)


def test_questions_without_an_answer_are_refused() -> None:
    """A moment without a zone, time that runs backwards, and a day number nought are refused."""
    calendar = read(SCHOOL)
    with pytest.raises(ValueError, match="needs a time zone"):
        calendar.local(at("2026-09-17 10:00").replace(tzinfo=None))
    with pytest.raises(ValueError, match="counted forward"):
        calendar.after(at("2026-09-17 10:00"), -MINUTE)
    with pytest.raises(ValueError, match="counted from 1"):
        calendar.nth_day_after(date(2026, 9, 17), 0, "working")


def test_a_changed_copy_answers_by_its_own_facts() -> None:
    """A copy with other facts does not answer from what the original had worked out."""
    calendar = read(SCHOOL)
    assert not calendar.is_open(date(2026, 10, 1))
    assert calendar.model_copy(update={"closed": ()}).is_open(date(2026, 10, 1))
    assert calendar.model_copy() == calendar


def test_a_moment_from_before_standard_time_can_be_written_down() -> None:
    """When towns went by the sun, offsets had seconds, for which there is no way to write them; the moment stays."""
    for zone, moment, written in (
        ("Asia/Shanghai", "1900-06-01T00:00:00+00:00", "1900-06-01T08:06:00+08:06"),
        ("Africa/Monrovia", "1970-01-01T00:00:00+00:00", "1969-12-31T23:16:00-00:44"),
        ("Asia/Shanghai", "1970-01-01T00:00:00+00:00", "1970-01-01T08:00:00+08:00"),
    ):
        local = read(f'zone = "{zone}"\n{SCHOOL}').local(datetime.fromisoformat(moment))
        assert local.isoformat() == written
        assert local == datetime.fromisoformat(moment)
