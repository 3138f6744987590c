"""Plans, their actions and what follows them: what nobody may know shows nowhere, and what was wrong is put right."""

from __future__ import annotations

from typing import Any

import pytest

from engine.access import Who
from engine.case import Case
from engine.policy_reading import read_policy
from engine.refusal import NotDue
from engine.steps.unasked import unanswered
from tests.correcting import correct, flaws
from tests.institution import Institution
from tests.refusing import flawed
from tests.school import CHEN, GU, LI, MA, School, at, usual

TO_SOLVE = ("raise", "listen", "record", "investigate")
CALL = {"what": "call back", "owner": "Li", "due": "2026-10-25"}


def adopt(school: School, **tables: Any) -> None:
    """From now on, with these tables in the policy."""
    rules = school.policies.get(school.policies.latest()).model_dump(mode="json") | tables
    school.policies.adopt(read_policy(rules), "operator", school.clock())


def solved(school: School, *actions: dict[str, Any], who: Any = CHEN) -> Case:
    """An objection with such a plan, at version 5."""
    case = school.walk(*TO_SOLVE)
    return school.take(who, "solve", usual("solve") | {"actions": list(actions)}, case.id).case


def test_nobody_owes_an_action_in_a_case_they_may_not_know_of(school: School) -> None:
    """Neither at once nor by a correction; the sentence says what to do."""
    case = school.walk("raise", "listen")
    about = {"confidential": True, "about": [{"what": "teacher", "staff": "Ma"}]}
    case = school.take(CHEN, "record", usual("record") | about, case.id).case
    case = school.walk("investigate", case=case.id)
    message = "is named in this confidential case and may not know of it; name somebody else"
    sent = usual("solve") | {"actions": [CALL, CALL | {"owner": "Ma"}]}
    assert flawed(school, "solve", sent, case.id) == {"actions.1.owner": message}
    case = school.take(CHEN, "solve", usual("solve") | {"actions": [CALL]}, case.id).case
    assert flaws(school, case, 5, actions=[CALL | {"owner": "Ma"}]) == {"fields.actions.0.owner": message}


def test_who_owns_an_action_sees_the_case_and_finishes_it(school: School) -> None:
    """A teacher who has nothing else to do with it."""
    case = solved(school, CALL | {"owner": "Ma"})
    done = school.take(MA, "finish", {"action": 1, "how": "Called."}, case.id).case
    assert (done.duties, done.stage) == ({}, "feedback")
    assert vars(done) == vars(school.replayed(case.id))


def test_what_was_not_done_after_all_is_owed_again(school: School) -> None:
    """A finish is retracted; which action it was of is never corrected, how it was done is."""
    case = solved(school, CALL, {"what": "write"})
    case = school.take(LI, "finish", {"action": 1, "how": "Called."}, case.id).case
    assert list(case.duties) == ["action:2"]
    assert flaws(school, case, 6, action=2) == {"fields.action": "stays as it was"}
    case = correct(school, case, 6, how="Called twice.")
    case = school.take(CHEN, "retract", {"version": 6, "reason": "another family"}, case.id).case
    assert sorted(case.duties) == ["action:1", "action:2"]
    assert vars(case) == vars(school.replayed(case.id))


def test_a_corrected_plan_is_owed_as_it_was_corrected(school: School) -> None:
    """The owner named by mistake owes nothing any more."""
    case = correct(school, solved(school, CALL), 5, actions=[CALL | {"owner": "Ma"}])
    assert [duty.owner for duty in case.duties.values()] == [MA.id]


def test_a_decision_is_corrected_before_it_is_closed_otherwise(school: School) -> None:
    """The one way to close a case as something else than was decided."""
    case = solved(school)
    school.clock.now = at("2026-10-23 20:00")
    case = school.take(CHEN, "decide", usual("decide"), case.id).case
    assert flawed(school, "close", usual("close") | {"outcome": "unresolved"}, case.id).keys() == {"outcome"}
    correct(school, case, 6, outcome="unresolved")
    assert school.take(CHEN, "close", usual("close") | {"outcome": "unresolved"}, case.id).case.stage == "closed"


def test_a_decision_binds_only_until_the_family_answers(school: School) -> None:
    """Reopened, solved anew and answered: what was decided before is history."""
    case = solved(school)
    school.clock.now = at("2026-10-23 20:00")
    case = school.walk("decide", "close", "reopen", "solve", case=case.id)
    case = school.take(CHEN, "feedback", usual("feedback"), case.id).case
    assert school.take(CHEN, "close", usual("close") | {"outcome": "partly_resolved"}, case.id).case.stage == "closed"


