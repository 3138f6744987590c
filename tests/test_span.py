"""Lengths of time as a policy writes them: read, refused, counted, explained."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from engine.time.calendar import Calendar
from engine.time.hours import Week
from engine.time.span import LONGEST_SPAN, Span

QUICK = settings(derandomize=True, deadline=None, max_examples=50)

SCHOOL = Calendar.model_validate(
    tomllib.loads("""
        closed = ["2026-10-01..2026-10-07"]
        terms = [{name = "Autumn 2026", first = 2026-09-01, last = 2027-01-20}]
        [hours]
        monday = "closed"
        tuesday-sunday = "10:00-20:00"
    """)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


units = st.sampled_from(get_args(Span.model_fields["unit"].annotation))
spans = st.builds(lambda amount, unit: Span.read(f"{amount} {unit}"), st.integers(1, 40), units)
moments = st.integers(0, 40 * 24 * 60).map(lambda minutes: at("2026-08-20 00:00") + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-09-17 19:40", "24 hours", "2026-09-18 19:40"),
        ("2026-09-17 19:40", "2 working hours", "2026-09-18 11:40"),
        ("2026-09-17 19:40", "3 working days", "2026-09-20 20:00"),
        ("2026-09-17 19:40", "7 working days", "2026-09-25 20:00"),
        ("2026-09-24 15:00", "5 working days", "2026-09-30 20:00"),
        ("2026-09-17 23:59", "1 working day", "2026-09-18 20:00"),
        ("2026-09-18 00:00", "1 working day", "2026-09-19 20:00"),
        ("2026-09-21 12:00", "1 working day", "2026-09-22 20:00"),
        ("2026-09-20 20:00", "10 working hours", "2026-09-22 20:00"),
        ("2026-09-21 12:00", "1 working hour", "2026-09-22 11:00"),
        ("2026-09-30 15:00", "1 working day", "2026-10-08 20:00"),
        ("2026-09-24 15:00", "10 calendar days", "2026-10-04 20:00"),
        ("2026-08-24 15:00", "5 school days", "2026-09-05 20:00"),
    ],
)
def test_a_span_ends_where_people_counted_it(start: str, span: str, due: str) -> None:
    """Days count from the day after, whatever the hour, and end at closing time; hours run while open, or always."""
    assert Span.read(span).due(at(start), SCHOOL) == at(due)


@pytest.mark.parametrize(
    ("start", "span", "told"),
    [
        (
            "2026-09-17 19:40",
            "3 working days",
            "2026-09-17: 18 Fri, 19 Sat, 20 Sun; ends at closing time, 2026-09-20 20:00",
        ),
        (
            "2026-09-29 15:00",
            "3 working days",
            (
                "2026-09-29: 30 Wed, 2026-10-08 Thu, 9 Fri; not counted, because closed: 2026-10-01 to 2026-10-07; "
                "ends at closing time, 2026-10-09 20:00"
            ),
        ),
        (
            "2026-08-29 15:00",
            "1 school day",
            (
                "2026-08-29: 2026-09-01 Tue; not counted, because closed or outside the terms: 2026-08-30 to "
                "2026-08-31; ends at closing time, 2026-09-01 20:00"
            ),
        ),
        (
            "2026-09-18 15:00",
            "3 calendar days",
            "2026-09-18: 19 Sat, 20 Sun, 21 Mon; ends at the usual closing time, 2026-09-21 20:00",
        ),
        (
            "2026-09-17 19:40",
            "2 working hours",
            (
                "2026-09-17 19:40: 2026-09-17 Thu 19:40-20:00 (20 min), 2026-09-18 Fri 10:00-11:40 (1 h 40 min); "
                "ends 2026-09-18 11:40"
            ),
        ),
        ("2026-09-17 19:40", "24 hours", "2026-09-17 19:40, open or closed: ends 2026-09-18 19:40"),
    ],
)
def test_a_span_says_how_it_was_counted(start: str, span: str, told: str) -> None:
    """An auditor reads which days or hours were counted, and which were not."""
    assert Span.read(span).why(at(start), SCHOOL) == f"{span} after {told}"


def test_a_long_count_is_told_shortly() -> None:
    """Of very many days, closures and stretches, the first and the end are told."""
    days = Span.read("60 working days").why(at("2026-09-17 19:40"), SCHOOL)
    assert "18 Fri, 19 Sat, 20 Sun, 22 Tue, 23 Wed, 24 Thu, 25 Fri, 26 Sat, 27 Sun, ..., 2026-12-03 Thu;" in days
    assert "2026-09-21, 2026-09-28, 2026-10-01 to 2026-10-07, 2026-10-12," in days
    assert days.endswith("and 1 more; ends at closing time, 2026-12-03 20:00")
    hours = Span.read("200 working hours").why(at("2026-09-17 19:40"), SCHOOL)
    assert hours.endswith("2026-09-27 Sun 10:00-20:00 (10 h), and 11 more; ends 2026-10-17 19:40")


def test_hours_elapse_when_the_clock_changes() -> None:
    """Twenty-four hours are twenty-four hours, though summer time began in between."""
    london = Calendar.model_validate({"zone": "Europe/London", "hours": {"monday-friday": "09:00-17:00"}})
    due = Span.read("24 hours").due(datetime(2026, 3, 28, 12, 0, tzinfo=london.timezone), london)
    assert due.isoformat() == "2026-03-29T13:00:00+01:00"
    always = london.model_copy(update={"hours": Week.model_validate({"monday-sunday": "00:00-24:00"})})
    told = Span.read("12 working hours").why(datetime(2026, 3, 29, 0, 0, tzinfo=london.timezone), always)
    assert told.endswith("2026-03-29 Sun 00:00-13:00 (12 h); ends 2026-03-29 13:00")


def test_a_day_that_closes_at_midnight_closes_at_24() -> None:
    """Midnight is told as the end of the day that was counted."""
    night = SCHOOL.model_copy(update={"hours": Week.model_validate({"tuesday-sunday": "12:00-24:00"})})
    told = Span.read("13 working hours").why(at("2026-09-17 12:00"), night)
    assert "2026-09-17 Thu 12:00-24:00 (12 h), 2026-09-18 Fri 12:00-13:00 (1 h);" in told


@QUICK
@given(spans, moments, st.integers(1, 5))
def test_a_longer_span_ends_later(span: Span, start: datetime, more: int) -> None:
    """A span ends after its start, and a longer one of its kind later still; its explanation ends with that date."""
    due = span.due(start, SCHOOL)
    assert start < due < Span.read(f"{span.amount + more} {span.unit}").due(start, SCHOOL)
    assert span.why(start, SCHOOL).endswith(f"{due:%Y-%m-%d %H:%M}")


@QUICK
@given(spans, moments, moments)
def test_a_later_start_is_never_due_earlier(span: Span, one: datetime, other: datetime) -> None:
    """What starts later is not due earlier."""
    first, last = sorted((one, other))
    assert span.due(first, SCHOOL) <= span.due(last, SCHOOL)


@QUICK
@given(spans)
def test_a_span_reads_back_as_it_is_printed(span: Span) -> None:
    """What is printed, or stored as JSON, reads back as the same span."""
    assert Span.read(str(span)) == span
    assert Span.model_validate_json(span.model_dump_json()) == span
    assert span.model_dump_json() == f'"{span}"'


def test_a_policy_writes_spans_as_texts() -> None:
    """A span is a text in the policy's TOML; capitals and double spaces do not matter, and one is one."""

    class Window(BaseModel):
        window: Span

    assert str(Window.model_validate(tomllib.loads('window = "10  Calendar days"')).window) == "10 calendar days"
    assert str(Span.read("1 working days")) == "1 working day"


