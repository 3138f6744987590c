"""Whose a case is and who sees it: a correction changes neither behind anybody's back."""

from __future__ import annotations

import pytest

from engine.refusal import NotAllowed
from tests.correcting import correct, flaws
from tests.refusing import flawed
from tests.school import CHEN, GU, LI, MA, QIAN, School, usual


def test_a_case_stays_with_the_family_it_was_raised_for(school: School) -> None:
    """Its data are kept with that family's key: another guardian is another case; a name may be misspelt."""
    known = school.take(CHEN, "raise", usual("raise") | {"guardian": "g-17"}).case
    unknown = school.take(CHEN, "raise", usual("raise")).case
    anew, by_a_step = "withdraw it, and raise it for the right one", "tie the case to the roster by the step identify"
    for case, guardian, why in (
        (known, "g-18", anew),
        (known, {"name": "Zhao Min"}, anew),
        (unknown, "g-17", by_a_step),
    ):
        assert why in flaws(school, case, 1, guardian=guardian)["fields.guardian"]
    assert correct(school, unknown, 1, guardian={"name": "Wang Fan"}).subject == unknown.subject
    assert correct(school, known, 1, student="s-18").subject == known.subject


def test_only_who_acts_at_both_campuses_moves_a_case(school: School) -> None:
    """Neither the one who would give it away nor the one who would draw it over, though both may know of it."""
    case = school.walk("raise", "listen", who=LI)
    school.take(CHEN, "assign", {"to": "Qian"}, case.id)
    for who in (CHEN, QIAN):
        head = school.head()
        with pytest.raises(NotAllowed, match=r"a manager of (North|South) may not take the step correct at"):
            correct(school, case, 1, who, campus="South")
        assert school.head() == head
    assert correct(school, case, 1, GU, campus="South").campus == "South"


def test_a_confidential_case_is_with_nobody_whom_it_is_about(school: School) -> None:
    """Neither by a step nor by a correction, in whatever order they come."""
    case = school.walk("raise", "listen", who=LI)
    about = {"about": [{"what": "teacher", "staff": "Ma"}], "confidential": True}
    school.take(CHEN, "assign", {"to": "Ma"}, case.id)
    recorded = school.take(LI, "record", usual("record") | about, case.id).case
    assert recorded.assignee is None
    named = "is named in this confidential case and may not know of it; assign it to somebody else"
    assert flawed(school, "assign", {"to": "Ma"}, case.id) == {"to": named}
    assert school.take(CHEN, "assign", {"to": "Gu"}, case.id).case.assignee == GU.id
    assert flaws(school, case, 5, to="Ma") == {"fields.to": named}
    assert correct(school, case, 4, about=[{"what": "teacher", "staff": "Gu"}]).assignee is None
    freed = correct(school, case, 4, confidential=False)
    assert freed.assignee == GU.id
    assert vars(freed) == vars(school.replayed(case.id))


def test_a_case_that_was_given_away_before_it_was_known_whom_it_is_about(school: School) -> None:
    """The assignment came after the record, and the correction after both: it counts from the record on."""
    case = school.walk("raise", "listen", "record")
    school.take(CHEN, "assign", {"to": "Ma"}, case.id)
    later = correct(school, case, 3, about=[{"what": "teacher", "staff": MA.id}], confidential=True)
    assert later.assignee is None
    assert school.take(CHEN, "retract", {"version": 4, "reason": "r"}, case.id).case.assignee is None


def test_what_is_said_in_raising_is_said_once(school: School) -> None:
    """Whom the case is about is put right in one place, also where it was raised and heard in one go."""
    about = {"about": [{"what": "other", "staff": "Chen"}], "confidential": True}
    case = school.take(LI, "raise", usual("raise") | usual("listen") | about).case
    assert [vars(fact)["confidential"] for fact in case.facts.values()] == [True, False]
    also = {"about": [{"what": "teacher", "staff": "Ma"}]}
    recorded = school.take(LI, "record", usual("record") | also, case.id).case
    assert (recorded.confidential, sorted(recorded.about)) == (True, [CHEN.id, MA.id])
    put_right = correct(school, case, 1, GU, about=[{"what": "system"}])
    assert (put_right.confidential, sorted(put_right.about)) == (True, [MA.id])
    assert vars(put_right) == vars(school.replayed(case.id))