def test_a_review_is_dated_by_the_outcome_as_it_is_corrected(school: School) -> None:
    """A case that turns out unresolved is not looked at again; one that turns out resolved is."""
    adopt(school, solution={"review_after": "28 calendar days"})
    case = school.walk(*TO_SOLVE, "solve", "feedback", "close")
    assert case.duties["review"].due == at("2026-11-17 20:00")
    case = correct(school, case, 7, outcome="unresolved")
    assert case.duties == {}
    case = correct(school, case, 7, outcome="partly_resolved")
    assert case.duties["review"].due == at("2026-11-17 20:00")
    assert vars(case) == vars(school.replayed(case.id))


def test_where_no_calendar_reaches_nobody_looks_again(school: School) -> None:
    """A policy may ask for more than its calendar has; the case is closed all the same."""
    rules = school.policies.get(1).model_dump(mode="json")
    rules["calendar"] |= {"terms": [{"name": "autumn", "first": "2026-09-01", "last": "2026-11-01"}]}
    adopt(school, calendar=rules["calendar"], solution={"review_after": "200 school days"})
    assert school.walk(*TO_SOLVE, "solve", "feedback", "close").duties == {}


def test_the_window_is_judged_by_the_policy_of_the_earlier_case(school: School) -> None:
    """A case is always either reopened or followed, whatever the policy of today."""
    earlier = school.walk(*TO_SOLVE, "solve", "feedback", "close")
    adopt(school, reopening={"window": "60 calendar days"})
    school.clock.now = at("2026-11-01 12:00")
    with pytest.raises(NotDue):
        school.walk("reopen", case=earlier.id)
    assert school.take(CHEN, "raise", usual("raise") | {"follows": earlier.id}).case.stage == "listen"


def test_a_plan_is_approved_anew_only_where_it_changed(school: School) -> None:
    """Correcting another step asks nobody again."""
    adopt(school, solution={"four_eyes": ["medium"]})
    case = solved(school)
    case = school.take(GU, "approve", {}, case.id).case
    case = correct(school, case, 4, root_cause="staff turnover")
    assert school.take(CHEN, "feedback", usual("feedback"), case.id).case.stage == "close"


def test_whoever_has_corrected_a_plan_does_not_approve_it(school: School) -> None:
    """Two eyes more than those that wrote it."""
    adopt(school, solution={"four_eyes": ["medium"]})
    case = solved(school, who=GU)
    case = school.take(CHEN, "correct", {"version": 5, "fields": {"plan": "Two."}, "reason": "r"}, case.id).case
    han = Who("s-han", "Han", "manager")
    for who in (GU, CHEN):
        with pytest.raises(NotDue, match="leaves this to another"):
            school.take(who, "approve", {}, case.id)
    assert school.take(han, "approve", {}, case.id).case.facts["approve"].by == han.id


def test_nobody_asks_for_an_answer_to_a_plan_that_was_not_told(school: School) -> None:
    """The family's time runs from the approval."""
    adopt(school, solution={"four_eyes": ["medium"]})
    case = solved(school)
    assert list(unanswered(case, school.policies.get(case.policy))) == []
    school.clock.now = at("2026-10-27 12:00")
    case = school.take(GU, "approve", {}, case.id).case
    [occasion] = unanswered(case, school.policies.get(case.policy))
    assert occasion.at == at("2026-10-30 20:00")


def test_what_one_may_not_know_of_is_not_there(institution: Institution) -> None:
    """A case of another campus, and one that does not exist, are refused in the same words."""
    institution.hire("Qian", "manager", "West")
    hidden = institution.taken(institution.raised("Qian"), *TO_SOLVE[1:], "solve", "feedback", "close", name="Qian")
    case = institution.taken(institution.raised(), *TO_SOLVE[1:])
    for name in (hidden["id"], hidden["reference"], "OBJ-0000-0000", "00000000-0000-4000-8000-000000000000"):
        for answer, field in (
            (institution.step("Chen", case, "solve", based_on=name), "based_on"),
            (institution.post("Chen", "objections", institution.form("raise") | {"follows": name}), "follows"),
        ):
            assert answer.status_code == 422
            assert answer.json()["errors"] == [{"field": field, "message": f"there is no case {name}"}]


def test_the_link_is_shown_to_those_who_know_both_cases(institution: Institution) -> None:
    """A teacher who raised the later case learns nothing of the earlier one, not even that there was one."""
    earlier = institution.taken(institution.raised("Chen"), *TO_SOLVE[1:], "solve", "feedback", "close")
    institution.clock.now = at("2026-10-20 12:00")
    later = institution.raised("Chen", follows=earlier["id"])
    institution.step("Chen", later, "assign", to="Li")
    seen = institution.get("Li", f"cases/{later['id']}").json()
    assert (seen["links"], "follows" in seen["facts"]["raise"]) == ([], False)
    assert earlier["id"] not in institution.get("Li", f"cases/{later['id']}/history").text
    seen = institution.get("Chen", f"cases/{earlier['id']}").json()
    assert seen["links"] == [{"case": later["id"], "relation": "followed by"}]
