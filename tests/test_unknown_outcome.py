"""Faults of the store: what became of a step may be unknown, and repeating it is safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from eventsourcing.persistence import IntegrityError

from engine.application import TRIES, Request
from engine.case import Case
from engine.refusal import Busy, Contended, Refusal
from tests.faulty import Fault, Faulty, answer_lost, not_reached
from tests.school import CHEN, PATH, School, usual


def conflict(_insert: Callable[[], Sequence[int]]) -> Sequence[int]:
    raise IntegrityError("somebody was faster")


def failing(school: School, fault: Fault, request: Request) -> Refusal:
    """The refusal of a request while the store has this fault."""
    sound = school.log
    school.application.log = Faulty(sound, fault)  # type: ignore[assignment] # it stands in for the log
    try:
        with pytest.raises(Refusal) as refused:
            school.application.take(request)
    finally:
        school.application.log = sound
    return refused.value


@pytest.mark.parametrize("fault", [answer_lost, not_reached])
@pytest.mark.parametrize("verb", ["raise", "investigate", "note", "correct", "close"])
def test_repeating_after_an_unknown_outcome_is_safe(school: School, fault: Fault, verb: str) -> None:
    """Whether or not it was stored before the answer was lost, the same key makes it one event and one answer."""
    steps = PATH[: PATH.index(verb)] if verb in PATH else PATH[:3]
    case = school.walk(*steps).id if steps else ""
    request = school.request(CHEN, verb, usual(verb), case, seen=len(steps) or None, key="k")
    refusal = failing(school, fault, request)
    assert isinstance(refusal, Busy)
    assert "repeat the request with the same key" in str(refusal)
    first, again = school.application.take(request), school.application.take(request)
    assert vars(first.case) == vars(again.case)
    assert first.case.version == len(steps) + 1 == len(school.rows(first.case.id))
    assert vars(school.application.case(first.case.id)) == vars(school.replayed(first.case.id))


def test_without_a_key_an_unknown_outcome_can_be_looked_up(school: School, recorded: Case) -> None:
    """The case in memory is not trusted after a fault: what was stored shows, what was not does not."""
    assert isinstance(failing(school, answer_lost, school.request(CHEN, "note", usual("note"), recorded.id)), Busy)
    assert school.application.case(recorded.id).version == 4
    assert isinstance(failing(school, not_reached, school.request(CHEN, "note", usual("note"), recorded.id)), Busy)
    assert school.application.case(recorded.id).version == 4
    assert school.take(CHEN, "investigate", usual("investigate"), recorded.id, seen=4).case.version == 5


def test_whoever_loses_every_race_is_told_so(school: School, recorded: Case) -> None:
    """After five tries, with growing waits between them, nothing is written, and the refusal says how many."""
    refusal = failing(school, conflict, school.request(CHEN, "note", usual("note"), recorded.id, key="k"))
    assert isinstance(refusal, Contended)
    assert f"{TRIES} tries" in str(refusal)
    assert school.waits == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert school.take(CHEN, "note", usual("note"), recorded.id, key="k").case.version == 4


def test_a_case_that_keeps_moving_is_left_after_five_tries(school: School, other: School, recorded: Case) -> None:
    """A real rival who always gets in first: five versions are theirs, ours is refused and not stored."""

    def rival(insert: Callable[[], Sequence[int]]) -> Sequence[int]:
        other.take(CHEN, "note", {"text": "theirs"}, recorded.id)
        return insert()

    refusal = failing(school, rival, school.request(CHEN, "note", {"text": "ours"}, recorded.id))
    assert isinstance(refusal, Contended)
    texts = [school.mapper.opened(event).get("text") for event in school.application.events(recorded.id)[3:]]
    assert texts == ["theirs"] * TRIES
