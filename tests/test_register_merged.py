"""Duplicates in the register: what was said in them is found under the case that took them in, by who may see both."""

from __future__ import annotations

from typing import Any

from eventsourcing.persistence import StoredEvent

from adapters.index import Filters
from adapters.read_side import ReadSide
from engine.access import Who
from engine.case import Case
from tests.reading import Readings
from tests.school import CHEN, LI, MA, SUN, ZHOU, School, usual

WHY = {"reason": "the same matter"}


def raised(school: School, who: Who, words: str, **fields: Any) -> Case:
    """An objection of theirs in these words, filed."""
    case = school.take(who, "raise", usual("raise") | {"words": words} | fields).case
    return school.walk("listen", "record", case=case.id)


def merged(school: School, case: Case, into: Case) -> None:
    """One is a duplicate of the other."""
    school.take(CHEN, "merge", {"into": into.id, **WHY}, case.id)


def found(read_side: ReadSide, who: Who, query: str) -> list[str]:
    """The cases in which this person finds it."""
    read_side.runner.catch_up()
    return [item["case"] for item in read_side.register.search(query, who, Filters(state="all"))["items"]]


def test_what_a_duplicate_says_is_found_under_the_case_that_remains(school: School, read_side: ReadSide) -> None:
    """By whoever manages or audits it; once it was given back, each is found by its own words again."""
    case, other = raised(school, LI, "老师迟到"), raised(school, LI, "the umbrella was lost")
    assert found(read_side, CHEN, "umbrella") == [other.id]
    merged(school, other, case)
    for who in (CHEN, ZHOU):
        assert found(read_side, who, "umbrella") == found(read_side, who, "umbrella 迟到") == [case.id]
    school.take(CHEN, "unmerge", {"case": case.id, **WHY}, other.id)
    assert found(read_side, CHEN, "umbrella") == [other.id]


def test_who_may_not_see_the_duplicate_does_not_find_its_words(school: School, read_side: ReadSide) -> None:
    """A teacher who raised only one of them, or an analyst; and no hit shows them."""
    case, other = raised(school, LI, "老师迟到"), raised(school, MA, "the umbrella was lost")
    merged(school, other, case)
    assert found(read_side, CHEN, "umbrella") == [case.id]
    assert found(read_side, LI, "迟到") == [case.id]
    for who in (LI, MA, SUN):
        assert found(read_side, who, "umbrella") == []
    [item] = read_side.register.search("umbrella", CHEN, Filters(state="all"))["items"]
    assert "umbrella" not in str(item)
    own = raised(school, LI, "the lamp is broken")
    merged(school, own, raised(school, LI, "the lamp is dark"))
    assert len(found(read_side, LI, "lamp broken")) == 1


def test_of_several_duplicates_only_who_may_see_all_finds_their_words(school: School, read_side: ReadSide) -> None:
    """And what went from one to the next is found where it has come to."""
    first, second, third = (
        raised(school, who, text) for who, text in ((LI, "one"), (LI, "umbrella"), (MA, "raincoat"))
    )
    merged(school, third, second)
    assert found(read_side, LI, "raincoat") == []
    merged(school, second, first)
    assert found(read_side, CHEN, "umbrella raincoat") == [first.id]
    assert found(read_side, LI, "umbrella") == []


def test_what_is_said_of_a_duplicate_later_is_found_as_well(school: School, read_side: ReadSide) -> None:
    """A note on it, though nothing happened to the case that took it in; and a new index says the same."""
    case, other = raised(school, LI, "老师迟到"), raised(school, LI, "the umbrella was lost")
    merged(school, other, case)
    assert found(read_side, CHEN, "raincoat") == []
    school.take(CHEN, "note", {"text": "a raincoat, too"}, other.id)
    assert found(read_side, CHEN, "raincoat") == [case.id]
    read_side.rebuild("index")
    assert found(read_side, CHEN, "umbrella raincoat") == [case.id]


def test_what_was_hidden_since_is_not_found(school: School, read_side: ReadSide) -> None:
    """A duplicate that turns out to be about somebody is not told under a case that they may see."""
    case, other = raised(school, LI, "老师迟到"), raised(school, LI, "the umbrella was lost")
    merged(school, other, case)
    assert found(read_side, CHEN, "umbrella") == [case.id]
    hides = {"version": 3, "fields": {"confidential": True}, **WHY}
    school.take(CHEN, "correct", hides, other.id)
    assert found(read_side, CHEN, "umbrella") == []


def test_a_duplicate_that_cannot_be_read_holds_up_no_other_case(school: School, readings: Readings) -> None:
    """The case that took it in is found by its own words."""
    case, other = raised(school, LI, "老师迟到"), raised(school, LI, "the umbrella was lost")
    merged(school, other, case)
    school.log.insert_events([StoredEvent(other.id, 5, "objection.unheard_of", b"{}")])
    read_side = readings()
    assert found(read_side, CHEN, "迟到") == [case.id]
    assert found(read_side, CHEN, "umbrella") == []
    assert {stop.case_id for stop in read_side.read_models.parked()} == {other.id}


def test_the_family_of_a_duplicate_is_hidden_from_analysts_too(school: School, read_side: ReadSide) -> None:
    """Whoever puts two families into one sentence names both; neither is found by the other's name."""
    case = school.take(LI, "raise", usual("raise")).case
    school.walk("listen", case=case.id)
    school.take(CHEN, "record", usual("record") | {"summary": "Wang Fang and Li Na (13911112222) complain"}, case.id)
    other = raised(school, LI, "the umbrella was lost", guardian={"name": "Li Na", "phone": "13911112222"})
    merged(school, other, case)
    assert found(read_side, SUN, "complain") == [case.id]
    [item] = read_side.register.search("complain", SUN, Filters(state="all"))["items"]
    assert item["summary"] == "*** and *** (***) complain"
    assert found(read_side, SUN, "Li Na") == []
    assert found(read_side, LI, "13911112222") == [case.id]
