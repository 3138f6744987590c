"""The working calendar against a slow model of itself, against a real calendar of ten years, and at its edges."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise, takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.calendar import Calendar, KindOfDay
from engine.doors import OutOfReach
from engine.opening import WEEKDAYS

DATA = Path(__file__).parents[2] / "shared" / "data"
QUICK = settings(derandomize=True, deadline=None, max_examples=50)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST = date(2026, 3, 1)

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


@dataclass(frozen=True)
class Facts:
    """What a calendar is made of, and the slow way to ask it anything."""

    zone: str
    week: tuple[tuple[tuple[int, int], ...], ...]
    closed: tuple[tuple[date, date], ...]
    term: tuple[date, date]

    @property
    def calendar(self) -> Calendar:
        hours = {name: text(day) for name, day in zip(WEEKDAYS, self.week, strict=True) if day}
        closed = [f"{first}..{last}" for first, last in self.closed]
        term = {"name": "spring", "first": self.term[0], "last": self.term[1]}
        return Calendar.model_validate({"zone": self.zone, "hours": hours, "closed": closed, "terms": [term]})

    def hours(self, day: date) -> tuple[tuple[int, int], ...]:
        return () if any(first <= day <= last for first, last in self.closed) else self.week[day.weekday()]

    def minutes(self, start: datetime) -> Iterator[tuple[datetime, bool]]:
        """Minute by minute: the moment at its end, and whether the doors stood open in it."""
        moment, zone = start.astimezone(UTC), ZoneInfo(self.zone)
        while True:
            wall = moment.astimezone(zone)
            minute = wall.hour * 60 + wall.minute
            moment += MINUTE
            yield moment, any(opens <= minute < closes for opens, closes in self.hours(wall.date()))

    def days(self, after: date, kind: KindOfDay) -> Iterator[date]:
        """Day by day."""
        day = after
        while True:
            day += DAY
            in_term = self.term[0] <= day <= self.term[1]
            if kind == "calendar" or (self.hours(day) and (kind == "working" or in_term)):
                yield day


def text(intervals: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in intervals)


@st.composite
def days_hours(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Hours with any minute but those that a change to or from summer time skips or repeats."""
    minutes = st.one_of(st.just(0), st.integers(4 * 60, 24 * 60))
    times = sorted(draw(st.sets(minutes, min_size=2, max_size=4)))
    return tuple(zip(times[::2], times[1::2], strict=False))


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Weeks of every kind in spring 2026, when the clocks change in London and New York."""
    week = draw(st.lists(st.one_of(st.just(()), days_hours()), min_size=7, max_size=7).filter(any))
    starts = draw(st.lists(st.integers(0, 60), max_size=3))
    closed = tuple((FIRST + DAY * start, FIRST + DAY * (start + draw(st.integers(0, 9)))) for start in starts)
    zone = draw(st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York"]))
    return Facts(zone, tuple(week), closed, (FIRST + DAY * 10, FIRST + DAY * 300))


moments = st.integers(0, 40 * 24 * 60).map(lambda minutes: datetime(2026, 3, 1, tzinfo=UTC) + MINUTE * minutes)
amounts = st.integers(0, 40 * 60).map(lambda minutes: MINUTE * minutes)
kinds: st.SearchStrategy[KindOfDay] = st.sampled_from(["calendar", "working", "school"])


@QUICK
@given(facts(), moments, st.integers(0, 7 * 24 * 60))
def test_open_time_agrees_with_counting_every_minute(facts: Facts, start: datetime, length: int) -> None:
    """The open time between two moments is the number of minutes in which the doors stand open."""
    open_minutes = sum(is_open for _, is_open in islice(facts.minutes(start), length))
    assert facts.calendar.open_between(start, start + MINUTE * length) == MINUTE * open_minutes


@QUICK
@given(facts(), moments, st.integers(1, 20 * 60))
def test_adding_open_time_agrees_with_counting_every_minute(facts: Facts, start: datetime, minutes: int) -> None:
    """N open minutes end with the N-th minute in which the doors stand open, not when they open again."""
    open_minutes = (moment for moment, is_open in facts.minutes(start) if is_open)
    assert facts.calendar.after(start, MINUTE * minutes) == next(islice(open_minutes, minutes - 1, None))


@QUICK
@given(facts(), st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_open_time_adds_up(facts: Facts, three: list[datetime]) -> None:
    """Open time from a to c is that from a to b and that from b to c."""
    first, middle, last = three
    calendar = facts.calendar
    assert calendar.open_between(first, last) == calendar.open_between(first, middle) + calendar.open_between(
        middle, last
    )


@QUICK
@given(facts(), moments, amounts, amounts)
def test_what_was_added_can_be_measured(facts: Facts, start: datetime, one: timedelta, other: timedelta) -> None:
    """Adding open time and then measuring gives it back; adding twice is adding the sum; more ends later."""
    calendar = facts.calendar
    reached = calendar.after(start, one)
    assert calendar.open_between(start, reached) == one
    assert sum((end - begin for begin, end in calendar.stretches_after(start, one)), timedelta()) == one
    assert calendar.after(reached, other) == calendar.after(start, one + other)
    assert (calendar.after(start, one + other) > reached) == (other > timedelta())


@QUICK
@given(facts(), moments, moments, amounts)
def test_a_later_start_never_ends_earlier(facts: Facts, one: datetime, other: datetime, amount: timedelta) -> None:
    """Whoever starts later is not done earlier."""
    calendar, (first, last) = facts.calendar, sorted((one, other))
    assert calendar.after(first, amount) <= calendar.after(last, amount) or not amount


@QUICK
@given(facts(), st.integers(0, 60))
def test_a_closed_day_contributes_nothing(facts: Facts, n: int) -> None:
    """The sessions of a day are its open time; a closed one has none and still has a closing time."""
    calendar, day = facts.calendar, FIRST + DAY * n
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(facts.zone))
    open_time = calendar.open_between(midnight, midnight + DAY)
    assert calendar.is_open(day) == (open_time > timedelta()) == bool(facts.hours(day))
    assert calendar.stretches_between(midnight, midnight + DAY) == calendar.sessions(day)
    assert calendar.sessions(day) == [] or calendar.closing(day) == calendar.sessions(day)[-1][1]
    assert midnight < calendar.closing(day) <= midnight + DAY


@QUICK
@given(facts(), st.integers(0, 60), kinds)
def test_days_agree_with_looking_at_every_day(facts: Facts, n: int, kind: KindOfDay) -> None:
    """The n-th day is the n-th that counts, each later than the one before and later than the start."""
    calendar, start = facts.calendar, FIRST + DAY * n
    counted = [calendar.nth_day_after(start, n, kind) for n in range(1, 11)]
    assert counted == list(islice(facts.days(start, kind), 10))
    assert all(earlier < later for earlier, later in pairwise([start, *counted]))


@QUICK
@given(facts())
def test_a_calendar_is_stored_as_it_was_written(facts: Facts) -> None:
    """A calendar reads back from its JSON as the same calendar, with the texts of the policy in it."""
    calendar = facts.calendar
    assert Calendar.model_validate_json(calendar.model_dump_json()) == calendar
    stored = calendar.model_dump(mode="json")["hours"]
    assert [stored[name] for name in WEEKDAYS] == [text(hours) or None for hours in facts.week]


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
    assert timedelta(0) < calendar.open_between(bounds[0], bounds[-1]) <= timedelta(hours=2)


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


@pytest.mark.parametrize(
    ("where", "toml", "message"),
    [
        ("hours", "", "Field required"),
        ("hours", "hours = {}", "at least one weekday"),
        ("hours", 'hours = {monday-sunday = "closed"}', "at least one weekday"),
        ("hours", 'hours = {dienstag = "10:00-20:00"}', '"dienstag" is not a weekday'),
        ("hours", 'hours = {friday-tuesday = "10:00-20:00", monday = "closed"}', "monday is named twice"),
        ("hours.tuesday", 'hours = {tuesday = "10-20"}', '"10-20" is not understood; write "10:00-20:00"'),
        ("hours.tuesday", "hours = {tuesday = 10}", "is not understood"),
        ("hours.tuesday", 'hours = {tuesday = "20:00-10:00"}', "follow one another"),
        ("hours.tuesday", 'hours = {tuesday = "10:00-12:00, 11:00-20:00"}', "follow one another"),
        ("hours.tuesday.intervals.0.0", 'hours = {tuesday = "10:60-20:00"}', "10:60 is not a time of day"),
        ("hours.tuesday.intervals.0.1", 'hours = {tuesday = "10:00-24:01"}', "less than or equal to 1440"),
        ("zone", 'zone = "Mars/Olympus"\nhours = {tuesday = "10:00-20:00"}', "is not a time zone"),
        ("zone", 'zone = "../../etc/passwd"\nhours = {tuesday = "10:00-20:00"}', "is not a time zone"),
        ("holidays", 'holidays = []\nhours = {tuesday = "10:00-20:00"}', "not permitted"),
        ("closed.0", 'closed = ["2026-10-07..2026-10-01"]\nhours = {tuesday = "10:00-20:00"}', "not come before"),
        ("closed.0", 'closed = ["2026-10-01..2028-10-01"]\nhours = {tuesday = "10:00-20:00"}', "over a year"),
        ("closed.0", 'closed = ["Mid-Autumn"]\nhours = {tuesday = "10:00-20:00"}', '"Mid-Autumn" is not understood'),
        ("closed.0.first", 'closed = ["2026-02-30"]\nhours = {tuesday = "10:00-20:00"}', "day is out of range"),
        ("closed.0.first", 'closed = ["1066-10-14"]\nhours = {tuesday = "10:00-20:00"}', "greater than or equal"),
        ("", 'open_also = ["2026-10-10", 2026-10-10]\nhours = {tuesday = "10:00-20:00"}', "2026-10-10 twice"),
        ("open_also.0.hours", 'open_also = ["2026-10-10 9-12"]\nhours = {tuesday = "10:00-20:00"}', "not understood"),
        ("terms.0.first", 'terms = [{name = "a", first = 20260901, last = 2026-09-02}]', "write a date as"),
        ("terms.0.last", 'terms = [{name = "a", first = 2026-09-01, last = 2026-09-02T00:00:00}]', "write a date as"),
        ("terms.0.name", 'terms = [{name = "", first = 2026-09-01, last = 2026-09-02}]', "at least 1 character"),
    ],
)
def test_a_calendar_that_cannot_be_kept_is_refused_where_it_is_wrong(where: str, toml: str, message: str) -> None:
    """Every mistake in a policy's calendar is refused at its place, with a message that helps."""
    with pytest.raises(ValidationError) as refused:
        read(toml)
    found = {".".join(map(str, error["loc"])): error["msg"].casefold() for error in refused.value.errors()}
    assert message.casefold() in found[where]
