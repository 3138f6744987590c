"""Sealing: what families say is bound to its place and its person, and gone when the key is gone."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from typing import Any

import orjson
import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import text

from adapters.databases import sqlite_engine
from engine.application import Taken
from engine.case import Case
from engine.event import Event
from engine.folding import fold
from engine.mapper import personal_fields_of
from engine.personal import ERASED
from engine.refusal import NotDue
from engine.sealing import Place, Tampered
from tests.school import CHEN, KINDS, LI, WORKFLOWS, School, usual

SECRETS = ("Wang Fang", "13800000000", "Wang Xiaoming", "退费", "an apology", "refund", "谢谢", "回电")


@pytest.fixture
def case(school: School) -> Case:
    """A case in which everything personal that can be said was said."""
    case = school.walk("raise", "listen", "record", "investigate", "solve", "feedback", "close")
    school.take(CHEN, "note", {"text": "回电 13800000000"}, case.id)
    school.take(CHEN, "correct", {"version": 2, "fields": {"remedy_sought": "refund"}, "reason": "misread"}, case.id)
    return school.application.case(case.id)


def test_the_personal_fields_are_the_sealed_ones() -> None:
    """Guardian, student, words, what is sought or wished for, and notes are sealed; what names nobody is not."""
    sealed = {name for kind in KINDS for name in personal_fields_of(kind)}
    assert {"guardian", "student", "words", "remedy_sought", "demands", "wishes", "text", "fields"} <= sealed
    assert not sealed & {"summary", "category", "root_cause", "approach", "plan", "lesson", "action_taken"}
    # Why a family is referred to a service says more of them than why somebody does something with a case.
    assert {kind.TOPIC for kind in KINDS if "reason" in personal_fields_of(kind)} == {"case.supported"}


def test_nothing_personal_stands_in_the_stored_bytes(school: School, case: Case) -> None:
    """No name, no phone and no word of a family is in the log, neither as text nor escaped."""
    stored = b"".join(school.rows(case.id))
    for secret in SECRETS:
        assert secret.encode() not in stored
        assert orjson.dumps(secret).strip(b'"') not in stored
        assert secret.encode("unicode_escape") not in stored


def test_the_case_that_is_kept_in_memory_holds_boxes_only(school: School, case: Case) -> None:
    """Neither replay nor the state kept for the next step opens anything, and a box does not print what is in it."""
    said = repr(vars(case)) + repr(school.application.events(case.id))
    assert not [secret for secret in SECRETS if secret in said]
    assert "Personal(sealed)" in said


def test_what_was_said_is_shown_as_it_was_said(school: School, case: Case) -> None:
    """Opened, every field is what was filled in, whatever its type."""
    raised, heard, *_ = map(school.mapper.opened, school.application.events(case.id))
    assert {name: raised[name] for name in ("guardian", "student", "words")} == {
        name: usual("raise")[name] for name in ("guardian", "student", "words")
    }
    assert heard["demands"] == ["an apology"]


def boxes(school: School, case: Case, version: int) -> tuple[StoredEvent, dict[str, Any]]:
    row = school.log.select_events(case.id)[version - 1]
    return row, orjson.loads(row.state)


def read(school: School, row: StoredEvent, state: dict[str, Any]) -> Event:
    moved = StoredEvent(state["case_id"], state["case_version"], row.topic, orjson.dumps(state))
    return school.mapper.to_domain_event(moved)


@pytest.mark.parametrize(
    "move",
    [
        {"remedy_sought": "words"},
        {"words": "remedy_sought"},
        {"case_version": 3},
        {"case_id": "00000000-0000-0000-0000-000000000002"},
    ],
    ids=str,
)
def test_a_box_that_was_moved_does_not_open(school: School, case: Case, move: dict[str, Any]) -> None:
    """A sealed value put into another field, another version or another case is noticed when it is opened."""
    row, state = boxes(school, case, 2)
    moved = read(school, row, state | {name: state.get(value, value) for name, value in move.items()})
    with pytest.raises(Tampered, match="does not open"):
        school.mapper.opened(moved)


def test_a_box_from_another_event_does_not_open(school: School, case: Case) -> None:
    """Words said when the case was raised cannot be passed off as words of the feedback, nor those of another case."""
    other = school.walk("raise", "listen", "record", "investigate", "solve", "feedback")
    row, state = boxes(school, case, 6)
    for said in (boxes(school, case, 1)[1]["words"], boxes(school, other, 6)[1]["words"]):
        with pytest.raises(Tampered, match="words of version 6"):
            school.mapper.opened(read(school, row, state | {"words": said}))


def test_a_box_sealed_for_another_topic_does_not_open(school: School, case: Case) -> None:
    """The kind of event is part of the place, too."""
    place = Place(case.id, 1, "objection.raised", "words")
    box = school.mapper.sealer.seal(case.subject, place, b'"a"')
    assert school.mapper.sealer.open(place, box) == b'"a"'
    with pytest.raises(Tampered):
        school.mapper.sealer.open(place._replace(topic="renewal.raised"), box)


def test_a_box_that_was_changed_does_not_open(school: School, case: Case) -> None:
    """Every bit of a box counts: one flipped, the end cut off, or rubbish, and it does not open."""
    place = Place(case.id, 1, "objection.raised", "words")
    box = school.mapper.sealer.seal(case.subject, place, b'"a"')
    subject, _, sealed = box.rpartition(".")
    raw = urlsafe_b64decode(sealed)
    flipped = [raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in range(len(raw))]
    for broken in [*flipped, raw[:-1], raw[:12], b""]:
        with pytest.raises(Tampered):
            school.mapper.sealer.open(place, f"{subject}.{urlsafe_b64encode(broken).decode()}")
    with pytest.raises(Tampered):
        school.mapper.sealer.open(place, f"{subject}.not base 64")


def test_the_same_words_make_another_box_each_time(school: School, case: Case) -> None:
    """Who reads the log cannot even tell that two families said the same."""
    place = Place(case.id, 1, "objection.raised", "words")
    assert len({school.mapper.sealer.seal(case.subject, place, b'"a"') for _ in range(50)}) == 50


def without_key(school: School, folder: Path, case: Case) -> School:
    """The same log, opened after the key of the case's subject was deleted."""
    engine = sqlite_engine(folder / "keys.db", synchronous="OFF")
    with engine.begin() as connection:
        deleted = connection.execute(text("DELETE FROM subject_keys WHERE subject = :it"), {"it": case.subject})
        assert deleted.rowcount == 1
    engine.dispose()
    return School(school.log, folder, "later")


