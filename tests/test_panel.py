"""The panel: who may sit on it, when it has to have looked, and who is sent what it finds."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.policy.files import policy_from
from engine.access import may_see
from engine.case import Case
from engine.duty import Duty
from engine.policy import Policy
from engine.refusal import NotDue
from engine.steps.panel import OUTSIDE
from tests.correcting import correct
from tests.refusing import flawed, refused
from tests.school import CHEN, GU, LI, MA, POLICY, QIAN, SUN, School, at, usual

OUTSIDER = {"name": "Dr Gu", "independent": True}
ABOUT_MA = {"about": [{"what": "teacher", "staff": "Ma"}]}


@pytest.fixture
def case(school: School) -> Case:
    """Li has raised it and listened; it is about Ma; Chen has investigated, solved and escalated it."""
    raised = school.walk("raise", "listen", who=LI)
    school.take(LI, "record", usual("record") | ABOUT_MA, raised.id)
    return school.walk("investigate", "solve", "escalate", case=raised.id)


def convened(school: School, case: Case, *members: dict[str, Any], **more: Any) -> Case:
    """The case before a panel of these members."""
    sent = {"members": [*members, OUTSIDER], "reason": "asked for", **more}
    return school.take(CHEN, "panel", sent, case.id).case


def panel_of(school: School, case: Case, *members: dict[str, Any]) -> dict[str, str]:
    """What is wrong with such a panel."""
    return flawed(school, "panel", {"members": list(members), "reason": "asked for"}, case.id)


def test_whoever_has_had_a_part_is_named_with_it(school: School, case: Case) -> None:
    """Who raised, listened, recorded, investigated, is in it or looks after it; everything wrong is said at once."""
    school.take(CHEN, "assign", {"to": "Gu"}, case.id)
    flaws = panel_of(school, case, *({"staff": name} for name in ("Li", "Chen", "Ma", "Gu", "Qian")))
    assert {field: message.partition(";")[0] for field, message in flaws.items()} == {
        "members.0.staff": "Li raised it",
        "members.1.staff": "Chen investigated it",
        "members.2.staff": "Ma is named in it",
        "members.3.staff": "Gu looks after it",
        "members": "need at least 1 who has no part in running the institution: independent",
    }


def test_whoever_was_asked_has_had_a_part(school: School, case: Case) -> None:
    """Whether they have answered or not."""
    ask = {"of": "Qian", "question": "Were you there?", "due": "2026-10-30"}
    school.take(CHEN, "ask", ask, case.id)
    flaws = panel_of(school, case, {"staff": "Qian"}, {"name": "Ms Ai"}, OUTSIDER)
    assert flaws["members.0.staff"].startswith("Qian was asked about it")


def test_whoever_took_part_in_an_earlier_round_has_had_a_part(school: School, case: Case) -> None:
    """The facts of a case are those of the last round; its history knows the others."""
    back = {"accepted": False, "satisfaction": 1, "disputed": "finding", "words": "no"}
    school.take(CHEN, "feedback", usual("feedback") | back, case.id)
    school.walk("investigate", case=case.id, who=GU)
    flaws = panel_of(school, case, {"staff": "Chen"}, {"staff": "Gu"}, OUTSIDER)
    assert {flaw.partition(";")[0] for flaw in flaws.values()} == {"Chen investigated it", "Gu investigated it"}


def test_whoever_from_outside_has_approved_the_plan_has_had_a_part(school: School, case: Case) -> None:
    """They are known by name, and on no panel either."""
    lenient = POLICY.solution.model_copy(update={"four_eyes": ("medium",), "outsiders": True})
    school.policies.adopt(POLICY.model_copy(update={"solution": lenient}), "operator", school.clock())
    school.walk("apply_policy", "countersign", case=case.id)
    flaws = panel_of(school, case, {"staff": "Gu"}, {"staff": "Qian"}, OUTSIDER)
    assert flaws == {"members.2.name": f"Dr Gu approved its plan; {OUTSIDE}"}


def test_a_colleague_is_named_as_staff_by_whatever_name(school: School, case: Case) -> None:
    """Neither by name nor by id does anybody pass for an outsider."""
    flaws = panel_of(school, case, {"name": "Chen"}, {"name": CHEN.id}, OUTSIDER)
    assert set(flaws) == {"members.0.name", "members.1.name"}


def test_an_outsider_is_one_person_however_their_name_is_spaced(school: School, case: Case) -> None:
    """Two spellings do not make up for a third member."""
    flaws = panel_of(school, case, {"staff": "Qian"}, OUTSIDER, {"name": "dr  gu", "independent": True})
    assert flaws == {"members.2": "is named twice"}


@pytest.mark.parametrize("member", [{}, {"independent": True}, {"staff": "Gu", "name": "Gu"}])
def test_a_member_is_one_person(school: School, case: Case, member: dict[str, Any]) -> None:
    """A colleague, or somebody from outside."""
    flaws = panel_of(school, case, OUTSIDER, {"staff": "Qian"}, member)
    assert flaws["members.2"] == "give either staff or a name"


def test_how_many_is_the_policys_to_say() -> None:
    """A policy that says nothing of panels asks for three, one of them independent, within five working days."""
    assert (POLICY.panel.members, POLICY.panel.independent) == (3, 1)
    assert str(POLICY.span("objection", "panel", None)) == "5 working days"
    rules = POLICY.model_dump(mode="json")
    rules["deadlines"]["objection"]["panel"] = "10 school days"
    assert str(Policy.model_validate(rules).span("objection", "panel", None)) == "10 school days"


def test_the_panel_has_its_days_from_when_it_was_convened(school: School, case: Case) -> None:
    """Its deadline is there from then on, stands still with the clock of the case, and is met by what is found."""
    assert "panel" not in [each.name for each in case.deadlines_at(school.clock(), POLICY)]
    sitting = convened(school, case, {"staff": "Qian"}, {"staff": "Gu"}, happened_at="2026-10-14T15:00:00+08:00")
    assert deadline(school, sitting).due == at("2026-10-20 20:00")
    report = usual("report") | {"happened_at": "2026-10-16T12:00:00+08:00"}
    found = school.take(CHEN, "report", report, case.id).case
    assert deadline(school, found).met_at == at("2026-10-16 12:00")


def test_a_new_panel_finds_anew(school: School, case: Case) -> None:
    """Its days and its report are its own; one panel reports once."""
    convened(school, case, {"staff": "Qian"}, {"staff": "Gu"})
    school.walk("report", case=case.id)
    assert isinstance(refused(school, "report", usual("report"), case.id), NotDue)
    again = convened(school, case, {"staff": "Qian"}, {"name": "Ms Ai"})
    assert deadline(school, again).met_at is None
    assert school.walk("report", case=case.id).facts["report"].originator_version == again.version + 1


def deadline(school: School, case: Case) -> Any:
    """The panel's."""
    [panel] = [each for each in case.deadlines_at(school.clock(), POLICY) if each.name == "panel"]
    return panel


