"""Policies: what cannot be meant is refused where it stands, in a sentence; what was adopted is read for ever."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.bootstrap import open_casebook
from adapters.policy.files import default_policy, policy_from, scope_of
from adapters.settings import Settings
from adapters.store.sqlite import SQLiteLog
from engine.policy import Policy
from engine.policy_book import PolicyBook
from engine.policy_reading import read_policy
from engine.policy_scope import Scope
from engine.refusal import NotFillable
from tests.command_line import CommandLine
from tests.school import CHEN, WORKFLOWS, School

FILE = Path(__file__).parents[1] / "features" / "policy.toml"
NOW = datetime(2026, 9, 17, tzinfo=UTC)
LENGTHS = 'write "24 hours", "2 working hours"'


def rules(place: str, value: Any) -> dict[str, Any]:
    """The rules of the scenarios with one setting changed."""
    changed: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
    *tables, name = place.split(".")
    table = changed
    for part in tables:
        table = table.setdefault(part, {})
    table[name] = value
    return changed


def flaws(place: str, value: Any) -> dict[str, str]:
    """What is said of a policy in which this is set."""
    with pytest.raises(NotFillable) as refused:
        read_policy(rules(place, value))
    return {flaw.field: flaw.message for flaw in refused.value.flaws}


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ("feedback.sends_back_at", True, "is a whole number"),
        ("feedback.sends_back_at", "2", "is a whole number"),
        ("feedback.sends_back_at", 2.0, "is a whole number"),
        ("feedback.sends_back_at", 5, "is 4 at most"),
        ("feedback.sends_back_at", -1, "is 0 at least"),
        ("solution.four_eyes", "critical", "is a list"),
        ("solution.four_eyes", ["urgent"], "is one of 'low', 'medium', 'high', 'critical', 'ordinary' or 'complex'"),
        ("solution.review_after", "soon", LENGTHS),
        ("feedback.sends_back", 2, "cannot be set; what can be set here: sends_back_at"),
        ("holidays", [], "cannot be set; what can be set here: calendar, deadlines, feedback,"),
        ("calendar", True, "is a table of settings"),
        ("calendar.opening", "10:00", "cannot be set; what can be set here: zone, hours, closed, open_also, terms"),
        ("calendar.hours", "10:00-20:00", "is a table of settings"),
        ("calendar.hours.monday", True, '"True" is not understood; write "10:00-20:00"'),
        ("calendar.hours.monday", {"intervals": [[True, 60]]}, "is not understood"),
        ("calendar.hours.monday", "20:00-10:00", "opening hours must follow one another"),
        ("calendar.closed", "2026-10-01", "is a list"),
        ("calendar.closed", ["2026-10-01"] * 1001, "is a list of 1000 at most"),
        ("calendar.zone", 8, "is a text"),
        ("calendar.zone", "Asia/Schanghai", "is not a time zone; write one such as Asia/Shanghai"),
        ("reopening.window", True, f'"True" is not understood; {LENGTHS}'),
        ("reopening.window", {"amount": True, "unit": "hour"}, "is not understood"),
        ("reopening.window", "100000 working days", "a length of time runs from 1 to 3660 hours or days"),
        ("deadlines.objection.classify", 2, LENGTHS),
        ("deadlines.objection.classify", True, LENGTHS),
        ("deadlines.objection.classify", {}, "or a table of such lengths by kind of case"),
        ("deadlines.objection", "3 working days", "is a table of settings"),
        ("known.category", ["x" * 201], "has more than 200 characters"),
        ("known.words", ["x"], "is one of 'category', 'root_cause'"),
    ],
)
def test_what_cannot_be_meant_is_refused_where_it_stands(place: str, value: Any, message: str) -> None:
    """A sentence for somebody who writes rules; a truth is no number, a number no length, and a name no new setting."""
    [(field, said)] = flaws(place, value).items()
    assert field.startswith(place)
    assert message in said


def test_of_a_term_the_settings_are_named_too() -> None:
    """What can be set is said of the very table in which the mistake stands."""
    term = {"name": "Autumn", "first": "2026-09-01", "last": "2026-13-20", "begins": "2026-09-01"}
    assert flaws("calendar.terms", [term]) == {
        "calendar.terms.0.last": "2026-13-20 is not a date; write one such as 2026-09-01",
        "calendar.terms.0.begins": "cannot be set; what can be set here: first, last, name",
    }


@pytest.fixture
def book(tmp_path: Path) -> Iterator[PolicyBook]:
    """The policy book of a new school, in which version 1 is in force."""
    with closing(SQLiteLog(tmp_path / "log.db")) as log, closing(School(log, tmp_path)) as school:
        yield school.policies


@pytest.mark.parametrize("zone", ["localtime", "posixrules", "Factory", "posix/Asia/Shanghai", "right/Asia/Shanghai"])
def test_a_clock_that_is_another_elsewhere_is_no_time_zone(book: PolicyBook, zone: str) -> None:
    """What a machine calls its own time, or counts by leap seconds, would move every deadline on the next machine."""
    adopted = read_policy(rules("calendar.zone", "UTC"))
    elsewhere = adopted.model_copy(update={"calendar": adopted.calendar.model_copy(update={"zone": zone})})
    with pytest.raises(NotFillable, match=f'calendar.zone: "{zone}" is not the same on every machine'):
        book.adopt(elsewhere, CHEN.id, NOW)
    assert book.latest() == 1
    assert book.adopt(adopted, CHEN.id, NOW) == 2


def test_every_flaw_of_the_names_is_told_at_once(book: PolicyBook) -> None:
    """Each with its place and with what there is."""
    wrong = rules("deadlines.renewal.answer", "3 working days")
    wrong["deadlines"] |= {"referral": {"resolve": "1 hour"}}
    wrong["deadlines"]["objection"] |= {"classifying": "1 hour", "resolve": {"easy": "1 hour", "always": "2 hours"}}
    with pytest.raises(NotFillable) as refused:
        book.adopt(read_policy(wrong), CHEN.id, NOW)
    assert {flaw.field: flaw.message for flaw in refused.value.flaws} == {
        "deadlines.objection.classifying": (
            "there is no such deadline for a policy to set; there are acknowledge, classify, resolve, panel"
        ),
        "deadlines.objection.resolve.easy": (
            "there is no such kind of case; there are ordinary, complex, escalated, always"
        ),
        "deadlines.renewal.answer": "there is no such deadline for a policy to set; there are panel",
        "deadlines.referral": "there is no such workflow; there are course, objection, renewal",
    }


def test_no_kind_of_case_is_left_without_its_deadline(book: PolicyBook) -> None:
    """A policy names every kind, or says what holds for all that it does not name."""
    partly = {"ordinary": "1 working day"}
    with pytest.raises(NotFillable) as refused:
        book.adopt(read_policy(rules("deadlines.objection.resolve", partly)), CHEN.id, NOW)
    [flaw] = refused.value.flaws
    said = "says nothing of cases that are complex; add that, or always"
    assert (flaw.field, flaw.message) == ("deadlines.objection.resolve", said)
    whole = partly | {"always": "2 working days"}
    assert book.adopt(read_policy(rules("deadlines.objection.resolve", whole)), CHEN.id, NOW) == 2


@pytest.mark.parametrize("policy", [default_policy(), policy_from(FILE)])
def test_the_policies_that_come_along_speak_only_of_what_there_is(policy: Policy) -> None:
    """The one that a new institution starts with, and that of the scenarios."""
    scope_of(WORKFLOWS).expect(policy)


def test_what_was_adopted_is_read_though_it_would_be_refused_today(tmp_path: Path) -> None:
    """A workflow or a kind that has gone does not make the history unreadable, and binds no new version."""
    with closing(SQLiteLog(tmp_path / "log.db")) as log, closing(School(log, tmp_path)) as school:
        today = PolicyBook(log, school.mapper, Scope({"UTC"}, {}, ()))
        assert today.get(1) == school.policies.get(1)
        with pytest.raises(NotFillable, match="there are none"):
            today.adopt(today.get(1), CHEN.id, NOW)


def test_the_version_told_is_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever somebody else has adopted a moment later."""
    with closing(SQLiteLog(tmp_path / "log.db")) as log, closing(School(log, tmp_path)) as school:
        ours, theirs = school.policies, PolicyBook(log, school.mapper, scope_of(WORKFLOWS))
        insert = log.insert_events

        def insert_and_be_followed(*given: Any, **more: Any) -> Any:
            stored = insert(*given, **more)
            monkeypatch.setattr(log, "insert_events", insert)
            assert theirs.adopt(ours.get(1), CHEN.id, NOW) == 3
            return stored

        monkeypatch.setattr(log, "insert_events", insert_and_be_followed)
        assert ours.adopt(ours.get(1), CHEN.id, NOW) == 2
        assert ours.latest() == 3


def test_a_new_log_does_not_begin_with_a_policy_that_is_refused(tmp_path: Path) -> None:
    """The refusal says why, and nothing is in force; with another file it begins."""
    wrong = tmp_path / "policy.toml"
    wrong.write_text(FILE.read_text("utf-8").replace("Asia/Shanghai", "posixrules"), "utf-8")
    with pytest.raises(NotFillable, match=r"^calendar\.zone: "):
        open_casebook(Settings(data=tmp_path / "data", policy=wrong))
    with open_casebook(Settings(data=tmp_path / "data", policy=FILE)) as casebook:
        assert casebook.policies.latest() == 1


def test_the_operator_is_told_in_one_line(tmp_path: Path) -> None:
    """A name that no workflow has, on the command line."""
    file = tmp_path / "policy.toml"
    file.write_text(FILE.read_text("utf-8").replace("classify =", "classifying ="), "utf-8")
    said = CommandLine(tmp_path / "data")("policy", "add", str(file))
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "deadlines.objection.classifying: there is no such deadline for a policy to set; "
        "there are acknowledge, classify, resolve, panel\n"
    )
