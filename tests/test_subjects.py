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
