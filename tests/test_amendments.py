"""Correct and retract: the past stays as it was written, and counts as it should have been."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adapters.case_finder import CaseFinder
from engine.access import may_see
from engine.case import Case
from engine.folding import amended
from engine.refusal import NotFillable
from engine.steps.beside import Assigned, Linked
from tests.school import CHEN, GU, LI, MA, School, usual


@pytest.fixture
def case(school: School) -> Case:
    """A case whose facts stand up to the investigation: raised, heard, recorded, investigated are versions 1 to 4."""
    return school.walk("raise", "listen", "record", "investigate")


@pytest.fixture
def noted(school: School, case: Case) -> Case:
    """The same case, with a note as version 5."""
    return school.take(CHEN, "note", usual("note"), case.id).case


def correct(school: School, case: Case, version: int, **fields: Any) -> Case:
    return school.take(CHEN, "correct", {"version": version, "fields": fields, "reason": "misread"}, case.id).case


def retract(school: School, case: Case, version: int) -> Case:
    return school.take(CHEN, "retract", {"version": version, "reason": "another family"}, case.id).case


def flaws(school: School, verb: str, case: Case, fields: dict[str, Any]) -> dict[str, str]:
    head = school.head()
    with pytest.raises(NotFillable) as refused:
        school.take(CHEN, verb, fields, case.id)
    assert school.head() == head
    return {flaw.field: flaw.message for flaw in refused.value.flaws}


def test_a_corrected_fact_counts_and_the_old_one_stays(school: School, case: Case) -> None:
    """The case shows the right value; the stored event still says what was written, and the correction says why."""
    rows = school.rows(case.id)
    later = correct(school, case, 3, summary="Teacher late twice", severity="low")
    assert (later.fact("summary"), later.fact("severity")) == ("Teacher late twice", "low")
    assert school.rows(case.id)[:-1] == rows
    assert school.application.events(case.id)[2].summary == usual("record")["summary"]  # type: ignore[attr-defined] # a Recorded
    assert [each.reason for each in later.corrections[3]] == ["misread"]  # type: ignore[attr-defined] # a Corrected
    assert later.stage == case.stage


def test_a_case_corrected_in_memory_is_the_case_replayed(school: School, case: Case) -> None:
    """The answer to a correction, the case kept, and the case read afresh are equal, attribute for attribute."""
    later = correct(school, case, 3, kind="complex", about=[{"what": "teacher", "staff": "Li"}], confidential=True)
    assert vars(later) == vars(school.application.case(case.id)) == vars(school.replayed(case.id))


def test_the_latest_correction_of_a_value_counts(school: School, case: Case) -> None:
    """Corrections add up; of two for one value the later one counts."""
    correct(school, case, 3, summary="first", severity="low")
    later = correct(school, case, 3, summary="second")
    assert (later.fact("summary"), later.fact("severity")) == ("second", "low")
    assert len(later.corrections[3]) == 2


def test_a_personal_value_is_corrected_under_seal(school: School, case: Case) -> None:
    """The corrected words of a family are as sealed as those they replace, and open where they are shown."""
    later = correct(school, case, 2, remedy_sought="refund of 6 lessons", channel="wechat")
    stored = school.rows(case.id)[-1]
    assert b"refund of 6" not in stored
    assert b"wechat" in stored
    (correction,) = later.corrections[2]
    assert school.mapper.opened(correction)["fields"] == {"channel": "wechat", "remedy_sought": "refund of 6 lessons"}


def test_a_corrected_value_is_kept_as_its_form_reads_it(school: School, case: Case) -> None:
    """Trimmed, and with names looked up: what is shown later is a valid value."""
    later = correct(school, case, 3, summary="  late  ", about=[{"what": "teacher", "staff": "Li"}])
    (correction,) = later.corrections[3]
    assert school.mapper.opened(correction)["fields"] == {
        "summary": "late",
        "about": [{"what": "teacher", "staff": LI.id}],
    }
    assert later.about == {LI.id}


def test_naming_somebody_late_hides_a_confidential_case_all_the_same(school: School, case: Case) -> None:
    """Whom a case is about may turn out later; from then on it does not exist for them."""
    later = correct(school, case, 3, about=[{"what": "teacher", "staff": "Gu"}], confidential=True)
    assert may_see(CHEN, later)
    assert not may_see(GU, later)
    finder = CaseFinder(school.application, lambda _reference: None)
    assert finder.id_of(CHEN, case.id) == case.id


def test_a_moment_can_be_corrected_but_not_into_the_future(school: School, case: Case) -> None:
    """When it happened is a fact like any other: deadlines run from the corrected moment."""
    later = correct(school, case, 1, happened_at="2026-09-18T10:00:00+08:00")
    assert later.raised_at.isoformat() == "2026-09-18T10:00:00+08:00"
    policy = school.policies.get(1)
    due = {deadline.name: f"{deadline.due:%m-%d %H:%M}" for deadline in later.deadlines_at(school.clock(), policy)}
    assert due == {"acknowledge": "09-19 10:00", "classify": "09-18 12:00", "resolve": "09-22 20:00"}
    sent = {"version": 1, "fields": {"happened_at": "2026-10-20T12:00:01+08:00"}, "reason": "r"}
    assert flaws(school, "correct", case, sent) == {"fields.happened_at": "lies in the future"}


def test_days_and_moments_of_a_renewal_can_be_corrected(school: School) -> None:
    """The end of a course moves, and the deadline of the answer with it."""
    renewal = school.walk("raise", workflow="renewal")
    fields = {"version": 1, "fields": {"ends_on": "2026-10-28"}, "reason": "r"}
    later = school.take(CHEN, "correct", fields, renewal.id, workflow="renewal").case
    (answer,) = later.deadlines_at(school.clock(), school.policies.get(1))
    assert f"{answer.due:%m-%d %H:%M}" == "10-28 20:00"


def test_what_the_form_of_the_event_does_not_ask_for_is_not_corrected(school: School, case: Case) -> None:
    """Neither what the program knows by itself nor another event's fields; a flaw names the field."""
    for name in ("by", "stage", "recorded_at", "subject", "remedy_sought"):
        sent = {"version": 3, "fields": {name: "x"}, "reason": "r"}
        assert flaws(school, "correct", case, sent) == {f"fields.{name}": "is not a field of this step"}
    assert flaws(school, "correct", case, {"version": 3, "fields": {}, "reason": "r"}).keys() == {"fields"}
    assert flaws(school, "correct", case, {"version": 3, "fields": {"severity": "dire"}, "reason": "r"}).keys() == {
        "fields.severity"
    }


