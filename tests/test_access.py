"""Who may do what: every role with every step, and every case with everybody who may know of it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.access import OPERATOR, Who, may_see
from engine.case import Case
from engine.refusal import NotAllowed, NotDue, NotFillable, NotThere
from tests.school import CHEN, GU, HE, LI, MA, QIAN, SUN, WORKFLOWS, ZHOU, School, usual

TEACHERS_TAKE = {"raise", "listen", "record", "note", "finish"}
VERBS = sorted({verb for workflow in WORKFLOWS.values() for verb in workflow.lifecycle.by_hand} - {"raise"})
MAY, MAY_NOT, IS_NOT_THERE = NotFillable, NotAllowed, NotThere
UNFILLABLE = {"never asked for": 1}
"""What fills no form: whoever is told so was allowed to try."""


@pytest.fixture
def case(school: School) -> Case:
    """Raised by the teacher Li at North, and looked after by nobody yet."""
    return school.walk("raise", "listen", "record", who=LI)


def expected(who: Who, verb: str) -> type[Exception]:
    """What a step on that case meets, as the roles are promised."""
    if who in (MA, QIAN, SUN, HE):
        return IS_NOT_THERE
    if who is LI:
        return MAY if verb in TEACHERS_TAKE else MAY_NOT
    return MAY if who in (CHEN, GU) else MAY_NOT


@pytest.mark.parametrize("open_log", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", [LI, MA, CHEN, QIAN, GU, ZHOU, SUN, HE, OPERATOR], ids=lambda who: who.name)
def test_every_role_takes_its_steps_and_no_others(school: School, case: Case, who: Who) -> None:
    """Teachers raise, listen, record, note; managers do all at their campus; nobody else changes a case."""
    met = {}
    for verb in VERBS:
        if verb in case.lifecycle.by_hand:
            with pytest.raises((MAY, NotDue, MAY_NOT, IS_NOT_THERE)) as refused:
                school.take(who, verb, UNFILLABLE, case.id)
            met[verb] = MAY if refused.type is NotDue else refused.type
    assert met == {verb: expected(who, verb) for verb in met}
    assert set(met) >= {"listen", "record", "investigate", "solve", "feedback", "close", "note", "correct", "pause"}


@pytest.mark.parametrize("campus", ["North", "South", None])
@pytest.mark.parametrize("who", [LI, CHEN, QIAN, GU, ZHOU, SUN, HE, OPERATOR], ids=lambda who: who.name)
@pytest.mark.parametrize("open_log", ["sqlite"], indirect=True)
def test_cases_are_raised_by_teachers_and_by_managers_at_their_campus(
    school: School, who: Who, campus: str | None
) -> None:
    """A case without a campus is raised at one's own; a manager's stays within theirs."""
    fields = usual("raise") | ({"campus": campus} if campus else {})
    elsewhere = who.role == "manager" and None not in (who.campus, campus) and who.campus != campus
    if who.role in ("teacher", "manager") and not elsewhere:
        assert school.take(who, "raise", fields).case.campus == (campus or who.campus)
        return
    with pytest.raises(NotAllowed, match=r"^an? \w+ .*may not take the step raise"):
        school.take(who, "raise", fields)


def test_a_refusal_does_not_tell_what_one_may_not_know(school: School, case: Case) -> None:
    """To whom a case does not exist, a step on it and a step on nothing are refused in the same kind."""
    for verb in ("note", "close", "reopen"):
        with pytest.raises(NotThere):
            school.take(MA, verb, usual(verb), case.id)
        with pytest.raises(NotThere):
            school.take(MA, verb, usual(verb), case.id, seen=99)


def seen_by(case: Case) -> set[str]:
    everybody = (LI, MA, CHEN, QIAN, GU, ZHOU, SUN, HE, OPERATOR)
    return {who.name for who in everybody if may_see(who, case)}


def recorded(school: School, **more: Any) -> Case:
    raised = school.walk("raise", "listen", who=LI)
    return school.take(CHEN, "record", usual("record") | more, raised.id).case


def test_a_case_is_seen_by_those_it_concerns(school: School) -> None:
    """Who raised it, who looks after it, the managers of its campus, the principal and the auditors."""
    case = recorded(school)
    assert seen_by(case) == {"Li", "Chen", "Gu", "Zhou", "operator"}
    assigned = school.take(CHEN, "assign", {"to": "Ma"}, case.id).case
    assert seen_by(assigned) == {"Li", "Ma", "Chen", "Gu", "Zhou", "operator"}


def test_a_confidential_case_does_not_exist_for_whom_it_is_about(school: School) -> None:
    """Named people see neither case nor step, not even who raised it; the others and the auditors do."""
    about = [{"what": "teacher", "staff": "Gu"}, {"what": "other", "staff": "Chen"}]
    case = recorded(school, confidential=True, about=about)
    assert seen_by(case) == {"Li", "Zhou"}
    assert seen_by(recorded(school, confidential=True, about=about[:1])) == {"Li", "Chen", "Zhou"}
    about_li = [{"what": "teacher", "staff": "Li"}]
    assert seen_by(recorded(school, confidential=True, about=about_li)) == {"Chen", "Gu", "Zhou"}
    for who in (CHEN, GU):
        with pytest.raises(NotThere):
            school.take(who, "note", {"text": "a"}, case.id)


def test_being_named_hides_nothing_that_is_not_confidential(school: School) -> None:
    """A complaint about somebody is theirs to answer unless it was made confidential."""
    assert "Gu" in seen_by(recorded(school, about=[{"what": "teacher", "staff": "Gu"}]))


def test_other_roles_do_not_see_a_case_because_they_once_touched_it(school: School) -> None:
    """Whoever raised or looked after a case as a teacher sees none as an analyst or an admin."""
    case = school.take(CHEN, "assign", {"to": "He"}, recorded(school).id).case
    assert case.assignee == HE.id
    assert not may_see(HE, case)
    assert not may_see(Who(LI.id, LI.name, "analyst"), case)
