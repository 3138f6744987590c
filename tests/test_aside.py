"""The command path from an event loop: the same answers, and others are served meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from engine.application import Request, Taken
from engine.case import Case
from engine.refusal import Busy, NotDue, Refusal
from tests.faulty import Faulty, answer_lost
from tests.school import CHEN, ZHOU, School, usual


def aside(school: School, *requests: Request) -> list[Taken | BaseException]:
    """The same requests from an event loop, all at once."""

    async def all_of_them() -> list[Taken | BaseException]:
        return await asyncio.gather(*map(school.application.take_aside, requests), return_exceptions=True)

    return asyncio.run(all_of_them())


def test_aside_a_step_is_taken_as_it_is_straight(school: School, recorded: Case) -> None:
    """From an event loop the same request has the same answer, the same refusals and the same single event."""
    sent = school.request(CHEN, "investigate", usual("investigate"), recorded.id, seen=3, key="k")
    (taken,) = aside(school, sent)
    assert isinstance(taken, Taken)
    assert vars(taken.case) == vars(school.application.take(sent).case)
    assert vars(taken.case) == vars(school.replayed(recorded.id))
    wrong = [
        school.request(CHEN, "close", usual("close"), recorded.id),
        school.request(CHEN, "note", {}, recorded.id),
        school.request(CHEN, "note", usual("note"), recorded.id, seen=1),
        school.request(CHEN, "note", usual("note"), recorded.id, key="k"),
        school.request(ZHOU, "note", usual("note"), recorded.id),
        school.request(CHEN, "note", usual("note"), "nowhere"),
    ]
    for request in wrong:
        (refusal,) = aside(school, request)
        with pytest.raises(Refusal) as straight:
            school.application.take(request)
        assert (type(refusal), str(refusal)) == (straight.type, str(straight.value))
    assert len(school.rows(recorded.id)) == 4


def test_aside_many_are_served_while_they_wait(school: School, recorded: Case) -> None:
    """Cases raised and noted all at once are all stored; of one step taken many times one is."""
    raised = aside(school, *(school.request(CHEN, "raise", usual("raise"), key=f"{n}") for n in range(20)))
    assert len({each.case.id for each in raised if isinstance(each, Taken)}) == 20
    met = aside(school, *[school.request(CHEN, "investigate", usual("investigate"), recorded.id)] * 6)
    assert Counter(type(each) for each in met) == {Taken: 1, NotDue: 5}


def test_aside_an_unknown_outcome_is_busy(school: School, recorded: Case) -> None:
    """Faults of the store are refusals there, too, and repeating is as safe."""
    request = school.request(CHEN, "investigate", usual("investigate"), recorded.id, key="k")
    sound = school.log
    school.application.log = Faulty(sound, answer_lost)  # type: ignore[assignment] # it stands in for the log
    (refusal,) = aside(school, request)
    school.application.log = sound
    assert isinstance(refusal, Busy)
    (taken,) = aside(school, request)
    assert isinstance(taken, Taken)
    assert taken.case.version == 4 == len(school.rows(recorded.id))
