"""The API's description: complete, and loading nothing from outside."""

from __future__ import annotations

import re
from typing import Any

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


def test_no_reference_leads_nowhere(institution: Institution) -> None:
    """Every schema that is named is described."""
    told = institution.client.get("/openapi.json").json()
    named = set(re.findall(r"#/components/schemas/([\w.-]+)", str(told)))
    assert named <= set(told["components"]["schemas"])


def _operations(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, operation) for path, methods in told["paths"].items() for operation in methods.values()]