@pytest.mark.parametrize("verb", ["correct", "retract"])
def test_only_events_that_the_case_has_are_amended(school: School, noted: Case, verb: str) -> None:
    """A version that the case has not reached, its own next one included, is no event of it."""
    more = {"fields": {"summary": "a"}} if verb == "correct" else {}
    for version in (6, 7, 10**12):
        sent = {"version": version, "reason": "r", **more}
        assert flaws(school, verb, noted, sent) == {"version": "this case has no such event"}
    assert flaws(school, verb, noted, {"version": 0, "reason": "r", **more}).keys() == {"version"}


def test_a_retracted_assignment_or_link_counts_no_longer(school: School, case: Case) -> None:
    """The case is with whom it was before, and the link is gone; the history keeps both."""
    school.take(CHEN, "assign", {"to": "Li"}, case.id)
    school.take(CHEN, "assign", {"to": "Ma"}, case.id)
    linked = school.take(CHEN, "link", {"case": case.id, "relation": "same"}, case.id).case
    assert (linked.assignee, len(linked.links)) == (MA.id, 1)
    assert retract(school, case, 6).assignee == LI.id
    later = retract(school, case, 7)
    assert later.links == ()
    assert later.version == 9 == len(school.rows(case.id))
    kept = school.application.events(case.id)[4:7]
    assert [type(event) for event in kept] == [Assigned, Assigned, Linked]
    assert vars(later) == vars(school.replayed(case.id))


def test_a_step_of_the_path_is_not_retracted(school: School, noted: Case) -> None:
    """What a family said or what was found stays; it can be corrected."""
    for version in range(1, noted.version):
        found = flaws(school, "retract", noted, {"version": version, "reason": "r"})
        assert found["version"].endswith("cannot be retracted; correct it instead")