def test_only_working_time_is_moved_by_a_pause() -> None:
    """Working hours, working days and school days stop with the school; hours and calendar days run on."""
    texts = ("24 hours", "2 working hours", "10 calendar days", "3 working days", "5 school days")
    assert [Span.read(text).is_working_time for text in texts] == [False, True, False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "3 days",
        "-1 hours",
        "1.5 hours",
        "three working days",
        "24",
        "",
        "9" * 500,
        "３ hours",
        48,
        None,
        True,
        {"amount": 1},
    ],
)
def test_what_is_not_a_span_is_refused_with_examples(text: object) -> None:
    """Days must say which days they are; everything else is refused in the same words."""
    with pytest.raises(ValidationError, match='write "24 hours", "2 working hours", "3 working days"'):
        Span.model_validate(text)


@pytest.mark.parametrize("text", ["0 hours", "0 working days", f"{LONGEST_SPAN + 1} calendar days", "999999 hours"])
def test_a_span_is_at_least_one_and_at_most_ten_years_of_days(text: str) -> None:
    """Nothing, and more than anybody waits for, is refused."""
    with pytest.raises(ValidationError, match=f"a length of time runs from 1 to {LONGEST_SPAN}"):
        Span.read(text)


def test_a_span_needs_a_moment_with_a_zone() -> None:
    """A moment without a zone is refused, whatever runs from it."""
    for text in ("24 hours", "2 working hours", "3 working days"):
        with pytest.raises(ValueError, match="needs a time zone"):
            Span.read(text).due(datetime(2026, 9, 17, tzinfo=UTC).replace(tzinfo=None), SCHOOL)
