"""The register as of a moment: what was known then, for ever, to those who may see the case now."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from adapters.index import Filters
from adapters.read_side import ReadSide
from adapters.register import past
from engine.case import Case
from engine.refusal import NotFillable, NotThere
from tests.command_line import CommandLine
from tests.institution import Institution
from tests.reading import Readings
from tests.school import CHEN, GU, MA, PATH, SUN, ZHOU, School
from tests.test_rebuild import QUESTIONS, a_term, by_case

ALL = Filters(state="all")
AN_HOUR = timedelta(hours=1)
Answers = list[dict[str, Any]]


def answers(read_side: ReadSide, as_of: datetime | None = None) -> Answers:
    """What several people find for several questions, whatever the order of equals."""
    asked = [(words, who) for words in QUESTIONS for who in (CHEN, GU, ZHOU, SUN)]
    told = [read_side.register.search(words, who, ALL, as_of=as_of) for words, who in asked]
    return [{**answer, "items": [item | {"score": 0} for item in by_case(answer["items"])]} for answer in told]


def count(read_side: ReadSide, who: Any, as_of: datetime, words: str = "退费") -> int:
    """How many entries somebody finds as of a moment."""
    return int(read_side.register.search(words, who, ALL, as_of=as_of)["total"])


@pytest.fixture
def recorded_then(school: School) -> tuple[Case, datetime]:
    """A case on file, and the last moment before anything else happens."""
    case, then = school.walk("raise", "listen", "record"), school.clock()
    school.clock.now += AN_HOUR
    return case, then


def test_what_was_found_then_is_found_as_of_then(school: School, read_side: ReadSide) -> None:
    """As of many a moment of a term the answers are those that were given at that moment."""
    given: dict[datetime, Answers] = {}
    for step, _ in enumerate(a_term(school)):
        if step % 4 == 0:
            read_side.runner.catch_up()
            given[school.clock()] = answers(read_side)
        school.clock.now += AN_HOUR
    for then, told in given.items():
        assert answers(read_side, then + AN_HOUR / 2) == told


def test_the_same_question_is_answered_the_same_for_ever(
    school: School, readings: Readings, recorded_then: tuple[Case, datetime]
) -> None:
    """To the last figure of every score: whatever happens afterwards, in this process and in another."""
    case, then = recorded_then
    first = readings()
    before = first.register.search("late", CHEN, ALL, as_of=then)
    like = first.register.similar(CHEN, text="late again", filters=ALL, as_of=then)
    assert before["items"]
    school.take(CHEN, "reclassify", {"category": "service.schedule", "reason": "the timetable"}, case.id)
    school.walk(*PATH[3:], case=case.id)
    school.walk(*PATH)
    for read_side in (first, readings("another")):
        assert read_side.register.search("late", CHEN, ALL, as_of=then) == before
        assert read_side.register.similar(CHEN, text="late again", filters=ALL, as_of=then) == like


def test_a_case_confidential_now_is_not_found_in_the_past(
    school: School, read_side: ReadSide, recorded_then: tuple[Case, datetime]
) -> None:
    """Neither by its words nor by its likeness; those who may see it still find it."""
    case, then = recorded_then
    assert count(read_side, SUN, then) == 1
    secret = {"confidential": True, "about": [{"what": "teacher", "staff": CHEN.name}]}
    school.take(GU, "correct", {"version": 3, "fields": secret, "reason": "it is one of us"}, case.id)
    assert [count(read_side, who, then) for who in (SUN, ZHOU, GU)] == [0, 1, 1]
    assert read_side.register.similar(SUN, text="老师迟到", filters=ALL, as_of=then) == {"items": []}


def test_a_case_is_found_by_the_one_who_has_it_now(
    school: School, read_side: ReadSide, recorded_then: tuple[Case, datetime]
) -> None:
    """A teacher to whom it was given later finds it as it was; once it is taken away again, no more."""
    case, then = recorded_then
    assert count(read_side, MA, then) == 0
    for to, found in (("Ma", 1), ("Li", 0)):
        school.take(CHEN, "assign", {"to": to}, case.id)
        assert count(read_side, MA, then) == found


def test_a_name_told_later_is_hidden_in_the_past(
    school: School, read_side: ReadSide, recorded_then: tuple[Case, datetime]
) -> None:
    """What turns out to be the family's name is kept from analysts in what was written before."""
    case, then = recorded_then
    family = {"guardian": {"name": "Three Times"}}
    assert count(read_side, SUN, then, "three times") == 1
    school.take(CHEN, "correct", {"version": 1, "fields": family, "reason": "misheard"}, case.id)
    assert count(read_side, SUN, then, "three times") == 0
    assert count(read_side, CHEN, then, "three times") == 1


def test_cases_like_one_as_it_was(school: School, read_side: ReadSide) -> None:
    """A case is compared as it was known then, filed or not; before it was raised it is not there."""
    before = school.clock()
    school.clock.now += AN_HOUR
    solved, heard = school.walk(*PATH), school.walk("raise", "listen")
    then = school.clock()
    school.clock.now += AN_HOUR
    school.walk(*PATH[2:], case=heard.id)
    [like] = read_side.register.similar(CHEN, case=heard.id, as_of=then)["items"]
    assert like["case"] == solved.id
    assert not any(reason.startswith("same category") for reason in like["reasons"])
    with pytest.raises(NotThere):
        read_side.register.similar(CHEN, case=heard.id, as_of=before)


