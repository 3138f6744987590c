"""One incident: whoever joined learns what was found, exactly once, whatever else happens at the same moment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError

from engine.application import Taken
from engine.case import Case
from engine.decision import Decision
from engine.driving import Wait
from engine.refusal import NotDue, NotFillable, Refusal
from engine.steps.incident import MOST_AT_ONCE
from tests.school import CHEN, School, usual
from tests.test_contention import ROUNDS, at_once

NAME = "timetable of 21 September"
FOUND = "notice was given too late"
WHY = {"reason": "one change of timetable"}
ABOUT_LI = [{"what": "teacher", "staff": "Li"}]


def gather(school: School, leader: Case, others: Sequence[Case], name: str = NAME, **more: Any) -> Case:
    """The case that leads, once the others have joined it."""
    cases = [case.id for case in others]
    return school.take(CHEN, "incident", {"name": name, "cases": cases, **WHY}, leader.id, **more).case


def investigate(school: School, leader: Case) -> Case:
    """The case that leads, once something was found."""
    return school.take(CHEN, "investigate", usual("investigate") | {"root_cause": FOUND}, leader.id).case


def several(school: School, count: int, *verbs: str) -> list[Case]:
    """So many cases, taken so far."""
    return [school.walk(*(verbs or ("raise", "listen", "record"))) for _ in range(count)]


def now(school: School, cases: Sequence[Case]) -> list[tuple[str, Any, str | None]]:
    """Where they stand, what was found, and whose finding they wait for."""
    standing = [school.application.case(case.id) for case in cases]
    return [(case.stage, case.fact("root_cause"), case.leader) for case in standing]


def hide(school: School, case: Case, **about: Any) -> None:
    """The case becomes confidential."""
    fields = {"confidential": True, "about": ABOUT_LI} | about
    school.take(CHEN, "correct", {"version": 3, "fields": fields, **WHY}, case.id)


def test_many_learn_it_in_one_go(school: School) -> None:
    """As many as may be gathered at once, on every store; one more is too many."""
    leader, *others = several(school, MOST_AT_ONCE + 2, "raise")
    with pytest.raises(NotFillable, match="is a list of 200 at most"):
        gather(school, leader, others)
    gather(school, leader, others[:-1], key="k")
    head = school.head()
    assert gather(school, leader, others[:-1], key="k").version == 2
    assert school.head() == head
    school.walk("listen", "record", case=leader.id)
    for case in others[:3]:
        school.walk("listen", "record", case=case.id)
    investigate(school, leader)
    assert now(school, others[:3]) == [("solve", FOUND, None)] * 3
    assert now(school, others[3:5]) == [("listen", None, leader.id)] * 2
    school.walk("listen", "record", case=others[3].id)
    assert now(school, others[3:4]) == [("solve", FOUND, None)]


def test_what_is_kept_is_what_replay_makes(school: School) -> None:
    """Of the one that leads, and of those that joined, left, or were informed."""
    leader, *others = cases = several(school, 4)
    gather(school, leader, others)
    school.take(CHEN, "leave", WHY, others[0].id)
    investigate(school, leader)
    for case in cases:
        assert vars(school.replayed(case.id)) == vars(school.application.case(case.id))


def test_the_facts_of_the_finding_stand_as_if_it_had_been_investigated_here(school: School) -> None:
    """Findings, root cause and survey; who investigated, and when."""
    leader, other = several(school, 2)
    gather(school, leader, [other])
    at = {"happened_at": "2026-10-19T11:00:00+08:00", "survey": {"asked": 5, "agreed": 3, "disagreed": 1}}
    school.take(CHEN, "investigate", usual("investigate") | at, leader.id)
    found, told = (school.application.case(case.id).facts["investigate"] for case in (leader, other))
    for name in ("findings", "root_cause", "survey", "by", "happened_at"):
        assert vars(told)[name] == vars(found)[name]
    assert vars(told)["case"] == leader.id


def test_a_finding_that_is_disputed_binds_nobody_any_longer(school: School) -> None:
    """Sent back, a case is investigated by itself; the others keep what was found."""
    leader, other = several(school, 2)
    gather(school, leader, [other])
    investigate(school, leader)
    for case in (other, leader):
        school.walk("solve", case=case.id)
        disputed = usual("feedback") | {"accepted": False, "disputed": "finding"}
        assert school.take(CHEN, "feedback", disputed, case.id).case.stage == "investigate"
        school.take(CHEN, "investigate", usual("investigate") | {"root_cause": "another one"}, case.id)
    assert now(school, [leader, other]) == [("solve", "another one", None)] * 2


def test_a_member_that_was_merged_by_mistake_learns_it_when_it_is_back(school: School) -> None:
    """It goes on as if it had been there all along; if the one that led is gone by then, it leaves."""
    leader, other, into = several(school, 3)
    gather(school, leader, [other])
    school.take(CHEN, "merge", {"into": into.id, **WHY}, other.id)
    investigate(school, leader)
    assert school.take(CHEN, "unmerge", {"case": into.id, **WHY}, other.id).case.fact("root_cause") == FOUND
    assert now(school, [other]) == [("solve", FOUND, None)]
    leader, other = several(school, 2)
    gather(school, leader, [other])
    school.take(CHEN, "merge", {"into": into.id, **WHY}, other.id)
    school.take(CHEN, "withdraw", WHY, leader.id)
    school.take(CHEN, "unmerge", {"case": into.id, **WHY}, other.id)
    assert now(school, [other]) == [("investigate", None, None)]


def test_the_lead_passes_on_whichever_way_it_is_lost(school: School) -> None:
    """Withdrawn, or merged into one of those that it led; to the last one that is left, nobody leads any more."""
    leader, heir, *others = several(school, 5)
    gather(school, leader, [heir, *others])
    school.take(CHEN, "merge", {"into": heir.id, **WHY}, leader.id)
    assert now(school, others) == [("investigate", None, heir.id)] * 3
    school.take(CHEN, "withdraw", WHY, heir.id)
    assert now(school, others) == [("investigate", None, None), *[("investigate", None, others[0].id)] * 2]
    for case in others[:2]:
        school.take(CHEN, "withdraw", WHY, case.id)
    assert now(school, others[2:]) == [("investigate", None, None)]
    assert investigate(school, others[2]).incident is None


def test_a_case_that_had_led_can_join(school: School) -> None:
    """Withdrawn and reopened, it finds another one in its place."""
    leader, *others = several(school, 3)
    gather(school, leader, others)
    school.take(CHEN, "withdraw", WHY, leader.id)
    school.take(CHEN, "reopen", WHY, leader.id)
    gather(school, others[0], [leader])
    investigate(school, others[0])
    assert now(school, [leader, *others]) == [("solve", FOUND, None)] * 3


def test_an_incident_keeps_its_name(school: School) -> None:
    """Whoever joins later joins the same one."""
    leader, *others = several(school, 3)
    gather(school, leader, others[:1])
    with pytest.raises(NotFillable, match=f"name: this case leads the incident '{NAME}'"):
        gather(school, leader, others[1:], "another name")
    gather(school, leader, others[1:])
    assert school.application.case(leader.id).members == tuple(case.id for case in others)


def test_whoever_joined_does_not_gather_others(school: School) -> None:
    """There is one that leads."""
    leader, joined, other = several(school, 3)
    gather(school, leader, [joined])
    with pytest.raises(NotDue, match="it joined an incident"):
        gather(school, joined, [other])
    gather_by_another = partial(gather, school, other)
    with pytest.raises(NotFillable, match="belongs to another incident"):
        gather_by_another([leader])


def test_a_renewal_comes_from_no_incident(school: School) -> None:
    """Its investigation is one student's progress."""
    leader, renewal = school.walk("raise"), school.walk("raise", workflow="renewal")
    with pytest.raises(NotFillable, match="belongs to another workflow"):
        gather(school, leader, [renewal])
    assert "incident" not in renewal.lifecycle.records


