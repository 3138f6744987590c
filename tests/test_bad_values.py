"""Numbers, moments and names that are none: refused with a sentence, nothing written, every case readable."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from engine.case import Case
from engine.refusal import NotThere
from tests.refusing import flawed, one_store, refused
from tests.school import CHEN, School, usual

pytestmark = pytest.mark.usefixtures("case")


@one_store
@pytest.mark.parametrize(
    "number",
    ["1e400", "-1e400", "NaN", "Infinity", "-Infinity", "9" * 30, "9" * 5_000, "-1", "1.5", "0x10"],
    ids=lambda number: f"{number[:9]} of {len(number)}",
)
def test_numbers_are_whole_and_within_bounds(school: School, case: Case, number: str) -> None:
    """Huge, infinite, broken or no numbers are refused wherever a number is asked for."""
    body = orjson.dumps(usual("raise", "renewal")).replace(b'"lessons_left":12', b'"lessons_left":' + number.encode())
    assert list(flawed(school, "raise", body, workflow="renewal")) in (["lessons_left"], ["body"])
    body = b'{"version": ' + number.encode() + b', "reason": "r"}'
    assert list(flawed(school, "retract", body, case.id)) in (["version"], ["body"])


def test_numbers_that_python_knows_are_refused_as_well(school: School, case: Case) -> None:
    """Fields that do not come from JSON are held to its measure."""
    for number in (10**30, float("inf"), float("nan"), 2**63, -(2**63)):
        assert flawed(school, "retract", {"version": number, "reason": "r"}, case.id)
    for value in ({1, 2}, object(), b"bytes", {1: "a"}, lambda: None):
        assert list(flawed(school, "note", {"text": value}, case.id)) in (["body"], ["text"])


@one_store
@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "1066-10-14T00:00:00Z",
        "1899-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z",
        "2026-09-17T25:00:00Z",
        "2026-09-17T19:40:00+99:00",
        "2026-10-20T12:00:01+08:00",
        "2200-01-01T00:00:01Z",
        "9999-12-31T23:59:59-23:59",
        "10000-01-01T00:00:00Z",
        "1789000000",
        "-1",
        0,
        1e18,
        {},
    ],
    ids=ascii,
)
def test_extreme_and_impossible_moments_are_refused(school: School, case: Case, moment: Any) -> None:
    """Before 1900, in the future, off the calendar, or no moment at all."""
    assert list(flawed(school, "raise", usual("raise") | {"happened_at": moment})) == ["happened_at"]
    assert list(flawed(school, "note", {"text": "a", "happened_at": moment}, case.id)) == ["happened_at"]


@one_store
@pytest.mark.parametrize(
    "day", ["0001-01-01", "1899-12-31", "2200-01-02", "9999-12-31", "2026-02-30", "20260930", 20260930, ""], ids=ascii
)
def test_extreme_and_impossible_days_are_refused(school: School, day: Any) -> None:
    """A day is a day of the calendar, between 1900 and 2200."""
    assert list(flawed(school, "raise", usual("raise", "renewal") | {"ends_on": day}, workflow="renewal")) == [
        "ends_on"
    ]


@one_store
def test_the_longest_times_that_are_permitted_do_not_break_a_case(school: School) -> None:
    """A case from 1900, paused for over a century, is still shown, with the deadlines that a calendar has."""
    first = "1900-01-01T00:00:00Z"
    case = school.take(CHEN, "raise", usual("raise") | {"happened_at": first}).case
    extension = {"deadline": "classify", "until": "2199-12-31", "reason": "r", "happened_at": first}
    school.take(CHEN, "extend", extension, case.id)
    school.take(CHEN, "pause", {"reason": "r", "happened_at": first}, case.id)
    case = school.take(CHEN, "resume", {"reason": "r"}, case.id).case
    told = {deadline.name for deadline in case.deadlines_at(school.clock(), school.policies.get(1))}
    assert told == {"acknowledge", "resolve"}


@one_store
@pytest.mark.parametrize(
    "verb", ["", "unheard-of", "wait", "take_back", "import", "__init__", "raise\x00", "RAISE", "说"], ids=ascii
)
def test_steps_that_nobody_takes_are_not_there(school: School, case: Case, verb: str) -> None:
    """A verb that no table has, or that the program takes by itself, is there for nobody, with a case or without."""
    assert isinstance(refused(school, verb, usual("raise"), case.id), NotThere)
    assert isinstance(refused(school, verb, usual("raise")), NotThere)


@one_store
@pytest.mark.parametrize("verb", ["listen", "note", "close"])
def test_a_step_needs_a_case(school: School, verb: str) -> None:
    """Nothing but raising goes without one; the fields of a raise do not turn another step into one."""
    assert isinstance(refused(school, verb, usual("raise")), NotThere)


@pytest.mark.parametrize(
    "name",
    ["policy", "nowhere", "a\x00b", "a\ud800", "' OR 1=1 --", "x" * 10_000, "%", "../log"],
    ids=lambda name: ascii(name)[:30],
)
def test_cases_that_nobody_has_raised_are_not_there(school: School, name: str) -> None:
    """Whatever is sent as a case's name, a case that does not exist is not there, nor is a stream that is none."""
    assert isinstance(refused(school, "note", {"text": "a"}, name), NotThere)


@one_store
@pytest.mark.parametrize("workflow", ["", "unheard-of", "case", "policy", "Objection", "objection\x00"], ids=ascii)
def test_workflows_that_do_not_exist_are_not_there(school: School, case: Case, workflow: str) -> None:
    """A workflow is known by its exact name, and a case answers only to its own."""
    assert isinstance(refused(school, "raise", usual("raise"), workflow=workflow), NotThere)
    assert isinstance(refused(school, "note", {"text": "a"}, case.id, workflow=workflow), NotThere)
    assert isinstance(refused(school, "note", {"text": "a"}, case.id, workflow="renewal"), NotThere)
