"""Idempotency over HTTP: what was asked twice because a reply was lost is done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from adapters.settings import Settings
from tests.institution import Institution, running_institution

KEY = {"Idempotency-Key": "4b1f"}


def test_a_lost_reply_can_be_asked_for_again(institution: Institution) -> None:
    """The same key and body again gives the same answer, and no second case."""
    first, second = (institution.post("Li", "objections", institution.form("raise"), KEY) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert [first.headers[name] for name in ("etag", "location")] == [second.headers[n] for n in ("etag", "location")]
    assert len(institution.get("Li", "cases").json()["items"]) == 1


def test_a_step_is_answered_alike_even_when_the_case_has_moved_on(institution: Institution) -> None:
    """The answer to a repetition is the case as the step had left it, although its If-Match is stale by now."""
    case = institution.raised()
    headers = KEY | {"If-Match": '"1"'}
    path, form = f"objections/{case['id']}/listen", institution.form("listen")
    first = institution.post("Li", path, form, headers)
    institution.taken(first.json(), "record")
    second = institution.post("Li", path, form, headers)
    assert (second.status_code, second.headers["etag"]) == (200, '"2"')
    assert second.json() == first.json()
    assert institution.get("Li", f"cases/{case['id']}").json()["version"] == 3


def test_a_key_is_for_one_body(institution: Institution) -> None:
    """The same key with another body is refused, and nothing is written."""
    case = institution.raised()
    path = f"objections/{case['id']}/note"
    assert institution.post("Li", path, {"text": "one"}, KEY).status_code == 200
    answer = institution.post("Li", path, {"text": "another"}, KEY)
    assert answer.status_code == 422
    assert "idempotency key" in answer.json()["detail"]
    assert institution.get("Li", f"cases/{case['id']}").json()["version"] == 2


def test_a_key_belongs_to_a_person_and_a_route(institution: Institution) -> None:
    """Two people, or two steps, may happen upon the same key."""
    case = institution.raised()
    note = {"text": "Called back."}
    for name, verb in (("Li", "note"), ("Chen", "note"), ("Chen", "pause")):
        form = note if verb == "note" else institution.form(verb)
        assert institution.post(name, f"objections/{case['id']}/{verb}", form, KEY).status_code == 200
    assert institution.get("Li", f"cases/{case['id']}").json()["version"] == 4


def test_a_refusal_does_not_use_a_key_up(institution: Institution) -> None:
    """Whoever corrects the form may send it with the same key."""
    form = institution.form("raise")
    assert institution.post("Li", "objections", form | {"channel": "pigeon"}, KEY).status_code == 422
    assert institution.post("Li", "objections", form, KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "tab\there", "schön"])
def test_a_key_is_short_and_printable(institution: Institution, key: str) -> None:
    """Anything else is malformed."""
    headers = {
        b"Authorization": institution.headers("Li")["Authorization"].encode(),
        b"Idempotency-Key": key.encode("latin-1"),
    }
    answer = institution.client.post("/api/objections", json=institution.form("raise"), headers=headers)
    assert answer.status_code == 400


def test_every_process_knows_the_keys_of_the_others(settings_of_node: Callable[[str], Settings]) -> None:
    """A repetition may reach another process, or come after a restart: it is answered alike."""
    form: dict[str, Any] = {}
    with running_institution(settings_of_node("one")) as one:
        form = one.form("raise")
        first = one.post("Li", "objections", form, KEY)
        with running_institution(settings_of_node("two"), staff=False) as other:
            other.tokens = one.tokens
            assert other.post("Li", "objections", form, KEY).json() == first.json()
    with running_institution(settings_of_node("one"), staff=False) as later:
        later.tokens = one.tokens
        assert later.post("Li", "objections", form, KEY).json() == first.json()
