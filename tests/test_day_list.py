"""The day list: what concerns whom, in which order, and page by page."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.day import DayList
from adapters.read_side import ReadSide
from engine.access import OPERATOR, Who, may_see
from engine.refusal import NotFillable
from tests.school import CHEN, GU, HE, LI, MA, PATH, QIAN, SUN, ZHOU, School, at, usual

EVERYBODY = (LI, MA, CHEN, QIAN, GU, ZHOU, SUN, HE, OPERATOR)
LATE = at("2026-10-20 12:00")
FAR = at("2027-03-01 12:00")
SECRET = {"about": [{"what": "teacher", "staff": "Chen"}], "confidential": True}


def day_of(school: School, read_side: ReadSide, who: Who) -> list[dict[str, Any]]:
    """All lines of somebody's list, page by page."""
    read_side.runner.catch_up()
    days = DayList(school.application, read_side.read_models.duties)
    page = days.of(who, limit=2)
    items: list[dict[str, Any]] = page["items"]
    while page["next"]:
        page = days.of(who, limit=2, cursor=page["next"])
        items += page["items"]
    return items


def lines(school: School, read_side: ReadSide, who: Who) -> set[tuple[str, str]]:
    """What stands on it: which case, and what of it."""
    return {(item["case"], item["name"]) for item in day_of(school, read_side, who)}


def test_a_case_that_nobody_looks_after_concerns_who_raised_it_and_the_managers(
    school: School, read_side: ReadSide
) -> None:
    """Its deadlines stand on the lists of those at its campus, and on nobody else's."""
    case = school.walk("raise", who=LI).id
    concerned = {who.name for who in EVERYBODY if (case, "classify") in lines(school, read_side, who)}
    assert concerned == {"Li", "Chen", "Gu"}


def test_an_assigned_case_concerns_who_looks_after_it(school: School, read_side: ReadSide) -> None:
    """Managers see it on their lists only once something of it is late."""
    school.clock.now = at("2026-10-20 12:00")
    case = school.take(LI, "raise", usual("raise") | {"happened_at": "2026-10-20T12:00:00+08:00"}).case.id
    school.take(CHEN, "assign", {"to": "Ma"}, case)
    assert {who.name for who in EVERYBODY if lines(school, read_side, who)} == {"Ma"}
    school.clock.now = at("2026-10-20 14:01")
    assert (case, "classify") in lines(school, read_side, CHEN) & lines(school, read_side, GU)
    assert (case, "acknowledge") not in lines(school, read_side, CHEN)
    assert lines(school, read_side, LI) == lines(school, read_side, QIAN) == set()


def test_each_line_names_its_case_and_its_reason(school: School, read_side: ReadSide) -> None:
    """The reason is that of the case itself."""
    case = school.walk("raise", who=LI)
    item = next(item for item in day_of(school, read_side, CHEN) if item["name"] == "classify")
    [deadline] = [
        each for each in case.deadlines_at(school.clock(), school.policies.get(case.policy)) if each.name == "classify"
    ]
    assert item == {
        "case": case.id,
        "reference": case.reference,
        "workflow": "objection",
        "stage": "listen",
        "summary": None,
        "campus": "North",
        "raised_at": "2026-09-17T19:40:00+08:00",
        "raised_by": LI.id,
        "assignee": None,
        "name": "classify",
        "owner": None,
        "due": deadline.due.isoformat(),
        "overdue": True,
        "why": list(deadline.why),
        "step": "listen",
    }


def test_nobody_is_told_of_a_case_that_is_hidden_from_them(school: School, read_side: ReadSide) -> None:
    """A confidential case stands on the lists of those for whom it exists."""
    case = school.walk("raise", "listen", who=LI).id
    school.take(GU, "record", usual("record") | SECRET, case)
    for who in EVERYBODY:
        assert not lines(school, read_side, who) or may_see(who, school.application.case(case))
    assert lines(school, read_side, CHEN) == set()
    assert {case} == {line for line, _ in lines(school, read_side, GU)}


def test_what_the_read_model_does_not_know_yet_is_not_told(school: School, read_side: ReadSide) -> None:
    """Whoever may not know of a case any more is not told of it, however far behind the read model is."""
    case = school.walk("raise", "listen", who=LI).id
    assert lines(school, read_side, CHEN) != set()
    school.take(GU, "record", usual("record") | SECRET, case)
    days = DayList(school.application, read_side.read_models.duties)
    assert days.of(CHEN)["items"] == []
    assert {item["name"] for item in days.of(GU)["items"]} == {"resolve"}


