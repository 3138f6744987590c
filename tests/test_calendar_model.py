"""The working calendar against a slow model of itself: minute by minute, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.time.calendar import Calendar, KindOfDay
from engine.time.hours import WEEKDAYS

QUICK = settings(derandomize=True, deadline=None, max_examples=50)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FIRST = date(2026, 3, 1)


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
    stretches = [(begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in calendar.stretches_after(start, one)]
    assert sum((end - begin for begin, end in stretches), timedelta()) == one
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
    sessions = calendar.sessions(day)
    assert calendar.is_open(day) == (open_time > timedelta()) == bool(facts.hours(day))
    assert sum((closes.astimezone(UTC) - opens.astimezone(UTC) for opens, closes in sessions), timedelta()) == open_time
    assert not sessions or calendar.closing(day) == sessions[-1][1]
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
