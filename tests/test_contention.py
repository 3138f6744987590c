"""Several people at one case at the same moment: every version is won once, and the losers are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from engine.application import Taken
from engine.case import Case
from engine.refusal import Contended, NotDue, Refusal, Stale
from tests.school import CHEN, School, usual

WRITERS, ROUNDS = 4, 12


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each of them gave, or the Refusal it met, started together."""
    barrier = Barrier(len(works))

    def work(job: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return job()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(work, works))


def test_of_four_who_take_the_same_step_one_takes_it(school: School, other: School) -> None:
    """Every step of many cases is won once; the losers are told that it is not due any more, or to try again."""
    for _ in range(ROUNDS):
        case = school.walk("raise", "listen", "record").id
        for verb in ("investigate", "solve", "feedback", "close"):
            processes = (school, school, other, other)
            met = at_once(*(partial(at.take, CHEN, verb, usual(verb), case) for at in processes))
            assert Counter(type(each) for each in met)[Taken] == 1
            assert {type(each) for each in met} <= {Taken, NotDue, Contended}
        assert [row.originator_version for row in school.log.select_events(case)] == list(range(1, 8))
        assert vars(school.application.case(case)) == vars(school.replayed(case)) == vars(other.application.case(case))


def test_of_four_who_have_seen_the_same_version_one_is_first(school: School, other: School, recorded: Case) -> None:
    """With the version they have seen, one of four notes is kept each time, and three people are told to look again."""
    for seen in range(3, 3 + ROUNDS):
        sent = usual("note")
        met = at_once(*(partial(at.take, CHEN, "note", sent, recorded.id, seen=seen) for at in (school, other) * 2))
        assert Counter(type(each) for each in met) == {Taken: 1, Stale: 3}
    assert len(school.rows(recorded.id)) == 3 + ROUNDS


def test_notes_of_four_people_all_come_in(school: School, other: School, recorded: Case) -> None:
    """Steps that do not exclude each other are all stored, one version each, or refused as contended."""
    processes = (school, other) * (WRITERS // 2)
    met = [
        each
        for turn in range(ROUNDS)
        for each in at_once(
            *(partial(at.take, CHEN, "note", {"text": f"{turn}.{n}"}, recorded.id) for n, at in enumerate(processes))
        )
    ]
    taken = [each for each in met if isinstance(each, Taken)]
    assert all(isinstance(each, Contended) for each in met if not isinstance(each, Taken))
    assert sorted(each.case.version for each in taken) == list(range(4, 4 + len(taken)))
    told = [school.mapper.opened(event)["text"] for event in school.application.events(recorded.id)[3:]]
    assert len(told) == len(set(told)) == len(taken)


def test_a_key_used_by_four_at_once_is_used_once(school: School, other: School, recorded: Case) -> None:
    """An impatient client that sends the same request four times gets one answer four times."""
    for turn in range(ROUNDS):
        for verb, target in (("note", recorded.id), ("raise", "")):
            met = at_once(
                *(partial(at.take, CHEN, verb, usual(verb), target, key=f"{verb} {turn}") for at in (school, other) * 2)
            )
            assert all(isinstance(each, Taken) for each in met), met
            assert len({(each.case.id, each.case.version) for each in met}) == 1
    assert len(school.rows(recorded.id)) == 3 + ROUNDS
