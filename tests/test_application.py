"""The command path: one step, one event, whoever asks at the same time and whatever becomes of the answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent

from engine.application import TRIES, Request, Taken
from engine.case import Case
from engine.log import Log, Once
from engine.refusal import Busy, Contended, KeyReused, NotDue, NotFillable, NotThere, Refusal, Stale
from tests.school import CHEN, LI, PATH, ZHOU, School, usual

WRITERS, ROUNDS = 4, 12


@pytest.fixture
def other(open_log: Callable[[], Log], school: School, tmp_path: Path) -> Iterator[School]:
    """Another process of the same school: its own connections, its own memory, the same log and keys."""
    with closing(open_log()) as log, closing(School(log, tmp_path, "other")) as opened:
        opened.clock.now = school.clock.now
        yield opened


@pytest.fixture
def case(school: School) -> Case:
    """An objection at the stage `investigate`, at version 3."""
    return school.walk("raise", "listen", "record")


def same(one: Taken, other: Taken) -> bool:
    return vars(one.case) == vars(other.case)


def test_a_case_is_walked_from_end_to_end(school: School) -> None:
    """Each step of both paths records one event and names the next stage."""
    for workflow in ("objection", "renewal"):
        case = ""
        for version, (verb, stage) in enumerate(zip(PATH, [*PATH[1:], "closed"], strict=True), 1):
            taken = school.take(CHEN, verb, usual(verb, workflow), case, workflow=workflow, seen=version - 1 if case else None)
            case = taken.case.id
            assert (taken.case.stage, taken.case.version) == (stage, version)
            assert taken.position == school.head()
        assert vars(school.application.case(case)) == vars(school.replayed(case))


def test_raised_and_heard_are_one_transaction(school: School) -> None:
    """With everything that listening asks for, a case is raised and heard at once, under one key."""
    taken = school.take(LI, "raise", usual("raise") | usual("listen"), key="k")
    assert (taken.case.stage, taken.case.version) == ("record", 2)
    again = school.take(LI, "raise", usual("raise") | usual("listen"), key="k")
    assert same(again, taken)
    assert len(school.rows(taken.case.id)) == 2
    assert school.head() == taken.position


def test_half_a_hearing_is_refused(school: School) -> None:
    """What was sought without having read it back names what is missing, and nothing is raised."""
    head = school.head()
    with pytest.raises(NotFillable, match="read_back: is required with remedy_sought"):
        school.take(LI, "raise", usual("raise") | {"remedy_sought": "a refund"})
    with pytest.raises(NotFillable, match="words: is required with channel"):
        school.take(LI, "raise", usual("raise", "renewal") | {"channel": "phone"}, workflow="renewal")
    assert school.head() == head


def test_what_is_missing_is_named(school: School) -> None:
    """A step that is not due is refused with the step that is, and with the facts that it needs."""
    case = school.walk("raise", "listen", "record")
    with pytest.raises(NotDue, match=rf"cannot solve {case.reference}: it stands at investigate; investigate is due next and"):
        school.take(CHEN, "solve", usual("solve"), case.id)
    with pytest.raises(NotDue, match=r"facts are missing \(findings, root_cause\)"):
        school.take(CHEN, "close", usual("close"), case.id)
    assert len(school.rows(case.id)) == 3


def test_the_same_request_is_answered_the_same_and_stored_once(school: School, case: Case) -> None:
    """A key and body sent again, by this process, give the answer of the first time."""
    for verb, target in (("raise", ""), ("note", case.id), ("investigate", case.id), ("correct", case.id)):
        first = school.take(CHEN, verb, usual(verb), target, key=f"key {verb}")
        head = school.head()
        again = school.take(CHEN, verb, usual(verb), target, key=f"key {verb}")
        assert same(first, again)
        assert school.head() == head
        assert again.position >= first.position


def test_another_process_gives_the_same_answer(school: School, other: School, case: Case) -> None:
    """The key is in the log, not in a memory."""
    first = school.take(CHEN, "note", usual("note"), case.id, key="k")
    assert same(other.take(CHEN, "note", usual("note"), case.id, key="k"), first)
    raised = school.take(CHEN, "raise", usual("raise"), key="r")
    assert same(other.take(CHEN, "raise", usual("raise"), key="r"), raised)
    assert len(school.rows(case.id)) == 4


def test_a_key_is_good_for_one_request(school: School, case: Case) -> None:
    """Another body under a used key is refused, whether or not its step would be due."""
    school.take(CHEN, "note", {"text": "one"}, case.id, key="k")
    for verb, fields in (("note", {"text": "two"}), ("investigate", usual("investigate")), ("close", usual("close")), ("note", {})):
        with pytest.raises(KeyReused, match="used for another request"):
            school.take(CHEN, verb, fields, case.id, key="k")
    assert len(school.rows(case.id)) == 4


def test_a_lost_answer_repeated_later_is_the_answer_that_was_lost(school: School, other: School, case: Case) -> None:
    """Though others have moved the case on, the answer is the version that the request had reached."""
    first = school.take(CHEN, "investigate", usual("investigate"), case.id, seen=3, key="k")
    other.walk("solve", "feedback", "close", case=case.id)
    for process in (school, other):
        again = process.take(CHEN, "investigate", usual("investigate"), case.id, seen=3, key="k")
        assert (again.case.version, again.case.stage) == (4, "solve")
        assert same(again, first)
    assert len(school.rows(case.id)) == 7


def test_a_refused_request_does_not_use_up_its_key(school: School, case: Case) -> None:
    """Put right, it can be sent under the same key."""
    with pytest.raises(NotFillable):
        school.take(CHEN, "note", {}, case.id, key="k")
    with pytest.raises(NotDue):
        school.take(CHEN, "close", usual("close"), case.id, key="k")
    assert school.take(CHEN, "note", {"text": "a"}, case.id, key="k").case.version == 4


def test_a_stale_view_is_refused(school: School, other: School, case: Case) -> None:
    """Who has not seen the latest version is told which it is; nothing is written, in whichever process."""
    other.take(CHEN, "note", usual("note"), case.id)
    for seen in (0, 1, 3, 5, -1):
        with pytest.raises(Stale, match=f"you have seen version {seen}; {case.reference} is at version 4"):
            school.take(CHEN, "note", usual("note"), case.id, seen=seen)
    assert school.take(CHEN, "note", usual("note"), case.id, seen=4).case.version == 5


def test_a_memory_that_has_fallen_behind_is_noticed_by_the_insert(school: School, other: School, case: Case) -> None:
    """Another process wrote; the step is decided again on what the log says, and no version is given twice."""
    for turn in range(3):
        ours = school.take(CHEN, "note", {"text": f"ours {turn}"}, case.id)
        theirs = other.take(CHEN, "note", {"text": f"theirs {turn}"}, case.id)
        assert theirs.case.version == ours.case.version + 1
    assert len(school.waits) + len(other.waits) == 4
    assert vars(school.application.case(case.id)) == vars(other.application.case(case.id))


def test_a_step_refused_by_an_old_memory_is_tried_on_the_log(school: School, other: School, case: Case) -> None:
    """What another process has made due is due here; what it has taken already is not due any more."""
    other.walk("investigate", case=case.id)
    assert school.take(CHEN, "solve", usual("solve"), case.id).case.stage == "feedback"
    with pytest.raises(NotDue, match="it stands at feedback"):
        other.take(CHEN, "solve", usual("solve"), case.id)
    assert other.application.case(case.id).version == 5


def test_a_case_is_the_case_of_the_log(school: School, other: School, case: Case) -> None:
    """Reading notices what another process has written; amended or not, both read the same."""
    other.take(CHEN, "correct", {"version": 3, "fields": {"severity": "high"}, "reason": "r"}, case.id)
    assert school.application.case(case.id).fact("severity") == "high"
    assert vars(school.application.case(case.id)) == vars(school.replayed(case.id))


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
            met = at_once(*(lambda at=at: at.take(CHEN, verb, usual(verb), case) for at in processes))
            assert Counter(type(each) for each in met)[Taken] == 1
            assert {type(each) for each in met} <= {Taken, NotDue, Contended}
        assert [row.originator_version for row in school.log.select_events(case)] == list(range(1, 8))
        assert vars(school.application.case(case)) == vars(school.replayed(case)) == vars(other.application.case(case))


def test_of_four_who_have_seen_the_same_version_one_is_first(school: School, other: School, case: Case) -> None:
    """With the version they have seen, one of four notes is kept each time, and three people are told to look again."""
    for seen in range(3, 3 + ROUNDS):
        sent = usual("note")
        met = at_once(*(lambda at=at: at.take(CHEN, "note", sent, case.id, seen=seen) for at in (school, other) * 2))
        assert Counter(type(each) for each in met) == {Taken: 1, Stale: 3}
    assert len(school.rows(case.id)) == 3 + ROUNDS


def test_notes_of_four_people_all_come_in(school: School, other: School, case: Case) -> None:
    """Steps that do not exclude each other are all stored, one version each, or refused as contended."""
    processes = (school, other) * (WRITERS // 2)
    met = [
        each
        for turn in range(ROUNDS)
        for each in at_once(*(lambda at=at, n=n: at.take(CHEN, "note", {"text": f"{turn}.{n}"}, case.id) for n, at in enumerate(processes)))
    ]
    taken = [each for each in met if isinstance(each, Taken)]
    assert all(isinstance(each, Contended) for each in met if not isinstance(each, Taken))
    assert sorted(each.case.version for each in taken) == list(range(4, 4 + len(taken)))
    told = [school.mapper.opened(event)["text"] for event in school.application.events(case.id)[3:]]
    assert len(told) == len(set(told)) == len(taken)


def test_a_key_used_by_four_at_once_is_used_once(school: School, other: School, case: Case) -> None:
    """An impatient client that sends the same request four times gets one answer four times."""
    for turn in range(ROUNDS):
        for verb, target in (("note", case.id), ("raise", "")):
            met = at_once(*(lambda at=at: at.take(CHEN, verb, usual(verb), target, key=f"{verb} {turn}") for at in (school, other) * 2))
            assert all(isinstance(each, Taken) for each in met), met
            assert len({(each.case.id, each.case.version) for each in met}) == 1
    assert len(school.rows(case.id)) == 3 + ROUNDS


class Faulty:
    """A log whose inserts fail as told; everything else is the log's own."""

    def __init__(self, log: Log, fault: Callable[[Callable[[], Sequence[int]]], Sequence[int]]) -> None:
        self._log, self._fault = log, fault

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def insert_events(self, stored: Sequence[StoredEvent], *, once: Once | None = None) -> Sequence[int]:
        return self._fault(lambda: self._log.insert_events(stored, once=once))

    def submit(self, stored: Sequence[StoredEvent], once: Once | None = None) -> Future[Sequence[int]]:
        future: Future[Sequence[int]] = Future()
        try:
            future.set_result(self.insert_events(stored, once=once))
        except OperationalError as error:
            future.set_exception(error)
        return future


