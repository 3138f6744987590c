"""Contributions: who sees the case while they are asked, what replay makes of them, and what nobody learns."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.read_side import ReadSide
from engine.access import Who, may_see, may_take
from engine.asking.time_travel import AsOf
from engine.case import Case
from engine.duty import Duty
from engine.folding import fold
from engine.refusal import NotAllowed, NotDue, NotFillable, NotThere
from engine.steps.evidence import Exhibit, Upload
from tests.school import CHEN, GU, LI, MA, POLICY, QIAN, SUN, WORKFLOWS, ZHOU, School, at, usual

TO_RECORD = ("raise", "listen", "record")
FILE = Upload(Exhibit(id="f" * 32, sha256="0" * 64, size=9, type="text/plain", stored_as="1" * 64), "notes.txt", "key")


@pytest.fixture
def case(school: School) -> str:
    """A case of Chen's, about which Ma was asked; the request is number 4."""
    asked = school.walk(*TO_RECORD).id
    school.take(CHEN, "ask", usual("ask") | {"of": "Ma"}, asked)
    return asked


def secret(*about: str) -> dict[str, Any]:
    """A correction: the case is confidential, and about these people."""
    fields = {"confidential": True, "about": [{"what": "teacher", "staff": name} for name in about]}
    return {"version": 3, "fields": fields, "reason": "It turned out later."}


def shows(read_side: ReadSide, who: Who, case: str) -> bool:
    """Whether the list of cases shows it."""
    read_side.runner.catch_up()
    listed, _ = read_side.read_models.caseload.page(who, now=at("2026-10-20 12:00"))
    return case in listed


def test_whoever_is_asked_sees_the_case_until_nothing_is_asked_any_more(
    school: School, read_side: ReadSide, case: str
) -> None:
    """Lists show it exactly as long as the rule says: asked twice, answered, cancelled."""
    seen = []
    school.take(CHEN, "ask", usual("ask") | {"of": "Ma"}, case)
    for who, verb, fields in (
        (MA, "contribute", {"request": 4, "answer": "16:05"}),
        (CHEN, "cancel", {"request": 5, "reason": "known by now"}),
        (CHEN, "note", {"text": "x"}),
    ):
        seen.append((may_see(MA, school.application.case(case)), shows(read_side, MA, case)))
        school.take(who, verb, fields, case)
    seen.append((may_see(MA, school.application.case(case)), shows(read_side, MA, case)))
    assert seen == [(True, True), (True, True), (False, False), (False, False)]


@pytest.mark.parametrize("who", [QIAN, SUN, LI], ids=lambda who: who.name)
def test_whoever_may_not_know_of_the_case_learns_nothing(school: School, case: str, who: Who) -> None:
    """A case that is hidden answers each of the three steps as one that does not exist."""
    for verb in ("ask", "contribute", "cancel"):
        said = []
        for name in (case, "00000000-0000-4000-8000-000000000000"):
            with pytest.raises(NotThere) as refused:
                school.take(who, verb, usual(verb), name)
            said.append(str(refused.value).replace(name, "it"))
        assert said[0] == said[1]


def test_who_was_asked_learns_no_more_once_the_case_is_hidden_from_them(
    school: School, read_side: ReadSide, case: str
) -> None:
    """Neither lists nor the day know of it; a manager still sees that an answer is missing."""
    school.take(GU, "correct", secret("Ma"), case)
    after = school.application.case(case)
    assert (may_see(MA, after), shows(read_side, MA, case)) == (False, False)
    far = at("2100-01-01 12:00")
    assert read_side.read_models.duties.day(MA, far, far) == ([], None)
    assert [deadline.overdue for deadline in after.deadlines_at(far, POLICY) if deadline.name == "contribution"] == [
        True
    ]
    with pytest.raises(NotThere):
        school.take(MA, "contribute", {"request": 4, "answer": "16:05"}, case)


def test_an_answer_is_taken_once(school: School, other: School, case: str) -> None:
    """Of two who answer at the same moment one is told that it is answered; the same submission again is the same."""
    answer = {"request": 4, "answer": "16:05"}
    taken = school.take(MA, "contribute", answer, case, key="k")
    with pytest.raises(NotDue, match="everybody has answered"):
        other.take(CHEN, "contribute", answer, case)
    assert other.take(MA, "contribute", answer, case, key="k").case.version == taken.case.version == 5
    school.take(GU, "correct", secret("Ma"), case)
    with pytest.raises(NotThere):
        school.take(MA, "contribute", answer, case, key="k")


