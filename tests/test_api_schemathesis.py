"""The API against its own description: whatever is sent, the answer is one that the description names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import EngineEvent, FatalError, NonFatalError, ScenarioFinished
from schemathesis.openapi import from_dict

from adapters.settings import Settings
from tests.institution import Institution, running_institution
from workflows import find_workflows

NEVER_ENDS = "/api/stream"
WORKFLOWS = find_workflows()
STEPS = {name: workflow.lifecycle.records for name, workflow in WORKFLOWS.items()}
TOLD_ALREADY = [verb for verb, form in STEPS["course"].items() if STEPS["objection"].get(verb) is form]
THE_OTHERS = {
    "Li": "^/api/(objections|courses|analytics)",
    "Chen": f"^/api/renewals|^/api/courses/[^/]+/({'|'.join(TOLD_ALREADY)})$",
}
"""Each of the two takes the steps of other workflows: what is beside the path is beside every path."""
REFUSED = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428]
CONFIG: dict[str, Any] = {
    "seed": 1,
    "checks": {
        # A form can be well written and yet not fit: a moment in the future, a step that is not due.
        "positive_data_acceptance": {"enabled": False},
        "missing_required_header": {"expected-statuses": REFUSED},
        # A text that is too long or has what nobody sees may fit once it is trimmed.
        "negative_data_rejection": {"enabled": False},
    },
    "generation": {"deterministic": True, "max-examples": 5, "no-shrink": True},
    "tls-verify": False,
    "phases": {"fuzzing": {"enabled": False}, "stateful": {"max-steps": 6}},
}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Institution]:
    """An institution behind a real server, with a case of each workflow."""
    with running_institution(Settings(data=tmp_path), wire=True) as running:
        for workflow in running.casebook.workflows:
            running.raised(workflow=workflow)
        yield running


@pytest.mark.parametrize("name", ["Li", "Chen"])
def test_whatever_is_sent_the_answer_is_described(
    served: Institution, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Examples, edges, headers left out, steps linked to steps: a teacher and a manager always get what is promised."""
    # The client would look for a file of passwords before each of some thousand requests.
    monkeypatch.setattr("requests.sessions.get_netrc_auth", lambda _: None)
    described = served.client.get("/openapi.json").json()
    config = CONFIG | {"headers": served.headers(name), "base-url": str(served.client.base_url)}
    whole = from_dict(described, config=SchemathesisConfig.from_dict(config))
    schema = whole.exclude(path=NEVER_ENDS).exclude(path_regex=THE_OTHERS[name])
    sent, broken = 0, list[str]()
    for event in from_schema(schema).execute():
        sent += len(event.recorder.cases) if isinstance(event, ScenarioFinished) else 0
        broken += _broken(event)
    assert sent > 1_000
    assert broken == []


def _broken(event: EngineEvent) -> list[str]:
    """The promises that were not kept."""
    if isinstance(event, NonFatalError):
        return [f"{event.label}: {event.value}"]
    if isinstance(event, FatalError):
        return [str(event.exception)]
    if not isinstance(event, ScenarioFinished):
        return []
    checks = (check for found in event.recorder.checks.values() for check in found)
    failed = (check for check in checks if check.status == Status.FAILURE and check.failure_info)
    return [f"{event.recorder.label} {check.name}: {check.failure_info}" for check in failed]