def test_when_the_key_is_gone_so_is_what_was_said(school: School, case: Case, tmp_path: Path) -> None:
    """Every sealed field reads as erased, what is not personal stays, and the case replays exactly as before."""
    later = without_key(school, tmp_path, case)
    assert vars(fold(later.application.events(case.id), WORKFLOWS)) == vars(case)
    for event in later.application.events(case.id):
        shown = later.mapper.opened(event)
        assert {shown[name] for name in personal_fields_of(type(event)) if name in shown} <= {ERASED}
    assert later.mapper.opened(case.facts["record"])["summary"] == usual("record")["summary"]
    later.close()


def test_nothing_more_is_kept_about_who_was_erased(school: School, case: Case, tmp_path: Path) -> None:
    """A note on an erased family's case is refused with a reason; what holds nothing personal can still be added."""
    later = without_key(school, tmp_path, case)
    with pytest.raises(NotDue, match="erased"):
        later.take(CHEN, "note", {"text": "回电"}, case.id)
    taken: Taken = later.take(CHEN, "link", {"case": case.id, "relation": "follow-up"}, case.id)
    assert taken.case.version == case.version + 1
    later.close()


def test_a_family_of_the_roster_has_one_key_for_all_its_cases(school: School) -> None:
    """Two cases of one guardian share a subject, those of strangers do not, and the id of the roster is not shown."""
    one, same = (school.take(LI, "raise", usual("raise") | {"guardian": "g-17"}).case.subject for _ in range(2))
    other = school.take(LI, "raise", usual("raise") | {"guardian": "g-18"}).case.subject
    assert one == same != other
    strangers = {school.take(LI, "raise", usual("raise")).case.subject for _ in range(2)}
    assert len(strangers) == 2
    assert "g-17" not in one
