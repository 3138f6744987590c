"""Health over HTTP: alive, ready, and figures."""

from __future__ import annotations

import pytest

from tests.institution import Institution


def test_alive_and_ready_are_two_questions(institution: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose runner has stopped is alive, and not ready."""
    institution.raised()
    institution.get("Li", "cases")
    assert institution.client.get("/healthz").json() == {"status": "alive"}
    assert institution.client.get("/readyz").json() == {"status": "ready"}
    monkeypatch.setattr(type(institution.casebook.runner), "heart", 60.0)
    assert institution.client.get("/healthz").status_code == 200
    answer = institution.client.get("/readyz")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_metrics_count_what_was_done(institution: Institution) -> None:
    """Steps by outcome, requests by route, and how far everything has come; nothing that a client made up."""
    case = institution.taken(institution.raised(), "listen")
    institution.step("Chen", case, "solve")
    institution.client.get("/made-up-by-a-client")
    institution.get("Li", "cases")
    figures = institution.client.get("/metrics").text
    for line in (
        'casebook_commands_total{outcome="Taken",step="raise",workflow="objection"} 1.0',
        'casebook_commands_total{outcome="NotDue",step="solve",workflow="objection"} 1.0',
        'casebook_request_seconds_count{method="POST",route="/api/objections/{case}/listen",status="200"} 1.0',
        'casebook_request_seconds_count{method="GET",route="none",status="404"} 1.0',
        f'casebook_position{{of="log"}} {float(institution.position)}',
        f'casebook_position{{of="read models"}} {float(institution.position)}',
        'casebook_waiting{what="parked"} 0.0',
    ):
        assert line in figures
    assert "made-up" not in figures
    assert case["id"] not in figures
