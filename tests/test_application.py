"""The command path: one step, one event, whoever asks at the same time and whatever becomes of the answer."""

from __future__ import annotations

import pytest

from engine.application import Taken
from engine.case import Case
from engine.refusal import KeyReused, NotDue, NotFillable, NotThere, Stale
from tests.school import CHEN, LI, PATH, School, usual

WRITERS, ROUNDS = 4, 12


def same(one: Taken, other: Taken) -> bool:
    return vars(one.case) == vars(other.case)


def test_a_case_is_walked_from_end_to_end(school: School) -> None:
    """Each step of both paths records one event and names the next stage."""
    for workflow in ("objection", "renewal"):
        case = ""
        for version, (verb, stage) in enumerate(zip(PATH, [*PATH[1:], "closed"], strict=True), 1):
            taken = school.take(
                CHEN, verb, usual(verb, workflow), case, workflow=workflow, seen=version - 1 if case else None
            )
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
    with pytest.raises(
        NotDue,
        match=rf"in {case.reference} the step solve cannot be taken now: it stands at investigate; investigate is due",
    ):
        school.take(CHEN, "solve", usual("solve"), case.id)
    with pytest.raises(NotDue, match=r"facts are missing \(findings, root_cause\)"):
        school.take(CHEN, "close", usual("close"), case.id)
    assert len(school.rows(case.id)) == 3


def test_the_same_request_is_answered_the_same_and_stored_once(school: School, recorded: Case) -> None:
    """A key and body sent again, by this process, give the answer of the first time."""
    for verb, target in (("raise", ""), ("note", recorded.id), ("investigate", recorded.id), ("correct", recorded.id)):
        first = school.take(CHEN, verb, usual(verb), target, key=f"key {verb}")
        head = school.head()
        again = school.take(CHEN, verb, usual(verb), target, key=f"key {verb}")
        assert same(first, again)
        assert school.head() == head
        assert again.position >= first.position


def test_another_process_gives_the_same_answer(school: School, other: School, recorded: Case) -> None:
    """The key is in the log, not in a memory."""
    first = school.take(CHEN, "note", usual("note"), recorded.id, key="k")
    assert same(other.take(CHEN, "note", usual("note"), recorded.id, key="k"), first)
    raised = school.take(CHEN, "raise", usual("raise"), key="r")
    assert same(other.take(CHEN, "raise", usual("raise"), key="r"), raised)
    assert len(school.rows(recorded.id)) == 4


def test_a_key_is_good_for_one_request(school: School, recorded: Case) -> None:
    """Another body under a used key is refused, whether or not its step would be due."""
    school.take(CHEN, "note", {"text": "one"}, recorded.id, key="k")
    for verb, fields in (
        ("note", {"text": "two"}),
        ("investigate", usual("investigate")),
        ("close", usual("close")),
        ("note", {}),
    ):
        with pytest.raises(KeyReused, match="used for another request"):
            school.take(CHEN, verb, fields, recorded.id, key="k")
    assert len(school.rows(recorded.id)) == 4


def test_a_lost_answer_is_the_same_when_repeated_later(school: School, other: School, recorded: Case) -> None:
    """Though others have moved the case on, the answer is the version that the request had reached."""
    first = school.take(CHEN, "investigate", usual("investigate"), recorded.id, seen=3, key="k")
    other.walk("solve", "feedback", "close", case=recorded.id)
    for process in (school, other):
        again = process.take(CHEN, "investigate", usual("investigate"), recorded.id, seen=3, key="k")
        assert (again.case.version, again.case.stage) == (4, "solve")
        assert same(again, first)
    assert len(school.rows(recorded.id)) == 7


def test_a_refused_request_does_not_use_up_its_key(school: School, recorded: Case) -> None:
    """Put right, it can be sent under the same key."""
    with pytest.raises(NotFillable):
        school.take(CHEN, "note", {}, recorded.id, key="k")
    with pytest.raises(NotDue):
        school.take(CHEN, "close", usual("close"), recorded.id, key="k")
    assert school.take(CHEN, "note", {"text": "a"}, recorded.id, key="k").case.version == 4


def test_a_stale_view_is_refused(school: School, other: School, recorded: Case) -> None:
    """Who has not seen the latest version is told which it is; nothing is written, in whichever process."""
    other.take(CHEN, "note", usual("note"), recorded.id)
    for seen in (0, 1, 3, 5, -1):
        with pytest.raises(Stale, match=f"you have seen version {seen}; {recorded.reference} is at version 4"):
            school.take(CHEN, "note", usual("note"), recorded.id, seen=seen)
    assert school.take(CHEN, "note", usual("note"), recorded.id, seen=4).case.version == 5


def test_a_memory_that_has_fallen_behind_is_noticed(school: School, other: School, recorded: Case) -> None:
    """Another process wrote; the step is decided again on what the log says, and no version is given twice."""
    for turn in range(3):
        ours = school.take(CHEN, "note", {"text": f"ours {turn}"}, recorded.id)
        theirs = other.take(CHEN, "note", {"text": f"theirs {turn}"}, recorded.id)
        assert theirs.case.version == ours.case.version + 1
    assert len(school.waits) + len(other.waits) == 4
    assert vars(school.application.case(recorded.id)) == vars(other.application.case(recorded.id))


def test_a_step_refused_by_an_old_memory_is_tried_on_the_log(school: School, other: School, recorded: Case) -> None:
    """What another process has made due is due here; what it has taken already is not due any more."""
    other.walk("investigate", case=recorded.id)
    assert school.take(CHEN, "solve", usual("solve"), recorded.id).case.stage == "feedback"
    with pytest.raises(NotDue, match="it stands at feedback"):
        other.take(CHEN, "solve", usual("solve"), recorded.id)
    assert other.application.case(recorded.id).version == 5


def test_a_case_is_the_case_of_the_log(school: School, other: School, recorded: Case) -> None:
    """Reading notices what another process has written; amended or not, both read the same."""
    other.take(CHEN, "correct", {"version": 3, "fields": {"severity": "high"}, "reason": "r"}, recorded.id)
    assert school.application.case(recorded.id).fact("severity") == "high"
    assert vars(school.application.case(recorded.id)) == vars(school.replayed(recorded.id))


def test_an_objection_inside_a_renewal_holds_it_up(school: School) -> None:
    """Raising it makes the renewal wait, closing it gives the outcome back; each is one transaction over both cases."""
    renewal = school.walk("raise", "listen", workflow="renewal")
    inside = usual("raise") | usual("listen") | {"inside": renewal.id}
    objection = school.take(CHEN, "raise", inside, key="k").case
    assert school.application.case(renewal.id).waiting_for == objection.id
    assert same(school.take(CHEN, "raise", inside, key="k"), Taken(objection, 0))
    with pytest.raises(NotDue, match="it is waiting, and goes on by itself when that is over"):
        school.take(CHEN, "record", usual("record", "renewal"), renewal.id, workflow="renewal")
    school.walk("record", "investigate", "solve", "feedback", "close", case=objection.id)
    later = school.application.case(renewal.id)
    assert (later.waiting_for, later.facts["take_back"].outcome) == (None, "resolved")  # type: ignore[attr-defined] # a TookBack
    assert school.walk("record", workflow="renewal", case=renewal.id).stage == "investigate"
    assert vars(later) != vars(school.application.case(renewal.id)) == vars(school.replayed(renewal.id))


def test_an_objection_is_not_a_renewal(school: School, recorded: Case) -> None:
    """A case answers only to its own workflow."""
    with pytest.raises(NotThere):
        school.take(CHEN, "investigate", usual("investigate", "renewal"), recorded.id, workflow="renewal")
