"""Time travel: the same case as it had happened and as it was known, at any moment."""

from __future__ import annotations

from typing import Any

import pytest

from engine.asking.time_travel import AsOf
from engine.case import Case
from engine.event import Event
from engine.folding import fold
from tests.school import CHEN, LI, WORKFLOWS, School, at, usual


@pytest.fixture
def case(school: School) -> Case:
    """Heard by phone on the 17th, recorded and paused on the 19th; on the 22nd a talk of the 18th is entered."""
    entries: list[tuple[str, str, str | None, dict[str, Any]]] = [
        ("2026-09-17 20:05", "raise", "2026-09-17T19:40:00+08:00", usual("raise")),
        ("2026-09-17 20:06", "listen", "2026-09-17T19:40:00+08:00", usual("listen")),
        ("2026-09-18 10:00", "record", None, usual("record")),
        ("2026-09-19 12:00", "pause", None, usual("pause")),
        ("2026-09-22 11:00", "note", "2026-09-18T16:00:00+08:00", {"text": "Talked face to face."}),
        ("2026-09-22 12:00", "resume", None, usual("resume")),
        ("2026-09-23 12:00", "correct", None, {"version": 3, "fields": {"severity": "high"}, "reason": "r"}),
    ]
    case = ""
    for entered, verb, happened, fields in entries:
        school.clock.now = at(entered)
        moment = {"happened_at": happened} if happened else {}
        case = school.take(CHEN, verb, fields | moment, case).case.id
    return school.application.case(case)


def versions(school: School, case: Case, **as_of: Any) -> list[int]:
    return [event.originator_version for event in AsOf(**as_of).select(school.application.events(case.id))]


def then(school: School, case: Case, **as_of: Any) -> Case:
    return fold(AsOf(**as_of).select(school.application.events(case.id)), WORKFLOWS)


def test_as_known_a_late_talk_is_missing(school: School, case: Case) -> None:
    """What was entered on the 22nd was not known on the 20th, though it had happened."""
    assert versions(school, case, known_by=at("2026-09-20 12:00")) == [1, 2, 3, 4]
    assert versions(school, case, known_by=at("2026-09-22 11:00")) == [1, 2, 3, 4, 5]


def test_as_happened_a_late_talk_is_there(school: School, case: Case) -> None:
    """The talk of the 18th stands among what had happened by then, and a correction counts with its target."""
    assert versions(school, case, happened_by=at("2026-09-18 18:00")) == [1, 2, 3, 5, 7]
    assert versions(school, case, happened_by=at("2026-09-18 15:59")) == [1, 2, 3, 7]
    assert versions(school, case, happened_by=at("2026-09-17 19:40")) == [1, 2]


def test_both_axes_keep_what_both_keep(school: School, case: Case) -> None:
    """What had happened by one moment, as far as it was known by another."""
    both = {"happened_by": at("2026-09-18 18:00"), "known_by": at("2026-09-20 12:00")}
    assert versions(school, case, **both) == [1, 2, 3]
    assert versions(school, case, version=3, known_by=at("2026-09-30 12:00")) == [1, 2, 3]


def test_nothing_is_left_before_the_case_was_raised(school: School, case: Case) -> None:
    """Earlier than its first moment, on either axis, there is no case."""
    assert versions(school, case, happened_by=at("2026-09-17 19:39")) == []
    assert versions(school, case, known_by=at("2026-09-17 20:04")) == []
    assert versions(school, case, version=0) == []


def test_a_case_is_shown_as_it_stood(school: School, case: Case) -> None:
    """On the 19th at 18:00 the case was paused, of medium severity, and its deadline was the one known then."""
    known = then(school, case, known_by=at("2026-09-19 18:00"))
    assert (known.stage, known.paused, known.fact("severity"), known.version) == ("investigate", True, "medium", 4)
    as_of = AsOf(known_by=at("2026-09-19 18:00"))
    resolve = known.deadlines_at(as_of.judged_at(school.clock()), school.policies.get(1))[-1]
    assert (resolve.name, f"{resolve.due:%m-%d %H:%M}", resolve.overdue) == ("resolve", "09-22 16:00", False)
    assert then(school, case, happened_by=at("2026-09-18 18:00")).fact("severity") == "high"


