"""Open time over any span of years, against counting it day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.time.calendar import Calendar
from engine.time.hours import WEEKDAYS
from engine.time.reach import FIRST_DAY, LAST_DAY, OutOfReach

QUICK = settings(derandomize=True, deadline=None, max_examples=40)
NONE, DAY = timedelta(0), timedelta(days=1)
ZONES = (
    "Asia/Shanghai",  # summer time for some years, and seconds at the beginning
    "Europe/London",
    "Australia/Lord_Howe",  # by half an hour
    "America/St_Johns",  # back over midnight, a minute after it
    "America/Sao_Paulo",  # at midnight
    "Pacific/Apia",  # a day that never was
    "Pacific/Kwajalein",  # a day twice
)


def days(first: date, last: date) -> Iterator[date]:
    """Every one of them."""
    return (first + DAY * n for n in range((last - first).days + 1))


def counted(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The open time between two moments, day by day."""
    first, last = calendar.day_of(start) - DAY, calendar.day_of(end) + DAY
    sessions = chain.from_iterable(map(calendar.sessions, days(max(first, FIRST_DAY), min(last, LAST_DAY))))
    parts = (min(end, closes.astimezone(UTC)) - max(start, opens.astimezone(UTC)) for opens, closes in sessions)
    return sum((part for part in parts if part > NONE), NONE)


def text(minutes: list[int]) -> str:
    times = [f"{minute // 60:02}:{minute % 60:02}" for minute in sorted(minutes)]
    return ", ".join(map("-".join, zip(times[::2], times[1::2], strict=True)))