def test_what_should_not_have_been_said_is_emptied(school: School, case: Case) -> None:
    """Of what is optional: sealed or not, it is gone from what counts and stays in the history."""
    solved = school.take(CHEN, "solve", usual("solve") | {"adapted": "by phone"}, case.id).case
    empty = {"adapted": None}
    corrected = correct(school, case, solved.version, **empty)
    assert corrected.fact("adapted") is None
    assert vars(corrected) == vars(school.replayed(case.id))
    corrected = correct(school, case, 2, remedy_sought=None)
    [correction] = corrected.corrections[2]
    assert correction.beyond(school.mapper.opened(correction)) == {"remedy_sought": None}
    heard = school.mapper.opened(school.application.events(case.id)[1])
    assert heard["remedy_sought"]


@pytest.mark.parametrize(
    ("version", "field"), [(1, "campus"), (1, "words"), (1, "happened_at"), (3, "allegations"), (3, "confidential")]
)
def test_what_is_needed_is_not_emptied(school: School, case: Case, version: int, field: str) -> None:
    """Nor what decides who sees the case; a list is emptied by an empty one."""
    found = flaws(school, "correct", case, {"version": version, "fields": {field: None}, "reason": "r"})
    assert found == {f"fields.{field}": "cannot be left empty; give the right value"}


def test_a_pause_that_is_taken_back_has_never_been(school: School, case: Case) -> None:
    """An earlier one keeps its end, though the later one had one, too; one that lasts is over."""
    hour = timedelta(hours=1)
    for verb in ("pause", "resume", "pause", "resume", "pause"):
        school.clock.now += hour
        school.take(CHEN, verb, {"reason": "r"}, case.id)
    first, second, third = school.application.case(case.id).pauses
    assert not retract(school, case, case.version + 5).paused
    later = retract(school, case, case.version + 3)
    assert later.pauses == (first,)
    assert vars(later) == vars(school.replayed(case.id))
    assert retract(school, case, case.version + 1).pauses == ()
    assert (second.until, third.until) == (second.since + hour, None)
    resumed = {"version": case.version + 2, "fields": {"reason": "the slips were there"}, "reason": "r"}
    assert school.take(CHEN, "correct", resumed, case.id).case.pauses == ()
    assert school.take(CHEN, "pause", {"reason": "r"}, case.id).case.paused


def test_amendments_are_not_amended(school: School, noted: Case) -> None:
    """A wrong correction is put right by another one of the same event."""
    corrected = correct(school, noted, 3, summary="a")
    sent = {"version": corrected.version, "fields": {"reason": "r"}, "reason": "r"}
    assert flaws(school, "correct", noted, sent).keys() == {"version"}
    assert flaws(school, "retract", noted, {"version": corrected.version, "reason": "r"}).keys() == {"version"}


@pytest.mark.parametrize("order", [("correct", "retract"), ("retract", "correct")])
def test_an_event_may_be_amended_twice(school: School, case: Case, order: tuple[str, str]) -> None:
    """Once retracted, an event does not count, whatever was or will be corrected about it."""
    school.take(CHEN, "assign", {"to": "Li"}, case.id)
    for verb in order:
        more = {"fields": {"to": "Ma"}} if verb == "correct" else {}
        later = school.take(CHEN, verb, {"version": 5, "reason": "r", **more}, case.id).case
    assert later.assignee is None
    assert vars(later) == vars(school.replayed(case.id))


def test_reclassifying_keeps_every_class_the_case_has_had(school: School, case: Case) -> None:
    """A new class with its reason; the recorded one stays in its event, and a later class counts over a correction."""
    later = school.take(CHEN, "reclassify", {"category": "service.schedule", "reason": "r"}, case.id).case
    assert later.classified == {"category": "service.schedule", "severity": "medium", "kind": "ordinary"}
    assert later.facts["record"].category == "teaching.lateness"  # type: ignore[attr-defined] # a Recorded
    corrected = correct(school, case, 3, category="teaching.quality", severity="high")
    assert corrected.classified == {"category": "service.schedule", "severity": "high", "kind": "ordinary"}
    assert flaws(school, "reclassify", case, {"reason": "nothing"}).keys() == {"body"}
    assert flaws(school, "reclassify", case, {"category": "a"}) == {"reason": "is required"}


def test_amending_leaves_other_events_alone(school: School, case: Case) -> None:
    """Only the event in question reads differently."""
    correct(school, case, 3, summary="a")
    events = school.application.events(case.id)
    counted = amended(events)
    assert [one is other for one, other in zip(events, counted, strict=True)] == [True, True, False, True, True]