def test_what_is_yet_to_come_is_refused(school: School, read_side: ReadSide) -> None:
    """Nobody can say today what will be known tomorrow; as of this very moment is no question of tomorrow."""
    assert read_side.register.search("", CHEN, as_of=school.clock())["total"] == 0
    with pytest.raises(NotFillable, match="as_of: lies in the future"):
        read_side.register.search("", CHEN, as_of=school.clock() + timedelta(microseconds=1))


def test_a_case_that_cannot_be_read_is_left_out(
    school: School, read_side: ReadSide, recorded_then: tuple[Case, datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may see it cannot be told any more; the others are found, however many batches it takes."""
    monkeypatch.setattr(past, "BATCH", 2)
    case, then = recorded_then
    school.clock.now = then
    school.walk("raise", "listen", "record")
    assert count(read_side, ZHOU, then) == 2
    school.log.insert_events([StoredEvent(case.id, case.version + 1, "objection.sung", b"{}")])
    assert count(read_side, ZHOU, then) == 1


def test_only_the_last_few_moments_take_up_room(school: School, read_side: ReadSide, tmp_path: Path) -> None:
    """What nobody asks for any more is gone from the disk, and at the end everything is."""
    place = tmp_path / "node-past"
    for hours in range(past.KEPT + 2):
        count(read_side, ZHOU, school.clock() - hours * AN_HOUR)
    [mine] = place.iterdir()
    assert len(list(mine.iterdir())) == past.KEPT
    read_side.register.past.close()
    assert list(place.iterdir()) == []


def test_many_may_ask_at_once(school: School, read_side: ReadSide) -> None:
    """Of more moments than are kept, each gets its own answer."""
    moments = []
    for _ in range(past.KEPT + 2):
        school.walk("raise", "listen", "record")
        moments.append(school.clock())
        school.clock.now += AN_HOUR
    with ThreadPoolExecutor(4) as people:
        found = people.map(lambda then: count(read_side, ZHOU, then), moments * 3)
        assert list(found) == [*range(1, len(moments) + 1)] * 3


def test_the_api_answers_as_of_a_day(institution: Institution) -> None:
    """A day means all of it, today as far as it has come; one yet to come is refused by the name of the parameter."""
    institution.taken(institution.raised(), "listen", "record")
    today, a_day = institution.clock(), timedelta(days=1)
    for path in ("register?q=退费&state=all", "register/similar?text=退费&state=all"):
        for later, day, found in ((0, 0, 1), (0, -1, 0), (2, 0, 1), (2, 2, 1)):
            institution.clock.now = today + later * a_day
            told = institution.get("Sun", f"{path}&as_of={today + day * a_day:%Y-%m-%d}")
            assert len(told.json()["items"]) == found, told.text
        refused = institution.get("Sun", f"{path}&as_of={institution.clock() + a_day:%Y-%m-%d}")
        assert refused.status_code == 422
        assert refused.json()["errors"] == [{"field": "as_of", "message": "lies in the future"}]


def test_the_api_describes_the_moment(institution: Institution) -> None:
    """Both questions to the register can carry it, and say what it means."""
    paths = institution.client.get("/openapi.json").json()["paths"]
    for path in ("/api/register", "/api/register/similar"):
        [as_of] = [each for each in paths[path]["get"]["parameters"] if each["name"] == "as_of"]
        assert as_of["description"].startswith("Only what had been recorded by then")


def test_the_command_line_answers_as_of_a_moment(tmp_path: Path) -> None:
    """Before a case was recorded it is not found; a moment to come is refused."""
    casebook = CommandLine(tmp_path / "data")
    casebook.hire("Chen", "manager")
    case = casebook.objection("read_back=true")
    record = ["--field", "category=teaching.lateness", "--field", "severity=low", "--field", "kind=ordinary"]
    casebook.json("step", case["id"], "record", *record, "--field", "summary=Late", who="Chen")
    raised, *_, recorded = (item["recorded_at"] for item in casebook.json("history", case["id"], who="Chen")["items"])
    questions = (("search", "退费", "--state", "all"), ("similar", "--text", "退费", "--state", "all"))
    for question in questions:
        for moment, found in ((raised, 0), (recorded, 1)):
            assert len(casebook.json(*question, "--as-of", moment, who="Chen")["items"]) == found
        refused = casebook(*question, "--as-of", "2100-01-01", who="Chen")
        assert (refused.code, refused.err) == (1, "as_of: lies in the future\n")


def test_what_a_duplicate_said_was_found_where_it_had_gone(school: School, read_side: ReadSide) -> None:
    """As of then, and as long as the duplicate is no more hidden than the case that took it in."""
    case, other = school.walk("raise", "listen", "record"), school.walk("raise", "listen", "record")
    school.take(CHEN, "note", {"text": "the umbrella was lost"}, other.id)
    school.clock.now += AN_HOUR
    before, then = school.clock(), school.clock() + AN_HOUR
    school.clock.now += AN_HOUR / 2
    school.take(CHEN, "merge", {"into": case.id, "reason": "the same matter"}, other.id)
    school.clock.now += AN_HOUR
    school.take(CHEN, "unmerge", {"case": case.id, "reason": "no, it was not"}, other.id)
    read_side.runner.catch_up()

    def found(as_of: datetime | None) -> list[str]:
        told = read_side.register.search("umbrella", CHEN, ALL, as_of=as_of)
        return [item["case"] for item in told["items"]]

    assert (found(before), found(then), found(None)) == ([other.id], [case.id], [other.id])
    hides = {"version": 3, "fields": {"confidential": True}, "reason": "asked for"}
    school.take(CHEN, "correct", hides, other.id)
    assert found(then) == []