def test_colleagues_on_the_panel_see_the_case(school: School, case: Case) -> None:
    """Teachers and managers of other campuses, too; but not those from whom a confidential case is hidden."""
    assert not may_see(QIAN, case)
    sitting = convened(school, case, {"staff": "Qian"}, {"staff": "Sun"})
    assert may_see(QIAN, sitting)
    assert not may_see(SUN, sitting)
    about = {"about": [{"what": "other", "staff": "Qian"}], "confidential": True}
    assert not may_see(QIAN, correct(school, sitting, 3, **about))


def test_both_sides_are_owed_what_was_found(school: School, case: Case) -> None:
    """Until it is put down that they have it; a receipt that was put down by mistake is owed again."""
    convened(school, case, {"staff": "Qian"}, {"staff": "Gu"})
    found = school.walk("report", case=case.id)
    assert {duty.name for duty in receipts(found).values()} == {"receipt"}
    assert set(receipts(found)) == {"receipt:guardian", f"receipt:{MA.id}"}
    told = school.take(CHEN, "receipt", usual("receipt"), case.id).case
    assert set(receipts(told)) == {f"receipt:{MA.id}"}
    by_letter = usual("receipt") | {"who": "staff"}
    both = school.take(CHEN, "receipt", by_letter, case.id).case
    assert receipts(both) == {}
    mistaken = {"version": both.version, "reason": "It came back."}
    assert set(receipts(school.take(CHEN, "retract", mistaken, case.id).case)) == {f"receipt:{MA.id}"}


def receipts(case: Case) -> dict[str, Duty]:
    """What is owed to either side."""
    return {key: duty for key, duty in case.duties.items() if duty.name == "receipt"}


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"who": "guardian", "staff": "Ma"}, "is left out where the guardian has received it"),
        ({"who": "staff", "staff": "Gu"}, "is not named as one whom the case is about"),
    ],
)
def test_a_receipt_is_of_one_side(school: School, case: Case, sent: dict[str, Any], message: str) -> None:
    """Of the family, or of somebody whom the case is about."""
    convened(school, case, {"staff": "Qian"}, {"name": "Ms Ai"})
    school.walk("report", case=case.id)
    assert flawed(school, "receipt", usual("receipt") | sent, case.id) == {"staff": message}


def test_where_several_or_nobody_is_meant_it_is_asked(school: School, case: Case) -> None:
    """Which of them has it; or that there is nobody who could."""
    convened(school, case, {"staff": "Qian"}, {"name": "Ms Ai"})
    school.walk("report", case=case.id)
    for about, message in ((("Ma", "Gu"), "say which one"), ((), "names no colleague")):
        correct(school, case, 3, about=[{"what": "teacher", "staff": name} for name in about])
        assert message in flawed(school, "receipt", usual("receipt") | {"who": "staff"}, case.id)["staff"]


def test_what_the_panel_found_is_sealed(school: School, case: Case) -> None:
    """It may say what the family said; who sat on it, and what should change, is kept without names of theirs."""
    convened(school, case, {"staff": "Qian"}, {"staff": "Gu"})
    school.take(CHEN, "report", usual("report") | {"text": "Wang Fang is right."}, case.id)
    assert b"Wang Fang" not in b"".join(school.rows(case.id))


def test_an_old_policy_file_has_a_panel_too(tmp_path: Any) -> None:
    """A policy of before there were panels is still read."""
    (tmp_path / "old.toml").write_text(
        '[calendar]\nzone = "Asia/Shanghai"\n[calendar.hours]\ntuesday-sunday = "10:00-20:00"\n'
        '[deadlines.objection]\nacknowledge = "24 hours"\n[feedback]\nsends_back_at = 2\n'
        '[reopening]\nwindow = "10 calendar days"\n'
    )
    assert str(policy_from(tmp_path / "old.toml").span("renewal", "panel", None)) == "5 working days"