def answer_lost(insert: Callable[[], Sequence[int]]) -> Sequence[int]:
    insert()
    raise OperationalError("the connection was lost")


def not_reached(_insert: Callable[[], Sequence[int]]) -> Sequence[int]:
    raise OperationalError("the store is locked")


def conflict(_insert: Callable[[], Sequence[int]]) -> Sequence[int]:
    raise IntegrityError("somebody was faster")


def failing(school: School, fault: Callable[[Callable[[], Sequence[int]]], Sequence[int]], request: Request) -> Refusal:
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
def test_repeating_after_an_unknown_outcome_is_safe(
    school: School, fault: Callable[[Callable[[], Sequence[int]]], Sequence[int]], verb: str
) -> None:
    """Whether or not it was stored before the answer was lost, the same key makes it one event and one answer."""
    steps = PATH[: PATH.index(verb)] if verb in PATH else PATH[:3]
    case = school.walk(*steps).id if steps else ""
    request = school.request(CHEN, verb, usual(verb), case, seen=len(steps) or None, key="k")
    refusal = failing(school, fault, request)
    assert isinstance(refusal, Busy)
    assert "repeat the request with the same key" in str(refusal)
    first, again = school.application.take(request), school.application.take(request)
    assert same(first, again)
    assert first.case.version == len(steps) + 1 == len(school.rows(first.case.id))
    assert vars(school.application.case(first.case.id)) == vars(school.replayed(first.case.id))