def test_a_request_is_a_duty_until_it_is_answered_cancelled_or_lapsed(school: School, case: str) -> None:
    """Of the one who was asked; told without names, and without a word of the family."""
    [duty] = school.application.case(case).duties.values()
    assert duty == Duty(
        MA.id, "contribution", duty.due, "a colleague was asked for a contribution to the investigation"
    )
    for verb, fields in (("cancel", usual("cancel")), ("withdraw", usual("withdraw"))):
        assert school.application.case(case).duties
        school.take(CHEN, verb, fields, case)
        assert not school.application.case(case).duties
        if verb == "cancel":
            school.take(CHEN, "ask", usual("ask"), case)


def test_a_reopened_case_waits_for_nobody(school: School, case: str) -> None:
    """What lapsed with the closing is asked again, if it is still wanted."""
    school.take(CHEN, "withdraw", usual("withdraw"), case)
    reopened = school.take(CHEN, "reopen", usual("reopen"), case).case
    assert [awaited.is_open for awaited in reopened.requests.values()] == [False]
    assert not may_see(MA, reopened)
    with pytest.raises(NotDue):
        school.take(CHEN, "contribute", {"request": 4, "answer": "16:05"}, case)


def test_replay_makes_the_same_of_it(school: School, case: str) -> None:
    """Folded from its events alone, corrected or seen at another moment, a case awaits what it should."""
    school.take(CHEN, "contribute", {"request": 4, "answer": "x", "happened_at": "2026-10-19T12:00:00+08:00"}, case)
    before, replayed = school.application.case(case), school.replayed(case)
    assert replayed.requests == before.requests
    assert (replayed.duties, replayed.admitted) == (before.duties, before.admitted)
    events = AsOf(happened_by=at("2026-10-19 13:00")).select(school.application.events(case))
    assert fold(events, WORKFLOWS).requests == {}


def test_a_case_that_is_still_looked_at_awaits_what_it_did(school: School, case: str) -> None:
    """An answer changes nothing in the case as it was before."""
    before: Case = school.application.case(case)
    requests, duties, evidence = dict(before.requests), dict(before.duties), dict(before.evidence)
    school.uploads[FILE.exhibit.id] = FILE
    school.take(MA, "contribute", {"request": 4, "answer": "x", "evidence": [FILE.exhibit.id]}, case)
    assert (before.requests, before.duties, before.evidence) == (requests, duties, evidence)
    assert school.application.case(case).evidence == {FILE.exhibit.id: 5}


def test_the_log_shows_neither_question_nor_answer_nor_file(school: School, case: str) -> None:
    """Sealed with the family's key; the hash of a file stands there for everybody."""
    school.uploads[FILE.exhibit.id] = FILE
    school.take(MA, "contribute", {"request": 4, "answer": "sixteen", "evidence": [FILE.exhibit.id]}, case)
    stored = b"".join(school.rows(case))
    assert FILE.exhibit.sha256.encode() in stored
    for hidden in (b"lessons begin", b"sixteen", b"notes.txt", b'"key"'):
        assert hidden not in stored
    shown = school.mapper.opened(school.application.events(case)[-1])
    assert (shown["answer"], shown["file_names"]) == ("sixteen", {FILE.exhibit.id: "notes.txt"})
    assert "file_keys" not in shown


def test_an_answer_is_corrected_and_its_files_stay(school: School, case: str) -> None:
    """Which files came with it, and which request it answers, is not corrected."""
    school.uploads[FILE.exhibit.id] = FILE
    school.take(MA, "contribute", {"request": 4, "answer": "x", "evidence": [FILE.exhibit.id]}, case)
    school.uploads.clear()
    school.take(CHEN, "correct", {"version": 5, "fields": {"answer": "y"}, "reason": "misheard"}, case)
    assert school.application.case(case).evidence == {FILE.exhibit.id: 5}
    for field, value in (("request", 3), ("evidence", [])):
        with pytest.raises(NotFillable, match=field):
            school.take(CHEN, "correct", {"version": 5, "fields": {field: value}, "reason": "x"}, case)


def test_only_a_teacher_who_was_asked_is_offered_to_answer(school: School, case: str) -> None:
    """A manager answers for others; an auditor for nobody."""
    asked = school.application.case(case)
    assert [may_take(who, "contribute", asked) for who in (MA, LI, CHEN, ZHOU)] == [True, False, True, False]
    with pytest.raises(NotAllowed):
        school.take(ZHOU, "contribute", usual("contribute"), case)
