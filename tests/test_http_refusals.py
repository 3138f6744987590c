"""Refusals over HTTP: each has its status, and says in a sentence what can be done."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from eventsourcing.persistence import OperationalError
from httpx2 import Response

from tests.institution import Institution

JSON = {"Content-Type": "application/json"}


def problem(answer: Response, status: int) -> dict[str, Any]:
    """What a refusal says; the promise that all of them keep."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


def test_without_a_known_token_nobody_is_signed_in(institution: Institution) -> None:
    """A request without a token that is known is answered with 401 and how to sign in."""
    for given in (None, "", "Bearer", "Bearer ", "Basic TGk6", "Bearer nobody's", "Bearer " + "x" * 300):
        headers = {} if given is None else {"Authorization": given}
        for method, path in (("GET", "/api/cases"), ("POST", "/api/objections"), ("GET", "/api/stream")):
            answer = institution.client.request(method, path, headers=headers)
            problem(answer, 401)
            assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_form_that_is_not_json_is_malformed(institution: Institution) -> None:
    """What cannot be read as JSON at all is 400, not a list of missing fields."""
    for body in (b"", b"{", b'{"words": "\\ud800"}', b"\xff\xfe", b"[" * 5_000, b'{"a": NaN,}'):
        sent = institution.client.post("/api/objections", content=body, headers=institution.headers("Li", **JSON))
        problem(sent, 400)


def test_json_that_is_no_form_is_refused(institution: Institution) -> None:
    """JSON of another shape is 422."""
    for body in (b"[]", b"null", b'"words"', b"NaN", b"1e999", b"9" * 1_000, b'{"words": "a\\u0000b"}'):
        sent = institution.client.post("/api/objections", content=body, headers=institution.headers("Li", **JSON))
        assert problem(sent, 422)["errors"]


def test_every_flaw_is_named_by_its_field(institution: Institution) -> None:
    """Whoever fills in a form learns of everything that is wrong with it at once."""
    form = institution.form("raise") | {"channel": "pigeon", "words": " ", "surprise": 1}
    del form["guardian"]
    told = problem(institution.post("Li", "objections", form), 422)
    assert {error["field"] for error in told["errors"]} == {"channel", "words", "surprise", "guardian"}


def test_a_role_that_may_not_is_refused(institution: Institution) -> None:
    """An auditor reads, and changes nothing."""
    case = institution.raised()
    problem(institution.post("Zhou", "objections", institution.form("raise")), 403)
    problem(institution.step("Zhou", case, "listen"), 403)
    problem(institution.step("Li", case, "withdraw"), 403)


def test_what_one_may_not_know_of_is_not_there_in_the_same_words(institution: Institution) -> None:
    """A hidden case and one that does not exist cannot be told apart, by whatever way one asks."""
    case = institution.taken(institution.raised(), "listen")
    institution.hire("Ma", "teacher", "East")
    institution.get("Li", "cases")
    nowhere = "00000000-0000-4000-8000-000000000000"
    for hidden, missing in ((case["id"], nowhere), (case["id"].upper(), nowhere), (case["reference"], "OBJ-0000-0000")):
        for ask in (_reads, _notes, _records, _records_unseen, _compares):
            told = [ask(institution, name).json() for name in (hidden, missing)]
            assert told[0]["status"] == 404
            assert str(told[0]).replace(hidden, "") == str(told[1]).replace(missing, "")


def _reads(institution: Institution, name: str) -> Response:
    return institution.get("Ma", f"cases/{name}")


def _notes(institution: Institution, name: str) -> Response:
    return institution.post("Ma", f"objections/{name}/note", {"text": "?"})


def _records(institution: Institution, name: str) -> Response:
    return institution.post("Ma", f"objections/{name}/record", institution.form("record"), {"If-Match": '"2"'})


def _records_unseen(institution: Institution, name: str) -> Response:
    return institution.post("Ma", f"objections/{name}/record", institution.form("record"))


def _compares(institution: Institution, name: str) -> Response:
    return institution.get("Ma", "register/similar", case=name)


def test_no_name_of_a_case_upsets_the_program(institution: Institution) -> None:
    """Whatever stands in an address where a case is named, it is answered with 404."""
    for name in ("x", "%00", "%0a", "%ED%A0%80", "a" * 500, "..", "%2e%2e%2f", "OBJ-%27--", "%F0%9F%8E%93"):
        problem(institution.get("Chen", f"cases/{name}"), 404)
        problem(institution.post("Chen", f"objections/{name}/note", {"text": "?"}), 404)


def test_a_case_takes_steps_of_its_own_workflow_only(institution: Institution) -> None:
    """An objection is not to be found among the renewals."""
    case = institution.raised()
    problem(institution.post("Li", f"renewals/{case['id']}/note", {"text": "?"}), 404)


def test_an_address_that_is_none_is_a_problem_too(institution: Institution) -> None:
    """Unknown addresses are answered in the same form as everything else; so is one slash too many."""
    for path in ("/nowhere", "/api", "/api/cases/", "/api/objections/x/y/z", "/api/objections/x/dance"):
        problem(institution.client.get(path, headers=institution.headers("Li")), 404)