def test_without_a_key_an_unknown_outcome_can_be_looked_up(school: School, case: Case) -> None:
    """The case in memory is not trusted after a fault: what was stored shows, what was not does not."""
    assert isinstance(failing(school, answer_lost, school.request(CHEN, "note", usual("note"), case.id)), Busy)
    assert school.application.case(case.id).version == 4
    assert isinstance(failing(school, not_reached, school.request(CHEN, "note", usual("note"), case.id)), Busy)
    assert school.application.case(case.id).version == 4
    assert school.take(CHEN, "investigate", usual("investigate"), case.id, seen=4).case.version == 5


def test_whoever_loses_every_race_is_told_so(school: School, case: Case) -> None:
    """After five tries, with a growing wait between them, nothing is written and the refusal says how many there were."""
    refusal = failing(school, conflict, school.request(CHEN, "note", usual("note"), case.id, key="k"))
    assert isinstance(refusal, Contended)
    assert f"{TRIES} tries" in str(refusal)
    assert school.waits == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert school.take(CHEN, "note", usual("note"), case.id, key="k").case.version == 4


def test_a_case_that_keeps_moving_is_left_after_five_tries(school: School, other: School, case: Case) -> None:
    """A real rival who always gets in first: five versions are theirs, ours is refused and not stored."""

    def rival(insert: Callable[[], Sequence[int]]) -> Sequence[int]:
        other.take(CHEN, "note", {"text": "theirs"}, case.id)
        return insert()

    refusal = failing(school, rival, school.request(CHEN, "note", {"text": "ours"}, case.id))
    assert isinstance(refusal, Contended)
    texts = [school.mapper.opened(event).get("text") for event in school.application.events(case.id)[3:]]
    assert texts == ["theirs"] * TRIES


