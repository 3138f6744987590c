"""Renewals as the manager sees them: what is counted, for whom, and how referrals are told apart."""

from __future__ import annotations

import pytest

from adapters.other_cases import OtherCases
from adapters.read_side import ReadSide
from adapters.renewals import RenewalsOverview
from engine.access import Who
from engine.refusal import NotFillable
from tests.school import CHEN, GU, LI, QIAN, SUN, ZHOU, School, at, usual

ABOUT_CHEN = {"about": [{"what": "teacher", "staff": "Chen"}], "confidential": True}
RENEWED = ("raise", "listen", "record", "investigate", "solve", "feedback", "close")


def overview(
    school: School, read_side: ReadSide, who: Who, since: str = "2026-01-01 00:00", until: str = "2027-12-31 00:00"
) -> dict[str, int]:
    """What one person counts, of the answers that are due in this span."""
    read_side.runner.catch_up()
    counted = RenewalsOverview(read_side.read_models.renewals, OtherCases(school.application))
    return {name: count for name, count in counted.of(who, at(since), at(until)).items() if count}


def renewal(school: School, who: Who = CHEN, **fields: object) -> str:
    """The id of a renewal that was raised."""
    form = usual("raise", "renewal") | fields
    return school.take(who, "raise", form, workflow="renewal").case.id


def recommend(school: School, case: str, guardian: object, **fields: object) -> str:
    """The name by which the log knows who was recommended."""
    form = {"guardian": guardian, **fields}
    [*_, pair] = school.take(CHEN, "recommend", form, case, workflow="renewal").case.recommended
    return str(pair)


def test_what_is_counted_is_what_may_be_seen(school: School, read_side: ReadSide) -> None:
    """A manager counts their campus, a teacher what they look after, the principal and the auditor everything."""
    renewal(school)
    renewal(school, LI)
    counted = {who.name: overview(school, read_side, who).get("due", 0) for who in (CHEN, LI, QIAN, GU, ZHOU, SUN)}
    assert counted == {"Chen": 2, "Li": 1, "Qian": 0, "Gu": 2, "Zhou": 2, "Sun": 0}


def test_an_objection_that_is_hidden_is_in_no_count(school: School, read_side: ReadSide) -> None:
    """A renewal that waits for it, and one that it saved, are to whom it is about renewals like any other."""
    case = renewal(school)
    objection = school.take(GU, "raise", usual("raise") | {"inside": case}).case.id
    school.walk("listen", case=objection, who=GU)
    school.take(GU, "record", usual("record") | ABOUT_CHEN, objection)
    assert overview(school, read_side, GU)["waiting_for_objection"] == 1
    assert overview(school, read_side, CHEN) == {"due": 1, "undecided": 1}
    school.walk("investigate", "solve", "feedback", "close", case=objection, who=GU)
    school.walk(*RENEWED[1:], workflow="renewal", case=case)
    assert overview(school, read_side, GU) == {"due": 1, "renewed": 1, "saved_by_objection": 1}
    assert overview(school, read_side, CHEN) == {"due": 1, "renewed": 1}


def test_an_objection_saves_only_what_it_was_solved_for(school: School, read_side: ReadSide) -> None:
    """One that was withdrawn saved nothing; a renewal that was withdrawn is neither renewed nor declined."""
    case = renewal(school)
    objection = school.take(CHEN, "raise", usual("raise") | {"inside": case}).case.id
    school.walk("withdraw", case=objection)
    school.walk(*RENEWED[1:], workflow="renewal", case=case)
    school.walk("withdraw", workflow="renewal", case=renewal(school))
    assert overview(school, read_side, CHEN) == {"due": 2, "renewed": 1, "withdrawn": 1}


def test_a_renewal_is_due_when_its_answer_is(school: School, read_side: ReadSide) -> None:
    """On the day that was agreed, or else on the last day of the course; both ends of the span belong to it."""
    renewal(school, ends_on="2026-12-20", deadline="2026-12-10T18:00:00+08:00")
    assert overview(school, read_side, CHEN, "2026-12-10 18:00", "2026-12-10 18:00") == {"due": 1, "undecided": 1}
    assert overview(school, read_side, CHEN, "2026-12-10 18:01", "2026-12-31 18:00") == {}
    assert overview(school, read_side, CHEN, "2026-12-01 18:00", "2026-12-10 17:59") == {}


def test_one_guardian_of_the_roster_recommends_one_family_once(school: School, read_side: ReadSide) -> None:
    """In whichever of their renewals it is put down; another guardian who does the same is another referral."""
    first, second = (renewal(school, guardian="g-17") for _ in range(2))
    assert recommend(school, first, "g-30") == recommend(school, second, "g-30")
    assert overview(school, read_side, CHEN)["referrals"] == 1
    assert recommend(school, renewal(school, guardian="g-18"), "g-30") != recommend(school, first, "g-31")
    assert overview(school, read_side, CHEN)["referrals"] == 3


def test_the_log_does_not_tell_who_was_recommended(school: School) -> None:
    """Neither in clear, nor so that whoever has the log alone could test a guess."""
    case = renewal(school)
    recommend(school, case, {"name": "Sun Li", "phone": "13900000000"}, note="A daughter.")
    [*_, row] = school.log.select_streams([case], school.head())
    assert all(word not in row.state for word in (b"Sun Li", b"1390", b"daughter"))
    fields = school.mapper.opened(school.mapper.to_domain_event(row))
    assert fields["guardian"] == {"name": "Sun Li", "phone": "13900000000"}
    assert "pair" not in fields


def test_what_was_noted_is_corrected_and_who_was_meant_is_not(school: School) -> None:
    """The pair stays the one that it was."""
    case = renewal(school)
    pair = recommend(school, case, "g-30", note="A son.")
    right = {"version": 2, "fields": {"note": "A daughter."}, "reason": "Misheard."}
    corrected = school.take(CHEN, "correct", right, case, workflow="renewal").case
    assert list(corrected.recommended) == [pair]
    with pytest.raises(NotFillable, match="stays as it was"):
        school.take(CHEN, "correct", right | {"fields": {"guardian": "g-31"}}, case, workflow="renewal")
