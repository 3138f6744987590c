"""Steps over HTTP: raising a case and taking it through its lifecycle."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.routing import Route

from adapters.serving.app import create_app
from tests.institution import SIX_STEPS, Institution

HEARD: dict[str, Any] = {"read_back": True, "remedy_sought": "refund of 6 lessons"}


def test_raising_answers_where_the_case_is_and_at_which_version(institution: Institution) -> None:
    """A raised case comes back with its address, its version as an ETag and its position in the log."""
    answer = institution.post("Li", "objections", institution.form("raise"))
    case = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/cases/{case['id']}"
    assert answer.headers["etag"] == '"1"'
    assert int(answer.headers["casebook-position"]) == institution.casebook.log.max_notification_id()
    assert (case["stage"], case["version"], case["campus"]) == ("listen", 1, "East")


def test_what_was_listened_to_may_stand_on_the_form_that_raises(institution: Institution) -> None:
    """With every fact of listening besides, a case is raised and heard in one go."""
    case = institution.raised(**HEARD)
    assert (case["stage"], case["version"]) == ("record", 2)


def test_half_of_what_was_listened_to_is_refused_by_field(institution: Institution) -> None:
    """A remedy without having read back is not a case heard, nor one merely raised."""
    answer = institution.post("Li", "objections", institution.form("raise") | {"remedy_sought": "a refund"})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["read_back"]
    assert institution.get("Li", "cases").json()["items"] == []


def test_a_case_goes_the_six_steps(institution: Institution) -> None:
    """Each step of an objection leads to the next, until the case is closed; each answer is the case as it stands."""
    case = institution.raised()
    for verb in SIX_STEPS:
        assert verb in case["next_steps"] or case["raised_by"] == institution.people["Li"].id
        case = institution.taken(case, verb)
        assert institution.get("Chen", f"cases/{case['id']}").json() == case
    assert case["stage"] == "closed"
    assert case["closed_at"]


def test_a_renewal_goes_its_own_six_steps(institution: Institution) -> None:
    """The second workflow is served by the same means."""
    case = institution.taken(institution.raised(workflow="renewal"), *SIX_STEPS)
    assert case["stage"] == "closed"


def test_a_case_may_be_named_by_its_reference(institution: Institution) -> None:
    """People say OBJ-..., programs say the id; both name the case."""
    case = institution.raised()
    institution.get("Li", "cases")
    named = case | {"id": case["reference"]}
    assert institution.step("Li", named, "note").json()["id"] == case["id"]


def test_a_step_beside_the_path_needs_no_version(institution: Institution) -> None:
    """A note can be left without having seen the latest version."""
    case = institution.raised()
    answer = institution.post("Li", f"objections/{case['id']}/note", {"text": "Called back, nobody answered."})
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"2"'


def test_every_step_that_people_take_has_a_route(institution: Institution) -> None:
    """Posted to the API are the steps of the lifecycles, files of evidence and versions of the policy, nothing else."""
    posts = {
        route.path
        for route in create_app(institution.casebook).routes
        if isinstance(route, Route) and route.path.startswith("/api/") and "POST" in (route.methods or ())
    }
    expected = {"/api/evidence", "/api/policies"}
    for workflow in institution.casebook.workflows.values():
        steps = [verb for verb in workflow.lifecycle.by_hand if verb != "raise"]
        expected |= {f"/api/{workflow.plural}", *(f"/api/{workflow.plural}/{{case}}/{verb}" for verb in steps)}
    assert posts == expected


def test_importing_is_not_a_step_that_anybody_takes_over_http(institution: Institution) -> None:
    """Old cases come in by the command line alone."""
    case = institution.raised()
    assert institution.step("Chen", case, "import").status_code == 404


@pytest.mark.parametrize("workflow", ["objection", "renewal"])
def test_the_examples_in_the_description_are_accepted(institution: Institution, workflow: str) -> None:
    """What the API's description gives as an example can be sent as it is."""
    told = institution.client.get("/openapi.json").json()
    plural = institution.casebook.workflows[workflow].plural
    content = told["paths"][f"/api/{plural}"]["post"]["requestBody"]["content"]
    assert institution.post("Li", plural, content["application/json"]["example"]).status_code == 201
