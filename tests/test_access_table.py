"""Who may take which step, cell by cell: the table in access.txt against every lifecycle there is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.institution import Institution
from tests.school import GU, STAFF, WORKFLOWS, School
from tests.standing import STANDINGS, UNFILLABLE, Situations, Standing

FILE = Path(__file__).with_name("access.txt")
HALVES = (False, True)
"""Left an ordinary case, right a confidential one."""
STATUSES = {"+": {409, 422}, "x": {403}, ".": {404}}
SAMPLE = ("note", "listen", "investigate", "contribute", "correct", "apply_policy", "merge")


@cache
def table() -> dict[str, tuple[str, ...]]:
    """The cells of each step, first those of an ordinary case and then those of a confidential one."""
    _, _, body = FILE.read_text("utf-8").partition("\nstep ")
    rows = map(str.split, body.splitlines()[1:])
    return {verb: tuple(cells) for verb, *cells in rows}


def cell(verb: str, standing: Standing, *, confidential: bool) -> str:
    """What the table says."""
    return table()[verb][STANDINGS.index(standing) + len(STANDINGS) * confidential]


@pytest.fixture(autouse=True)
def staff(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody in the table works here."""
    for standing in STANDINGS:
        monkeypatch.setitem(STAFF, standing.who().name, standing.who().id)


def test_every_step_has_its_row() -> None:
    """A new step says who may take it; one that is no more is taken out."""
    assert table().keys() == {verb for workflow in WORKFLOWS.values() for verb in workflow.lifecycle.by_hand}
    assert {len(cells) for cells in table().values()} == {2 * len(STANDINGS)}


def test_every_letter_is_explained() -> None:
    """The table says of itself who is meant."""
    told = FILE.read_text("utf-8")
    assert [standing.told for standing in STANDINGS if f"{standing.letter}  {standing.told}" not in told] == []


@pytest.mark.parametrize("open_log", ["sqlite"], indirect=True)
@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_every_cell_holds(school: School, workflow: str) -> None:
    """Each person with each step, in each case that they stand to in this way; nothing is written by trying."""
    situations = Situations(school.application, workflow, GU)
    expected, met = {}, {}
    for standing in STANDINGS:
        for confidential in HALVES:
            if not situations.reaches(standing, confidential=confidential):
                continue
            case = situations.case_of(standing, confidential=confidential)
            head = school.head()
            for verb in situations.workflow.lifecycle.by_hand:
                at = (verb, standing.told, "confidential" if confidential else "ordinary")
                expected[at] = cell(verb, standing, confidential=confidential)
                met[at] = situations.met(standing, verb, "" if verb == "raise" else case)
            assert school.head() == head
    assert {at: (met[at], expected[at]) for at in met if met[at] != expected[at]} == {}
    assert len(met) >= len(STANDINGS)


@pytest.mark.parametrize("half", ["ordinary", "confidential"])
def test_the_same_is_met_over_http(institution: Institution, half: str) -> None:
    """A sample of the steps, by everybody who signs in."""
    signing_in = [standing for standing in STANDINGS if standing.role != "operator"]
    hired = {each: institution.hire(each.letter, each.role, each.campus) for each in signing_in}
    principal, confidential = institution.hire("Gu", "manager"), half == "confidential"
    situations = Situations(institution.casebook.application, "objection", principal, hired.__getitem__)
    for standing in signing_in:
        case = situations.case_of(standing, confidential=confidential)
        for verb in SAMPLE:
            answer = institution.post(standing.letter, f"objections/{case}/{verb}", UNFILLABLE, {"If-Match": "*"})
            expected = cell(verb, standing, confidential=confidential)
            assert answer.status_code in STATUSES[expected], (standing.told, verb, answer.text)