def aside(school: School, *requests: Request) -> list[Taken | BaseException]:
    """The same requests from an event loop, all at once."""

    async def all_of_them() -> list[Taken | BaseException]:
        return await asyncio.gather(*map(school.application.take_aside, requests), return_exceptions=True)

    return asyncio.run(all_of_them())


def test_aside_a_step_is_taken_as_it_is_straight(school: School, case: Case) -> None:
    """From an event loop the same request has the same answer, the same refusals and the same single event."""
    sent = school.request(CHEN, "investigate", usual("investigate"), case.id, seen=3, key="k")
    (taken,) = aside(school, sent)
    assert isinstance(taken, Taken)
    assert same(taken, school.application.take(sent))
    assert vars(taken.case) == vars(school.replayed(case.id))
    wrong = [
        school.request(CHEN, "close", usual("close"), case.id),
        school.request(CHEN, "note", {}, case.id),
        school.request(CHEN, "note", usual("note"), case.id, seen=1),
        school.request(CHEN, "note", usual("note"), case.id, key="k"),
        school.request(ZHOU, "note", usual("note"), case.id),
        school.request(CHEN, "note", usual("note"), "nowhere"),
    ]
    for request in wrong:
        (refusal,) = aside(school, request)
        with pytest.raises(Refusal) as straight:
            school.application.take(request)
        assert (type(refusal), str(refusal)) == (straight.type, str(straight.value))
    assert len(school.rows(case.id)) == 4


def test_aside_many_are_served_while_they_wait(school: School, case: Case) -> None:
    """Cases raised and noted all at once are all stored; of one step taken many times one is."""
    raised = aside(school, *(school.request(CHEN, "raise", usual("raise"), key=f"{n}") for n in range(20)))
    assert len({each.case.id for each in raised if isinstance(each, Taken)}) == 20
    met = aside(school, *[school.request(CHEN, "investigate", usual("investigate"), case.id)] * 6)
    assert Counter(type(each) for each in met) == {Taken: 1, NotDue: 5}


def test_aside_an_unknown_outcome_is_busy(school: School, case: Case) -> None:
    """Faults of the store are refusals there, too, and repeating is as safe."""
    request = school.request(CHEN, "investigate", usual("investigate"), case.id, key="k")
    sound = school.log
    school.application.log = Faulty(sound, answer_lost)  # type: ignore[assignment] # it stands in for the log
    (refusal,) = aside(school, request)
    school.application.log = sound
    assert isinstance(refusal, Busy)
    (taken,) = aside(school, request)
    assert isinstance(taken, Taken)
    assert taken.case.version == 4 == len(school.rows(case.id))


def test_an_objection_inside_a_renewal_holds_it_up(school: School) -> None:
    """Raising it makes the renewal wait, closing it gives the outcome back; each is one transaction over both cases."""
    renewal = school.walk("raise", "listen", workflow="renewal")
    inside = usual("raise") | usual("listen") | {"inside": renewal.id}
    objection = school.take(CHEN, "raise", inside, key="k").case
    assert school.application.case(renewal.id).waiting_for == objection.id
    assert same(school.take(CHEN, "raise", inside, key="k"), Taken(objection, 0))
    with pytest.raises(NotDue, match="it waits for the case that was raised inside it"):
        school.take(CHEN, "record", usual("record", "renewal"), renewal.id, workflow="renewal")
    school.walk("record", "investigate", "solve", "feedback", "close", case=objection.id)
    later = school.application.case(renewal.id)
    assert (later.waiting_for, later.facts["take_back"].outcome) == (None, "resolved")  # type: ignore[attr-defined] # a TookBack
    assert school.walk("record", workflow="renewal", case=renewal.id).stage == "investigate"
    assert vars(later) != vars(school.application.case(renewal.id)) == vars(school.replayed(renewal.id))


def test_an_objection_is_not_a_renewal(school: School, case: Case) -> None:
    """A case answers only to its own workflow."""
    with pytest.raises(NotThere):
        school.take(CHEN, "investigate", usual("investigate", "renewal"), case.id, workflow="renewal")