hours = st.sampled_from((2, 4)).flatmap(lambda n: st.lists(st.integers(0, 1440), min_size=n, max_size=n, unique=True))
some_days = st.dates(date(1960, 1, 1), date(2020, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any hours of the day, in zones where the clocks are strange, closed for up to some years, open besides."""
    week = draw(st.lists(st.none() | hours, min_size=7, max_size=7).filter(any))
    closed = draw(st.lists(st.tuples(some_days, st.integers(0, 365)), max_size=8))
    besides = draw(st.lists(st.tuples(some_days, st.none() | hours), max_size=4, unique_by=lambda opening: opening[0]))
    given: dict[str, Any] = {
        "zone": draw(st.sampled_from(ZONES)),
        "hours": {name: text(day) for name, day in zip(WEEKDAYS, week, strict=True) if day},
        "closed": [f"{first}..{first + DAY * more}" for first, more in closed],
        "open_also": [f"{day} {text(own)}" if own else f"{day}" for day, own in besides],
    }
    return Calendar.model_validate(given)


moments = st.datetimes(datetime(1960, 1, 1), datetime(2020, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 -- so it is asked
lengths = st.timedeltas(NONE, DAY * 20) | st.timedeltas(NONE, DAY * 3000)


@QUICK
@given(calendars(), moments, lengths)
def test_open_time_agrees_with_counting_every_day(calendar: Calendar, start: datetime, length: timedelta) -> None:
    """However many years lie between two moments, their open time is that of the days between, to the microsecond."""
    end = start + length
    assert calendar.open_between(start, end) == counted(calendar, start, end)
    assert not length or calendar.open_between(end, start) == NONE


@QUICK
@given(calendars(), moments, lengths)
def test_adding_open_time_agrees_with_counting_every_day(
    calendar: Calendar, start: datetime, length: timedelta
) -> None:
    """So much open time has run at the moment that is told, and a microsecond before it had not."""
    amount = counted(calendar, start, start + length)
    reached = calendar.after(start, amount).astimezone(UTC)
    assert start <= reached <= start + length
    assert counted(calendar, start, reached) == amount
    if amount:
        assert counted(calendar, start, reached - timedelta(microseconds=1)) == amount - timedelta(microseconds=1)
        assert calendar.after(start, amount) == calendar.stretches_after(start, amount)[-1][1]


def test_one_day_may_be_open_for_longer_than_the_week() -> None:
    """A school that opens for a minute a week, and besides for one long day, counts that day as it is."""
    calendar = Calendar.model_validate(
        {"zone": "UTC", "hours": {"monday": "10:00-10:01"}, "open_also": ["2026-09-02 10:00-20:00"]}
    )
    start = datetime(2026, 9, 2, 11, tzinfo=UTC)
    assert calendar.after(start, timedelta(minutes=5)) == start + timedelta(minutes=5)
    assert calendar.after(start, timedelta(hours=9, minutes=2)) == datetime(2026, 9, 14, 10, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("America/Recife", 2000),
        ("Asia/Gaza", 2054),
        ("Africa/Tunis", 1943),
        ("Europe/Vienna", 1945),
        ("Africa/Casablanca", 2026),
        ("Europe/London", 1947),
        ("Asia/Shanghai", 1901),
        ("Pacific/Apia", 2011),
        ("Pacific/Kwajalein", 1993),
    ],
)
@pytest.mark.parametrize("open_from", ["00:00-24:00", "00:30-23:30", "10:00-20:00"])
def test_no_change_of_the_clock_is_overlooked(zone: str, year: int, open_from: str) -> None:
    """Two changes within a week, four within a year, a day that was left out: a year is the sum of its days."""
    calendar = Calendar.model_validate({"zone": zone, "hours": {"monday-sunday": open_from}})
    start, end = datetime(year, 1, 2, tzinfo=UTC), datetime(year, 12, 30, tzinfo=UTC)
    assert calendar.open_between(start, end) == counted(calendar, start, end)


def test_a_day_that_the_clock_leaves_out_is_no_day() -> None:
    """Samoa went from the 29th to the 31st of December 2011: the 30th is never open, and no hour counts twice."""
    calendar = Calendar.model_validate({"zone": "Pacific/Apia", "hours": {"monday-sunday": "10:00-20:00"}})
    assert not calendar.is_open(date(2011, 12, 30))
    assert calendar.nth_day_after(date(2011, 12, 29), 1, "working") == date(2011, 12, 31)
    noon = datetime(2011, 12, 29, 12, tzinfo=calendar.timezone)
    assert calendar.after(noon, timedelta(hours=10)) == datetime(2011, 12, 31, 12, tzinfo=calendar.timezone)


@pytest.mark.parametrize(
    ("hours", "opens", "closes"),
    [
        ("01:30-10:00", "02:00", "10:00"),
        ("00:00-01:30", "00:00", "02:00"),
        ("01:10-01:50, 03:00-04:00", "03:00", "04:00"),
    ],
)
def test_doors_that_open_or_close_in_a_skipped_hour_do_so_when_the_clock_jumps(
    hours: str, opens: str, closes: str
) -> None:
    """When 01:00 is followed by 02:00, what was to begin or end in between begins or ends there."""
    calendar = Calendar.model_validate({"zone": "Europe/London", "hours": {"sunday": hours}})
    [session] = calendar.sessions(date(2026, 3, 29))
    assert [f"{moment:%H:%M}" for moment in session] == [opens, closes]


@pytest.mark.parametrize("hours", ["01:30-10:00", "00:00-01:30"])
def test_doors_open_and_close_once_in_an_hour_that_comes_twice(hours: str) -> None:
    """When 02:00 is followed by 01:00, the first half past one is meant."""
    calendar = Calendar.model_validate({"zone": "Europe/London", "hours": {"sunday": hours}})
    [session] = calendar.sessions(date(2026, 10, 25))
    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) in [moment.astimezone(UTC) for moment in session]


def test_years_without_an_open_day_are_passed_over_up_to_ten() -> None:
    """Nine closed years are waited for, however long the count before them; more than ten are refused."""
    for last, reached in ((2035, date(2036, 1, 1)), (2037, None)):
        closed = [f"{year}-01-01..{year}-12-31" for year in range(2027, last + 1)]
        shut = Calendar.model_validate({"zone": "UTC", "closed": closed, "hours": {"monday-sunday": "10:00-20:00"}})
        start = datetime(1900, 1, 1, tzinfo=UTC)
        amount = shut.open_between(start, datetime(2027, 1, 1, tzinfo=UTC))
        assert shut.after(start, amount) == datetime(2026, 12, 31, 20, tzinfo=UTC)
        if reached:
            assert shut.after(start, amount + timedelta(hours=1)).date() == reached
        else:
            with pytest.raises(OutOfReach, match="no day is open within ten years after 2026-12-31"):
                shut.after(start, amount + timedelta(hours=1))


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Europe/London"])
def test_the_whole_calendar_can_be_counted_and_no_more(zone: str) -> None:
    """From its first day to its last, to the minute; a minute more is out of reach."""
    calendar = Calendar.model_validate({"zone": zone, "hours": {"monday-friday": "10:00-20:00"}})
    first = datetime(1800, 1, 1, tzinfo=calendar.timezone)
    last = datetime(2299, 12, 31, 23, 59, tzinfo=calendar.timezone)
    whole = calendar.open_between(first, last)
    assert whole == timedelta(hours=10) * sum(day.weekday() < 5 for day in days(FIRST_DAY, LAST_DAY))
    assert calendar.after(first, whole) == datetime(2299, 12, 29, 20, tzinfo=calendar.timezone)
    with pytest.raises(OutOfReach, match="outside the calendar"):
        calendar.after(first, whole + timedelta(minutes=1))
    with pytest.raises(OutOfReach, match="outside the calendar"):
        calendar.open_between(first, last + timedelta(minutes=1))
