"""What is not ours: routed away, as if its clock had never run, and taken back where that was a mistake."""

from __future__ import annotations

import pytest

from engine.case import Case
from engine.refusal import NotDue
from tests.refusing import flawed, refused
from tests.school import CHEN, LI, POLICY, School, usual


def names(school: School, case: Case) -> list[str]:
    """The deadlines that the case has."""
    return [deadline.name for deadline in case.deadlines_at(school.clock(), POLICY)]


@pytest.mark.parametrize("done", [("raise",), ("raise", "listen"), ("raise", "listen", "record")])
def test_a_case_is_routed_away_until_something_is_found(school: School, done: tuple[str, ...]) -> None:
    """At every stage before the finding; no deadline was ever missed, or met."""
    case = school.walk(*done)
    assert names(school, case) == ["acknowledge", "classify", "resolve"]
    referred = school.walk("refer", case=case.id)
    assert (referred.stage, referred.fact("outcome"), names(school, referred)) == ("closed", "out_of_scope", [])
    assert vars(referred) == vars(school.replayed(case.id))


@pytest.mark.parametrize("done", ["investigate", "solve", "feedback", "close"])
def test_once_something_is_found_it_is_closed_instead(school: School, done: str) -> None:
    """What was investigated here was ours."""
    path = ("raise", "listen", "record", "investigate", "solve", "feedback", "close")
    case = school.walk(*path[: path.index(done) + 1])
    assert isinstance(refused(school, "refer", usual("refer"), case.id), NotDue)


def test_what_was_routed_away_by_mistake_goes_on_where_it_was(school: School) -> None:
    """Its clock runs from the reopening; that it was routed away stays in the facts."""
    case = school.walk("raise", "listen", "record", "refer", "reopen")
    assert (case.stage, names(school, case)) == ("investigate", ["resolve"])
    assert case.facts["refer"].originator_version == 4
    assert names(school, school.walk("refer", case=case.id)) == []


def test_a_panel_that_sat_on_it_is_not_late_either(school: School) -> None:
    """Nothing is due in a case that is not ours."""
    case = school.walk("raise", "listen", "escalate")
    members = [{"staff": "Gu"}, {"staff": "Qian"}, {"name": "Dr Bai", "independent": True}]
    sitting = school.take(CHEN, "panel", usual("panel") | {"members": members}, case.id).case
    assert names(school, sitting) == ["acknowledge", "classify", "resolve", "panel"]
    assert names(school, school.walk("refer", case=case.id)) == []


def test_the_renewal_that_waited_takes_the_outcome_back(school: School) -> None:
    """An objection inside it is over for the renewal, too."""
    renewal = school.take(LI, "raise", usual("raise", "renewal"), workflow="renewal").case
    inner = school.take(LI, "raise", usual("raise") | {"inside": renewal.id}).case
    school.walk("refer", case=inner.id)
    outer = school.application.case(renewal.id)
    assert (outer.waiting_for, outer.fact("outcome")) == (None, "out_of_scope")


def test_a_service_is_asked_with_consent_only(school: School) -> None:
    """Neither a no nor a missing answer is one."""
    case = school.walk("raise", "listen")
    no, missing = usual("support") | {"consent": False}, usual("support")
    del missing["consent"]
    assert "ask the family first" in flawed(school, "support", no, case.id)["consent"]
    assert flawed(school, "support", missing, case.id) == {"consent": "is required"}
    assert case.duties == {}


def test_what_comes_back_is_awaited_by_whoever_asked(school: School) -> None:
    """Each service by itself, whatever becomes of the case; what came back once is not awaited again."""
    case = school.walk("raise", "listen", "record", "support", "support")
    assert {key: duty.owner for key, duty in case.duties.items()} == {"support:4": CHEN.id, "support:5": CHEN.id}
    assert school.walk("withdraw", case=case.id).duties == {}
    back = usual("come_back") | {"request": 5}
    school.take(CHEN, "come_back", back, case.id)
    assert "what is awaited: 4" in flawed(school, "come_back", back, case.id)["request"]
    assert set(school.walk("reopen", case=case.id).duties) == {"support:4"}
    assert school.take(CHEN, "come_back", usual("come_back"), case.id).case.duties == {}


def test_a_referral_that_was_retracted_is_not_awaited(school: School) -> None:
    """As if it had never been."""
    case = school.walk("raise", "listen", "record", "support")
    assert school.take(CHEN, "retract", {"version": 4, "reason": "another family"}, case.id).case.duties == {}


def test_what_a_family_needs_help_with_is_sealed(school: School) -> None:
    """Why they were referred, and what came back."""
    case = school.walk("raise", "listen", "record", "support", "come_back")
    stored = b"".join(school.rows(case.id)).decode()
    assert [word for word in ("want to come", "Six sessions") if word in stored] == []


def test_a_service_and_a_route_that_nobody_listed_are_marked(school: School) -> None:
    """They are accepted all the same."""
    case = school.walk("raise", "listen", "support", "refer")
    assert [vars(case.facts[verb])["new"] for verb in ("support", "refer")] == [("service",), ("route",)]