def test_a_method_that_is_not_taken_names_those_that_are(institution: Institution) -> None:
    """405 carries every method that the address takes, whatever the route."""
    for method, path, allowed in (
        ("GET", "/api/objections", "POST"),
        ("PUT", "/api/objections/x/note", "POST"),
        ("DELETE", "/api/cases", "GET"),
        ("POST", "/api/cases/x/history", "GET"),
        ("PATCH", "/healthz", "GET"),
    ):
        answer = institution.client.request(method, path, headers=institution.headers("Li"))
        problem(answer, 405)
        assert answer.headers["allow"] == allowed


def test_a_step_that_is_not_due_says_which_one_is(institution: Institution) -> None:
    """Skipping ahead is 409, names the step that is due, and writes nothing."""
    case = institution.taken(institution.raised(), "listen")
    told = problem(institution.step("Chen", case, "solve"), 409)
    assert "record is due next" in told["detail"]
    assert institution.get("Chen", f"cases/{case['id']}").json()["version"] == 2


def test_a_body_that_is_too_large_is_not_read_to_its_end(institution: Institution) -> None:
    """413 comes as soon as it is known: by the announced length, or while the body streams in."""
    largest = institution.casebook.settings.largest_body

    def endless() -> Iterator[bytes]:
        for _ in range(largest // 10_000 + 1):
            yield b" " * 10_000

    headers = institution.headers("Li", **JSON)
    problem(institution.client.post("/api/objections", content=b" " * (largest + 1), headers=headers), 413)
    problem(institution.client.post("/api/objections", content=endless(), headers=headers), 413)


def test_a_body_of_another_type_is_not_json(institution: Institution) -> None:
    """A form sent as a browser sends forms is 415; the parameters of a JSON type do not matter."""
    form = b'{"text": "Called back."}'
    case = institution.raised()
    for kind, status in {
        "application/x-www-form-urlencoded": 415,
        "text/plain": 415,
        "application/json; charset=utf-8": 200,
        "application/merge-patch+json": 200,
    }.items():
        headers = institution.headers("Li", **{"Content-Type": kind})
        answer = institution.client.post(f"/api/objections/{case['id']}/note", content=form, headers=headers)
        assert answer.status_code == status


def test_a_busy_store_is_503_and_says_when_to_come_again(
    institution: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the outcome is unknown the client is told to repeat, never that all is well."""

    def busy(*_: Any, **_named: Any) -> Any:
        raise OperationalError("locked")

    case = institution.raised()
    for way in ("insert_aside", "insert_events"):
        monkeypatch.setattr(institution.casebook.log, way, busy)
    asked = (("objections", "raise"), (f"objections/{case['id']}/note", "note"))
    for path, verb in asked:
        answer = institution.post("Li", path, institution.form(verb))
        assert "same key" in problem(answer, 503)["detail"]
        assert int(answer.headers["retry-after"]) >= 1


def test_a_failure_of_the_program_tells_nothing_of_its_inside(
    institution: Institution, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error that nobody has thought of is a 500 without a word of it; the log names the place, not the person."""

    def fail(*_: Any) -> None:
        raise ValueError("Wang Fang 13800000000")

    case = institution.raised()
    monkeypatch.setattr(institution.casebook.presenter.__class__, "case", fail)
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as logged:
        answer = institution.get("Li", f"cases/{case['id']}")
    assert "Wang" not in str(problem(answer, 500))
    assert [entry["error"] for entry in logged] == ["ValueError"]
    assert "Wang" not in f"{logged} {caplog.text}"


def test_what_was_not_asked_in_a_way_that_is_known_is_refused(institution: Institution) -> None:
    """A query that nobody knows, or a value that does not fit, is 422 and named."""
    asked: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("cases", {"stag": "record"}, "stag"),
        ("cases", {"limit": "0"}, "limit"),
        ("cases", {"limit": "9" * 40}, "limit"),
        ("cases", {"cursor": "made up"}, "cursor"),
        ("cases", {"campus": "a\x00b"}, "campus"),
        ("cases/x", {"known_by": "yesterday"}, "known_by"),
        ("cases/x", {"happened_by": "1758110400"}, "happened_by"),
        ("cases/x", {"version": "0"}, "version"),
        ("register", {"state": "lost"}, "state"),
        ("register", {"q": "x" * 2_000}, "q"),
        ("register", {"cursor": "made up"}, "cursor"),
        ("register/similar", {}, "body"),
    )
    for path, query, field in asked:
        told = problem(institution.get("Chen", path, **query), 422)
        assert field in {error["field"].partition(".")[0] for error in told["errors"]}, (path, query, told)


def test_headers_keep_browsers_careful(institution: Institution) -> None:
    """Every answer, a refusal too, forbids sniffing, framing and keeping; none names the server's software."""
    client = institution.client
    for answer in (institution.get("Li", "cases"), client.get("/nowhere"), client.get("/docs"), client.get("/healthz")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "server" not in answer.headers
    assert institution.get("Li", "cases").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["objections/", "objections//feedback", "objections/x/feedback/", "objections/x/raise"]
)
def test_an_address_without_its_case_is_no_step(institution: Institution, path: str) -> None:
    """A blank where the case stands, or anything too much, is an address at which there is nothing."""
    assert institution.post("Chen", path, institution.form("feedback")).status_code == 404
