"""Data subjects: a guardian's cases belong together, and whoever has the log cannot test a guess of whose they are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import NAMESPACE_DNS, NAMESPACE_OID, NAMESPACE_URL, NAMESPACE_X500, UUID, uuid5

from adapters.bootstrap import open_casebook
from adapters.settings import Settings
from adapters.store.sqlite import SQLiteLog
from engine.access import OPERATOR, Who
from engine.application import Application, Request
from engine.intake import Intake
from engine.refusal import NotDue
from engine.sealing import sealed_for
from tests.refusing import flawed, refused
from tests.school import CHEN, School, usual

GUARDIAN = "g-17"


def raised(application: Application, guardian: object, who: Who = CHEN) -> str:
    fields = usual("raise") | {"guardian": guardian}
    return application.take(Request(who, "objection", "raise", fields)).case.subject


def test_the_cases_of_a_guardian_share_their_subject(school: School, other: School) -> None:
    """Raised here, raised by another process, or taken over from an old register: it is the same person."""
    row = usual("import") | {"guardian": GUARDIAN}
    assert Intake(school.application, OPERATOR).take_in([row]) == ["imported"]
    (imported,) = {str(row.originator_id) for row in school.followed()} - {"policy"}
    of_cases = {raised(school.application, GUARDIAN), raised(other.application, GUARDIAN)}
    assert of_cases == {school.application.case(imported).subject}
    assert raised(other.application, "g-18") not in of_cases


def test_the_subject_outlives_the_process(settings_of_node: Callable[[str], Settings]) -> None:
    """Every process of an installation, on every store, gives a guardian the same subject."""
    subjects = set()
    for node in ("one", "two"):
        with open_casebook(settings_of_node(node)) as casebook:
            subjects.add(casebook.application.subject_by(GUARDIAN))
    assert len(subjects) == 1


def test_a_guess_of_a_guardian_cannot_be_tested(school: School, tmp_path: Path) -> None:
    """The subject follows from the guardian only with the installation's secret: another installation has another."""
    subject = raised(school.application, GUARDIAN)
    spaces = (NAMESPACE_DNS, NAMESPACE_OID, NAMESPACE_URL, NAMESPACE_X500, UUID(int=0))
    assert subject not in {str(uuid5(space, GUARDIAN)) for space in spaces}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with closing(SQLiteLog(elsewhere / "log.sqlite")) as log, closing(School(log, elsewhere, "elsewhere")) as stranger:
        assert raised(stranger.application, GUARDIAN) != subject


def test_somebody_who_is_not_in_the_roster_is_known_by_their_case_alone(school: School) -> None:
    """Two people of one name are two people."""
    one, another = (raised(school.application, {"name": "Wang Fang"}) for _ in range(2))
    assert one != another


def test_a_case_raised_by_name_is_tied_to_the_family_it_turns_out_to_be_of(school: School) -> None:
    """What it keeps sealed stays under its own key, so a wrong tie is put right, or taken back, and nothing is left."""
    family = school.application.case(school.take(CHEN, "raise", usual("raise") | {"guardian": GUARDIAN}).case.id).family
    case = school.walk("raise", "identify", "note")
    assert (case.family, case.subject) == (family, case.id)
    note = school.application.events(case.id)[-1]
    assert sealed_for(vars(note)["text"].box) == case.id
    school.take(CHEN, "identify", usual("identify") | {"guardian": "g-18"}, case.id)
    assert school.application.case(case.id).family not in (family, case.id)
    for version in (2, 4):
        school.take(CHEN, "retract", {"version": version, "reason": "a namesake"}, case.id)
    assert school.application.case(case.id).family == school.replayed(case.id).family == case.id
    by_correction = {"version": 1, "fields": {"guardian": GUARDIAN}, "reason": "enrolled"}
    assert "by the step identify" in flawed(school, "correct", by_correction, case.id)["fields.guardian"]
    roster = school.take(CHEN, "raise", usual("raise") | {"guardian": GUARDIAN}).case.id
    assert isinstance(refused(school, "identify", usual("identify"), roster), NotDue)


def test_what_a_tied_family_recommended_counts_with_its_other_cases(school: School) -> None:
    """Before it was tied or after, here or there: the same two families are one pair."""
    raised_for = (usual("raise", "renewal"), usual("raise", "renewal") | {"guardian": GUARDIAN})
    early, late, known = (
        school.take(CHEN, "raise", fields, workflow="renewal").case.id for fields in (raised_for[0], *raised_for)
    )
    for case, steps in ((early, ("recommend", "identify", "recommend")), (late, ("identify", "recommend"))):
        school.walk(*steps, workflow="renewal", case=case)
    school.walk("recommend", workflow="renewal", case=known)
    pairs = [tuple(school.application.case(case).recommended) for case in (early, late, known)]
    assert [len(each) for each in pairs] == [1, 1, 1]
    assert pairs[1] == pairs[2] != pairs[0]