def test_only_cases_alike_confidential_are_gathered(school: School) -> None:
    """Hidden from the same people, they may share what is found; otherwise none of it may be read elsewhere."""
    leader, one, two = several(school, 3)
    hide(school, one)
    with pytest.raises(NotFillable, match="is hidden from other people"):
        gather(school, leader, [one])
    hide(school, leader)
    hide(school, two, about=[{"what": "teacher", "staff": "Ma"}])
    with pytest.raises(NotFillable, match=r"cases.1: .* is hidden from other people"):
        gather(school, leader, [one, two])
    gather(school, leader, [one])
    investigate(school, leader)
    assert now(school, [one]) == [("solve", FOUND, None)]


def test_of_those_left_behind_only_cases_alike_confidential_stay_together(school: School) -> None:
    """What became confidential meanwhile is led by nobody who is hidden otherwise."""
    leader, *others = several(school, 4)
    gather(school, leader, others)
    hide(school, others[1])
    school.take(CHEN, "withdraw", WHY, leader.id)
    assert [case[2] for case in now(school, others)] == [None, None, others[0].id]


def decided(school: School, case: Case, verb: str, **fields: Any) -> Decision:
    """What would be stored for a step, decided on how everything stands now."""
    told = next(school.application._taking(school.request(CHEN, verb, usual(verb) | fields, case.id)))  # noqa: SLF001 -- between deciding and storing
    assert not isinstance(told, Wait)
    return told


@pytest.mark.parametrize(
    ("verb", "fields", "of"), [("record", {}, 1), ("leave", {}, 1), ("leave", {}, 2), ("withdraw", {}, 2)]
)
def test_what_is_decided_at_the_same_moment_is_not_stored_twice(
    school: School, other: School, verb: str, fields: dict[str, Any], of: int
) -> None:
    """Of a finding and a step of one that waits for it one comes first, and the other is decided again."""
    leader, heard, recorded = several(school, 1) + several(school, 1, "raise", "listen") + several(school, 1)
    gather(school, leader, [heard, recorded])
    finding, moved = decided(school, leader, "investigate"), decided(other, (heard, recorded)[of - 1], verb, **fields)
    school.log.insert_events(finding.stored)
    with pytest.raises(IntegrityError):
        school.log.insert_events(moved.stored)


def test_nobody_waits_in_vain(school: School, other: School) -> None:
    """While it is investigated some are recorded and some leave: each learns what was found, or is on its own."""
    for _ in range(ROUNDS):
        leader, leaving, heard, joining = (
            several(school, 1) + several(school, 1) + several(school, 2, "raise", "listen")
        )
        gather(school, leader, [leaving, heard])
        met = at_once(
            partial(investigate, school, leader),
            partial(other.take, CHEN, "leave", WHY, leaving.id),
            partial(school.take, CHEN, "record", usual("record"), heard.id),
            partial(gather, other, leader, [joining]),
        )
        assert [type(each) for each in met if not isinstance(each, Case | Taken | Refusal)] == []
        assert not isinstance(met[0], Refusal)
        for case in (heard, joining):
            if school.application.case(case.id).stage == "record":
                school.walk("record", case=case.id)
        told = now(school, (leaving, heard, joining))
        assert set(told) <= {("solve", FOUND, None), ("investigate", None, None)}, (told, met)
