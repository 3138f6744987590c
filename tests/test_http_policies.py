"""Versions of the policy over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.institution import Institution

SECONDS = "+08:00"


@pytest.fixture
def rules(institution: Institution) -> dict[str, Any]:
    """The rules in force, to be changed."""
    return dict(institution.get("Ada", "policies/1").json()["policy"])


def test_a_version_that_was_added_is_read_as_it_was_sent(institution: Institution, rules: dict[str, Any]) -> None:
    """At its address, in the list, and by cases raised from then on."""
    rules["deadlines"]["objection"]["classify"] = {"always": "3 working hours"}
    added = institution.post("Ada", "policies", rules)
    assert (added.status_code, added.headers["location"]) == (201, "/api/policies/2")
    assert added.json()["policy"] == rules
    assert institution.get("Zhou", "policies/2").json() == added.json()
    listed = institution.get("Li", "policies").json()["items"]
    assert [(each["version"], each["in_force"]) for each in listed] == [(1, False), (2, True)]
    assert institution.raised()["policy"] == 2


def test_a_version_with_a_date_waits_for_it(institution: Institution, rules: dict[str, Any]) -> None:
    """Until that day cases are raised under the version before."""
    rules["feedback"]["sends_back_at"] = 3
    added = institution.post("Ada", "policies?from=2026-10-01", rules).json()
    assert (added["in_force"], added["from"]) == (False, f"2026-10-01T00:00:00{SECONDS}")
    assert institution.raised()["policy"] == 1
    institution.clock.now = institution.clock.now.replace(year=2026, month=10, day=1)
    assert institution.raised()["policy"] == 2


def test_the_file_of_the_command_line_is_taken_as_it_is(institution: Institution, rules: dict[str, Any]) -> None:
    """TOML is told by its media type."""
    toml = '[calendar.hours]\nmonday-sunday = "09:00-17:00"\n[deadlines.objection]\nclassify = "1 working hour"\n'
    toml += '[feedback]\nsends_back_at = 1\n[reopening]\nwindow = "5 calendar days"\n'
    headers = institution.headers("Ada") | {"Content-Type": "application/toml"}
    added = institution.client.post("/api/policies", content=toml, headers=headers)
    assert added.status_code == 201, added.text
    assert added.json()["policy"]["deadlines"]["objection"] == {"classify": {"always": "1 working hour"}}


def test_the_same_key_adds_one_version(institution: Institution, rules: dict[str, Any]) -> None:
    """Repeated it is answered alike, also when its day has come; with other rules or another day it is refused."""
    key = {"Idempotency-Key": "next term"}
    first = institution.post("Ada", "policies?from=2026-10-01", rules, key)
    institution.clock.now = institution.clock.now.replace(year=2026, month=10, day=2)
    again = institution.post("Ada", "policies?from=2026-10-01", rules, key)
    assert (again.status_code, again.json()["version"]) == (201, first.json()["version"])
    assert institution.post("Ada", "policies?from=2026-11-01", rules, key).status_code == 422
    rules["feedback"]["sends_back_at"] = 0
    assert institution.post("Ada", "policies?from=2026-10-01", rules, key).status_code == 422
    assert len(institution.get("Ada", "policies").json()["items"]) == 2


@pytest.mark.parametrize("name", ["Li", "Chen", "Zhou", "Sun"])
def test_only_administrators_change_the_rules(institution: Institution, rules: dict[str, Any], name: str) -> None:
    """Nobody else adds a version, however they write it."""
    assert institution.post(name, "policies", rules).status_code == 403
    assert len(institution.get(name, "policies").json()["items"]) == 1


def test_flaws_are_named_by_their_place(institution: Institution, rules: dict[str, Any]) -> None:
    """In the sentences of the command line; nothing is written."""
    rules["deadlines"]["objection"]["resolv"] = {"always": "3 working days"}
    answer = institution.post("Ada", "policies", rules)
    assert answer.status_code == 422
    assert [flaw["field"] for flaw in answer.json()["errors"]] == ["deadlines.objection.resolv"]
    past = institution.post("Ada", "policies?from=2026-09-01", institution.get("Ada", "policies/1").json()["policy"])
    assert past.json()["errors"][0]["field"] == "from"
    assert len(institution.get("Ada", "policies").json()["items"]) == 1


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{", 400),
        ("application/json", b"[" * 5_000, 400),
        ("application/toml", b"a = [", 400),
        ("application/toml", b"a = " + b"[" * 5_000, 400),
        ("application/toml", b"\xff", 400),
        ("application/toml", b"a = " + b"9" * 5_000, 400),
        ("application/json", b"[]", 422),
        ("application/json", b"null", 422),
        ("text/plain", b"{}", 415),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_policy_is_refused(institution: Institution, kind: str, body: bytes, status: int) -> None:
    """Whatever is sent, it is answered."""
    headers = institution.headers("Ada") | {"Content-Type": kind}
    assert institution.client.post("/api/policies", content=body, headers=headers).status_code == status


def test_a_version_that_never_was_is_not_there(institution: Institution) -> None:
    """404, with a sentence."""
    answer = institution.get("Ada", "policies/7")
    assert (answer.status_code, answer.json()["detail"]) == (
        404,
        "there is no version 7 of the policy; the latest is 1",
    )
