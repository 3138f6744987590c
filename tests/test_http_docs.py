"""The API's description: complete, and loading nothing from outside."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.institution import Institution


def test_the_documentation_loads_nothing_from_outside(institution: Institution) -> None:
    """Every script, style and picture of /docs is served here, and the policy of the page allows no other."""
    page = institution.client.get("/docs")
    loaded = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(loaded) == 4
    for path in loaded:
        assert path.startswith("/docs/")
        assert institution.client.get(path).status_code == 200
    assert "http" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy


def test_every_operation_tells_its_problems(institution: Institution) -> None:
    """Each refusal is described as problem+json; FastAPI's own shape of a 422 appears nowhere."""
    told = institution.client.get("/openapi.json").json()
    assert "HTTPValidationError" not in str(told)
    for path, operation in _operations(told):
        assert "431" in operation["responses"], path
        for status, answer in operation["responses"].items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_every_step_describes_its_form(institution: Institution) -> None:
    """A body with a schema and an example, the headers it takes, and the event's own words."""
    told = institution.client.get("/openapi.json").json()
    workflows = institution.casebook.workflows.items()
    verbs = {f"{name}_{verb}" for name, workflow in workflows for verb in workflow.lifecycle.by_hand}
    steps = [(path, operation) for path, operation in _operations(told) if operation["operationId"] in verbs]
    assert len(steps) == len(verbs)
    for path, operation in steps:
        content = operation["requestBody"]["content"]["application/json"]
        form = told["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
        assert set(content["example"]) <= set(form["properties"]), path
        assert operation["description"]
        needed = {header["name"]: header["required"] for header in operation["parameters"] if header["in"] == "header"}
        assert needed["Idempotency-Key"] is False
        assert needed.get("If-Match", False) is (428 in map(int, operation["responses"]))


@pytest.mark.parametrize(
    ("form", "reused"), [("ObjectionSolved", ["approach", "plan"]), ("RenewalSolved", ["approach"])]
)
def test_what_another_case_has_need_not_be_sent(institution: Institution, form: str, reused: list[str]) -> None:
    """A solution is described as it is taken: with its approach and plan, or with the case that they are taken from."""
    told = institution.client.get("/openapi.json").json()["components"]["schemas"][form]
    assert not set(reused) & set(told["required"])
    whole = dict.fromkeys(told["required"], "x")
    for sent, fits in (
        ({}, False),
        ({"based_on": None}, False),
        ({"based_on": "OBJ-1"}, True),
        (dict.fromkeys(reused, "x"), True),
    ):
        assert any(_fits(way, whole | sent) for way in told["anyOf"]) is fits


def test_no_reference_leads_nowhere(institution: Institution) -> None:
    """Every schema that is named is described."""
    told = institution.client.get("/openapi.json").json()
    named = set(re.findall(r"#/components/schemas/([\w.-]+)", str(told)))
    assert named <= set(told["components"]["schemas"])


def _operations(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, operation) for path, methods in told["paths"].items() for operation in methods.values()]


def _fits(way: dict[str, Any], sent: dict[str, Any]) -> bool:
    """Whether what is sent has what one way of filling in a form requires."""
    texts = [name for name, part in way.get("properties", {}).items() if part == {"type": "string"}]
    return set(way["required"]) <= sent.keys() and all(isinstance(sent[name], str) for name in texts)