def test_deadlines_are_judged_at_the_moment_looked_at(school: School) -> None:
    """The earlier of both moments, never later than now."""
    now, early, late = at("2026-09-20 12:00"), at("2026-09-18 12:00"), at("2026-09-25 12:00")
    assert AsOf().judged_at(now) == now
    assert AsOf(happened_by=early).judged_at(now) == AsOf(known_by=early, happened_by=late).judged_at(now) == early
    assert AsOf(known_by=late).judged_at(now) == now


def test_what_happened_before_the_case_was_raised_does_not_make_a_case(school: School) -> None:
    """A step may have happened before the moment of raising; looked at in between there is no case, and no mistake."""
    raised = school.take(LI, "raise", usual("raise") | {"happened_at": "2026-09-17T19:40:00+08:00"}).case
    early = usual("listen") | {"happened_at": "2026-09-10T10:00:00+08:00"}
    school.take(LI, "listen", early, raised.id)
    assert versions(school, raised, happened_by=at("2026-09-12 12:00")) == []
    assert versions(school, raised, happened_by=at("2026-09-17 19:40")) == [1, 2]


def test_a_corrected_moment_is_when_it_happened(school: School, case: Case) -> None:
    """As known today, the talk was on the 20th; as known before the correction, on the 18th."""
    fields = {"version": 5, "fields": {"happened_at": "2026-09-20T16:00:00+08:00"}, "reason": "the diary says so"}
    school.clock.now = at("2026-09-24 12:00")
    school.take(CHEN, "correct", fields, case.id)
    happened_by = at("2026-09-19 11:00")
    assert versions(school, case, happened_by=happened_by) == [1, 2, 3, 7]
    assert versions(school, case, happened_by=happened_by, known_by=at("2026-09-23 18:00")) == [1, 2, 3, 5, 7]
    assert versions(school, case, happened_by=at("2026-09-20 16:00")) == [1, 2, 3, 4, 5, 7, 8]


def test_what_was_retracted_counts_until_it_was(school: School, case: Case) -> None:
    """As known before the retraction the colleague was assigned; as known afterwards, never."""
    school.clock.now = at("2026-09-24 12:00")
    school.take(CHEN, "assign", {"to": "Li"}, case.id)
    school.clock.now = at("2026-09-25 12:00")
    school.take(CHEN, "retract", {"version": 8, "reason": "wrong case"}, case.id)
    assert then(school, case, known_by=at("2026-09-24 18:00")).assignee == LI.id
    assert then(school, case, known_by=at("2026-09-25 12:00")).assignee is None
    assert then(school, case, happened_by=at("2026-09-24 18:00")).assignee is None


def test_the_order_is_that_of_the_log(school: School, case: Case) -> None:
    """Whatever happened when, the events that count apply in the order in which they were told."""
    events: list[Event] = AsOf(happened_by=at("2026-10-01 12:00")).select(school.application.events(case.id))
    assert [event.originator_version for event in events] == sorted(event.originator_version for event in events)


def test_every_version_is_the_case_that_was_answered(school: School) -> None:
    """Step by step: the case at version n is the case that taking the n-th step answered."""
    answers = [school.take(CHEN, "raise", usual("raise")).case]
    for verb in ("listen", "record", "note", "investigate", "solve", "pause", "feedback", "close"):
        answers.append(school.take(CHEN, verb, usual(verb), answers[0].id).case)
    for answer in answers:
        assert vars(then(school, answer, version=answer.version)) == vars(answer)


def test_clocks_that_disagree_do_not_tear_a_history(school: School) -> None:
    """What a slower clock recorded was not known before what it follows; a correction never without its target."""
    case = ""
    clocks = (("10:10", "raise"), ("10:00", "listen"), ("10:20", "note"), ("10:05", "correct"), ("10:30", "note"))
    for clock, verb in clocks:
        school.clock.now = at(f"2026-09-18 {clock}")
        correction = {"version": 3, "fields": {"text": "Called."}, "reason": "misheard"}
        case = school.take(CHEN, verb, correction if verb == "correct" else usual(verb), case).case.id
    raised = school.application.case(case)
    known = {"10:05": [], "10:10": [1, 2], "10:20": [1, 2, 3, 4], "10:30": [1, 2, 3, 4, 5]}
    for clock, counted in known.items():
        assert versions(school, raised, known_by=at(f"2026-09-18 {clock}")) == counted
        assert not counted or then(school, raised, known_by=at(f"2026-09-18 {clock}")).version == counted[-1]