def test_what_is_asked_of_somebody_waits_for_them_until_it_is_late(school: School, read_side: ReadSide) -> None:
    """Then whoever looks after the case is told, too, and the managers of its campus."""
    case = school.walk("raise", "listen", "record").id
    school.take(CHEN, "assign", {"to": "Li"}, case)
    school.take(CHEN, "ask", {"of": "Ma", "question": "When?", "due": "2026-10-23"}, case)
    asked = (case, "contribution")
    assert {who.name for who in EVERYBODY if asked in lines(school, read_side, who)} == {"Ma"}
    school.clock.now = at("2026-10-23 20:01")
    assert {who.name for who in EVERYBODY if asked in lines(school, read_side, who)} == {"Ma", "Li", "Chen", "Gu"}
    [item] = [item for item in day_of(school, read_side, LI) if item["name"] == "contribution"]
    assert (item["owner"], item["assignee"], item["overdue"]) == (MA.id, LI.id, True)
    school.take(MA, "contribute", {"request": 5, "answer": "At five."}, case)
    assert not any(asked in lines(school, read_side, who) for who in EVERYBODY)


def test_what_has_no_date_waits_at_the_end(school: School, read_side: ReadSide) -> None:
    """What nobody in particular is to do, for whoever looks after the case; never late, so for the managers as well."""
    case = school.walk("raise", "listen", "record", "investigate").id
    actions = [{"what": "a new timetable"}, {"what": "a letter", "owner": "Ma", "due": "2026-10-21"}]
    school.take(CHEN, "assign", {"to": "Li"}, case)
    school.take(CHEN, "solve", usual("solve") | {"actions": actions}, case)
    for who in (LI, CHEN):
        [item] = [item for item in day_of(school, read_side, who) if item["name"] == "action"]
        assert (item["due"], item["overdue"], item["owner"]) == (None, False, LI.id)
        assert item["why"] == ["Action 1 of the plan: a new timetable"]
        assert item == day_of(school, read_side, who)[-1]
    assert [item["due"] for item in day_of(school, read_side, MA)] == ["2026-10-21T20:00:00+08:00"]
    assert lines(school, read_side, QIAN) == set()


def test_what_is_owed_to_a_hidden_case_is_not_told_either(school: School, read_side: ReadSide) -> None:
    """Whoever was asked, and is complained about later, is reminded of nothing."""
    case = school.walk("raise", "listen", who=LI).id
    school.take(GU, "ask", {"of": "Ma", "question": "When?", "due": "2026-10-23"}, case)
    assert lines(school, read_side, MA) != set()
    about = [{"what": "teacher", "staff": "Ma"}]
    school.take(GU, "record", usual("record") | {"about": about, "confidential": True}, case)
    assert lines(school, read_side, MA) == set()


def test_a_stopped_deadline_is_on_nobodys_list(school: School, read_side: ReadSide) -> None:
    """While a case is paused its working-time deadlines wait; resumed, they are back."""
    case = school.walk("raise", "listen", "record", "investigate").id
    now = school.application.case(case).raised_at
    school.take(CHEN, "pause", {"reason": "waiting", "happened_at": now.isoformat()}, case)
    school.clock.now = FAR
    assert lines(school, read_side, CHEN) == set()
    school.take(CHEN, "resume", {"reason": "it came"}, case)
    school.clock.now = at("2027-06-01 12:00")
    assert lines(school, read_side, CHEN) == {(case, "resolve")}


def test_a_closed_case_has_nothing_due(school: School, read_side: ReadSide) -> None:
    """One that was withdrawn before it was heard is on no list."""
    case = school.walk("raise")
    school.take(CHEN, "withdraw", {"reason": "a misunderstanding"}, case.id)
    school.walk(*PATH)
    school.clock.now = FAR
    assert lines(school, read_side, CHEN) == set()
    assert read_side.read_models.caseload.page(CHEN, now=FAR, overdue=True) == ([], None)


def test_the_earliest_comes_first(school: School, read_side: ReadSide) -> None:
    """Across pages, each line once."""
    for day in (3, 1, 2):
        school.take(CHEN, "raise", usual("raise") | {"happened_at": f"2026-09-0{day}T12:00:00+08:00"})
    items = day_of(school, read_side, CHEN)
    assert len({(item["case"], item["name"]) for item in items}) == len(items) == 9
    assert [item["due"] for item in items] == sorted(item["due"] for item in items)


@pytest.mark.parametrize("cursor", ["x", "MTIz", "9" * 400, "\u00e9", "AAAA" * 30, "WzFd", "WzEsIlx1MDAwMCIsIiIsIiJd"])
def test_a_cursor_that_was_never_given_out_is_refused(school: School, read_side: ReadSide, cursor: str) -> None:
    """A made-up cursor is a flaw of the request."""
    with pytest.raises(NotFillable, match="cursor"):
        DayList(school.application, read_side.read_models.duties).of(CHEN, cursor=cursor)
