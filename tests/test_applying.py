"""Moving a running case to another version of the policy."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.read_side import ReadSide
from engine.access import Who
from engine.asking.time_travel import AsOf
from engine.deadlines import Deadline
from engine.folding import fold
from engine.policy_reading import read_policy
from engine.refusal import NotAllowed, NotDue, NotFillable, NotThere
from engine.steps.applying import versions_of
from tests.reading import rows_of
from tests.school import CHEN, LI, QIAN, WORKFLOWS, ZHOU, School, at, usual

REASON = "The family was promised the new rules."
SOON = {"happened_at": "2026-09-18T10:00:00+08:00"}


@pytest.fixture
def case(school: School) -> str:
    """Raised on the 17th of September under version 1; then a second one gives it one day, and sends back a 3."""
    school.clock.now = at("2026-09-17 19:40")
    raised = school.take(LI, "raise", usual("raise") | {"happened_at": "2026-09-17T19:40:00+08:00"}).case.id
    rules = school.policies.get(1).model_dump(mode="json")
    rules["deadlines"]["objection"]["resolve"]["ordinary"] = "1 working day"
    rules["feedback"]["sends_back_at"] = 3
    school.policies.adopt(read_policy(rules), CHEN.id, school.clock())
    school.clock.now = at("2026-09-18 12:00")
    return raised


def move(school: School, case: str, policy: Any = 2, who: Who = CHEN) -> None:
    """Somebody moves it."""
    school.take(who, "apply_policy", {"policy": policy, "reason": REASON}, case)


def resolve(school: School, case: str) -> Deadline:
    """When it is to be resolved."""
    known = school.application.case(case)
    judged = known.deadlines_at(school.clock(), school.policies.get(known.policy))
    return next(deadline for deadline in judged if deadline.name == "resolve")


def test_the_clocks_keep_their_starts(school: School, case: str) -> None:
    """Counted anew from when they began; the explanation names both versions, and the reason."""
    move(school, case)
    assert resolve(school, case).due == at("2026-09-18 20:00")
    assert resolve(school, case).why == (
        "policy v2: resolve, ordinary: 1 working day",
        f"in place of policy v1 since 2026-09-18 12:00 ({REASON})",
        "runs from 2026-09-17 19:40 (raised)",
        "1 working day after 2026-09-17: 18 Fri; ends at closing time, 2026-09-18 20:00",
    )


def test_a_pause_and_an_extension_are_kept(school: School, case: str) -> None:
    """Whether they came before the move or after it."""
    school.take(CHEN, "pause", {"reason": "slips"} | SOON, case)
    school.take(CHEN, "resume", {"reason": "slips"}, case)
    move(school, case)
    assert resolve(school, case).due == at("2026-09-19 12:00")
    school.take(CHEN, "extend", {"deadline": "resolve", "until": "2026-09-26", "reason": "travelling"}, case)
    move(school, case, 1)
    assert resolve(school, case).due == at("2026-09-26 20:00")


@pytest.mark.parametrize(
    ("policy", "message"),
    [(1, "is the version that the case runs under"), (3, "the latest is 2"), (0, ""), (2**40, ""), ("2", "")],
)
def test_only_another_version_is_applied(school: School, case: str, policy: Any, message: str) -> None:
    """One that exists; nothing is written otherwise."""
    head = school.head()
    with pytest.raises(NotFillable) as refused:
        move(school, case, policy)
    [flaw] = refused.value.flaws
    assert flaw.field == "policy"
    assert message in flaw.message
    assert school.head() == head


def test_a_reason_is_given(school: School, case: str) -> None:
    """Rules are not changed for a case without one."""
    with pytest.raises(NotFillable, match="reason"):
        school.take(CHEN, "apply_policy", {"policy": 2}, case)


@pytest.mark.parametrize(
    ("who", "refusal"), [(LI, NotAllowed), (ZHOU, NotAllowed), (QIAN, NotThere)], ids=lambda value: str(value)[:20]
)
def test_managers_of_the_campus_move_a_case(school: School, case: str, who: Who, refusal: type[Exception]) -> None:
    """Nobody else."""
    with pytest.raises(refusal):
        move(school, case, who=who)


def test_where_there_is_no_other_version_none_is_applied(school: School) -> None:
    """Whoever tries is told so, whatever version they name."""
    with pytest.raises(NotDue, match="there is no other version of the policy"):
        move(school, school.walk("raise").id)


def test_a_closed_case_keeps_its_version(school: School, case: str) -> None:
    """Only a running one is moved."""
    school.take(CHEN, "withdraw", {"reason": "a misunderstanding"}, case)
    with pytest.raises(NotDue):
        move(school, case)


def test_the_history_names_the_version_of_each_event(school: School, case: str, read_side: ReadSide) -> None:
    """From the move on the new one, also where the move is taken back; told at once or all again."""
    school.take(CHEN, "listen", usual("listen") | SOON, case)
    move(school, case)
    school.take(CHEN, "note", {"text": "moved"}, case)
    read_side.runner.catch_up()
    school.take(CHEN, "retract", {"version": 3, "reason": "the wrong case"}, case)
    school.take(CHEN, "note", {"text": "moved back"}, case)
    read_side.runner.catch_up()
    assert list(versions_of(school.application.events(case))) == [1, 1, 2, 2, 1, 1]
    assert [row.policy for row in read_side.read_models.histories.of(case)] == [1, 1, 2, 2, 1, 1]
    before = rows_of(read_side)
    read_side.rebuild()
    assert rows_of(read_side) == before


def test_a_wrong_move_is_corrected_or_taken_back(school: School, case: str) -> None:
    """As if it had never been, or had been another."""
    move(school, case)
    third = school.policies.adopt(school.policies.get(2), CHEN.id, school.clock())
    school.take(CHEN, "correct", {"version": 2, "fields": {"policy": third}, "reason": "not that one"}, case)
    assert school.application.case(case).policy == third
    with pytest.raises(NotFillable, match="the latest is 3"):
        school.take(CHEN, "correct", {"version": 2, "fields": {"policy": 7}, "reason": "not that one"}, case)
    school.take(CHEN, "retract", {"version": 2, "reason": "the wrong case"}, case)
    assert school.application.case(case).policy == 1
    assert resolve(school, case).why[1] == "runs from 2026-09-17 19:40 (raised)"
    assert resolve(school, case).due == at("2026-09-20 20:00")


def test_a_case_is_seen_under_the_version_of_the_time(school: School, case: str) -> None:
    """Time travel to before the move finds the old version, and the deadline as it was."""
    move(school, case)
    known = fold(AsOf(known_by=at("2026-09-18 11:59")).select(school.application.events(case)), WORKFLOWS)
    assert (known.policy, known.moves) == (1, ())
    assert school.replayed(case).policy == 2


def test_a_correction_is_decided_under_the_version_of_the_time(school: School, case: str) -> None:
    """A 3 led to close under version 1; that version 2 would have sent it back changes nothing of it."""
    for verb in ("listen", "record", "investigate", "solve"):
        school.take(CHEN, verb, usual(verb) | SOON, case)
    school.take(CHEN, "feedback", usual("feedback") | {"happened_at": "2026-09-18T11:00:00+08:00"}, case)
    move(school, case)
    answered = next(n for n, event in enumerate(school.application.events(case), 1) if "satisfaction" in vars(event))
    wrong = {"version": answered, "fields": {"satisfaction": 3}, "reason": "it was a 3"}
    assert school.take(CHEN, "correct", wrong, case).case.stage == "close"
    assert school.take(CHEN, "correct", wrong | {"fields": {"satisfaction": 2}}, case).case.stage == "solve"
