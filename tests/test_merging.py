"""Merging and unmerging: two cases move together or not at all; a wrong merge leaves nothing behind but its facts."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from engine.application import Taken
from engine.case import Case
from engine.lifecycle import OPEN
from engine.refusal import NotDue, NotFillable, Refusal, Stale
from engine.situation import Situation
from tests.school import CHEN, PATH, POLICY, School, usual
from tests.test_contention import ROUNDS, at_once

WHY = {"reason": "the same matter"}


def merge(school: School, case: Case, into: Case, **more: Any) -> Case:
    """The case after it was merged."""
    return school.take(CHEN, "merge", {"into": into.id, **WHY}, case.id, workflow=case.workflow, **more).case


def unmerge(school: School, case: Case, where: Case, **more: Any) -> Case:
    """The case after it came back."""
    return school.take(CHEN, "unmerge", {"case": where.id, **WHY}, case.id, workflow=case.workflow, **more).case


def links(school: School, case: Case) -> list[tuple[str, str]]:
    """What is said of other cases."""
    return [(link.case, link.relation) for link in school.application.case(case.id).links]


@pytest.fixture
def other_one(school: School) -> Case:
    """A case into which others can be merged."""
    return school.walk("raise", "listen", "record")


@pytest.mark.parametrize("workflow", ["objection", "renewal"])
@pytest.mark.parametrize("stage", OPEN)
def test_a_case_comes_back_to_where_it_stood(school: School, workflow: str, stage: str) -> None:
    """From every stage, and as if nothing had happened to it: all that differs tells of the merge."""
    into = school.walk("raise", workflow=workflow)
    before = school.walk(*PATH[: PATH.index(stage)], workflow=workflow)
    assert merge(school, before, into).stage == "closed"
    school.clock.now += timedelta(hours=1)
    after = unmerge(school, before, into)
    differs = {name for name, value in vars(before).items() if vars(after)[name] != value}
    assert differs == {"left_at", "facts", "done", "links", "astray", "_version", "_modified_on"}
    assert {verb: fact for verb, fact in after.facts.items() if verb != "unmerge"} == before.facts
    situation = Situation(after, POLICY, school.clock())
    assert after.lifecycle.next_steps(situation)[0] == stage


def test_both_are_told_in_one_go(school: School, recorded: Case, other_one: Case) -> None:
    """One append for both cases, and the key answers for it once."""
    merged = merge(school, recorded, other_one, key="k")
    head = school.head()
    assert merge(school, recorded, other_one, key="k") == merged
    assert (school.head(), merged.version, school.application.case(other_one.id).version) == (head, 4, 4)
    assert links(school, recorded) == [(other_one.id, "merged into")]
    assert links(school, other_one) == [(recorded.id, "duplicate")]
    unmerge(school, recorded, other_one)
    assert links(school, recorded) == [(other_one.id, "merged into"), (other_one.id, "unmerged from")]
    assert links(school, other_one) == [(recorded.id, "duplicate"), (recorded.id, "no duplicate after all")]
    assert vars(school.replayed(other_one.id)) == vars(school.application.case(other_one.id))


def test_whoever_has_not_looked_does_not_merge(school: School, recorded: Case, other_one: Case) -> None:
    """Another version than the one that was seen is refused, both times."""
    with pytest.raises(Stale):
        merge(school, recorded, other_one, seen=2)
    merge(school, recorded, other_one, seen=3)
    with pytest.raises(Stale):
        unmerge(school, recorded, other_one, seen=3)


def test_nothing_is_due_or_owed_while_it_is_merged(school: School, recorded: Case, other_one: Case) -> None:
    """What was asked of a colleague is asked again once the case is back."""
    asked = {"of": "Ma", "question": "How late?", "due": (school.clock() + timedelta(days=2)).isoformat()}
    before = school.take(CHEN, "ask", asked, recorded.id).case
    names = [deadline.name for deadline in before.deadlines_at(school.clock(), POLICY)]
    assert before.duties
    merged = merge(school, recorded, other_one)
    assert (merged.duties, merged.deadlines_at(school.clock(), POLICY)) == ({}, [])
    back = unmerge(school, recorded, other_one)
    assert back.duties == before.duties
    assert [deadline.name for deadline in back.deadlines_at(school.clock(), POLICY)] == names


def test_an_unmerging_lies_after_its_merging(school: School, recorded: Case, other_one: Case) -> None:
    """Told late, it may not have happened before."""
    merge(school, recorded, other_one)
    earlier = {"happened_at": (school.clock() - timedelta(hours=1)).isoformat()}
    with pytest.raises(NotFillable, match="lies before it was merged"):
        school.take(CHEN, "unmerge", {"case": other_one.id, **WHY, **earlier}, recorded.id)


def test_where_it_went_is_not_corrected(school: School, recorded: Case, other_one: Case) -> None:
    """The other case knows of it; but why it was merged can be put right."""
    merge(school, recorded, other_one)
    with pytest.raises(NotFillable, match="stays as it was"):
        school.take(CHEN, "correct", {"version": 4, "fields": {"into": recorded.id}, **WHY}, recorded.id)
    put_right = {"version": 4, "fields": {"reason": "the father wrote"}, "reason": "not the mother"}
    corrected = school.take(CHEN, "correct", put_right, recorded.id).case
    assert vars(corrected.facts["merge"])["reason"] == "the father wrote"
    assert unmerge(school, recorded, other_one).stage == "investigate"


def test_what_was_taken_in_comes_back_from_a_case_that_moved_on(school: School, recorded: Case) -> None:
    """The other one may be closed, or merged itself, by the time when the mistake is found."""
    closed, merged = school.walk("raise"), school.walk("raise")
    for other, verb, fields in ((closed, "withdraw", WHY), (merged, "merge", {"into": recorded.id, **WHY})):
        duplicate = school.walk("raise", "listen")
        merge(school, duplicate, other)
        school.take(CHEN, verb, fields, other.id)
        assert unmerge(school, duplicate, other).stage == "record"


def test_of_two_that_are_merged_into_each_other_one_remains(school: School, other: School) -> None:
    """Two colleagues see the same pair, each from the other side."""
    for _ in range(ROUNDS):
        one, two = (school.walk("raise", "listen") for _ in range(2))
        met = at_once(partial(merge, school, one, two), partial(merge, other, two, one))
        assert sum(isinstance(each, Refusal) for each in met) == 1
        stages = sorted(school.application.case(case.id).stage for case in (one, two))
        assert stages == ["closed", "record"]
        for case in (one, two):
            assert vars(school.replayed(case.id)) == vars(other.application.case(case.id))


def test_a_case_that_is_being_closed_takes_nothing_in(school: School, other: School) -> None:
    """Either the duplicate came first, or it is told that the other one is closed; it never goes where nobody looks."""
    for _ in range(ROUNDS):
        into, duplicate = (school.walk("raise", "listen") for _ in range(2))
        closing = partial(other.take, CHEN, "withdraw", WHY, into.id)
        merged, closed = at_once(partial(merge, school, duplicate, into), closing)
        assert isinstance(closed, Taken)
        if isinstance(merged, Refusal):
            assert "is closed; merge into a case that is open" in str(merged)
            assert school.application.case(duplicate.id).stage == "record"
        topics = [event.TOPIC for event in school.application.events(into.id)]
        assert topics[-1] == "case.withdrawn"
        assert ("case.took_in" in topics) == (not isinstance(merged, Refusal))


def test_what_the_program_says_to_the_other_case_is_nobodys_to_say(school: School, recorded: Case) -> None:
    """Taking in and giving back are not steps that a person takes."""
    for verb in ("take_in", "give_back", "join", "let_go", "inform", "expect"):
        with pytest.raises(Refusal):
            school.take(CHEN, verb, {"case": recorded.id}, recorded.id)


def test_a_withdrawn_case_is_not_unmerged(school: School, recorded: Case) -> None:
    """It left its path in another way, and comes back in that one."""
    school.take(CHEN, "withdraw", usual("withdraw"), recorded.id)
    with pytest.raises(NotDue, match="it was not merged"):
        unmerge(school, recorded, recorded)
