"""Conditions over HTTP: nobody changes the stage of a case by what they saw yesterday."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.institution import Institution


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (None, 428),
        ('"2"', 200),
        ("*", 200),
        ('"1", "2"', 200),
        (' "2" ', 200),
        ('"9"', 412),
        ('"1", "3"', 412),
        ('W/"2"', 412),
        ('"02"', 412),
        ('"two"', 412),
        ('""', 412),
        ('"99999999999999999999999999"', 412),
        ("2", 400),
        ('"2', 400),
        ("", 400),
        ("*, *", 400),
        ('"2" "2"', 400),
        ('"' + "x" * 3_000 + '"', 400),
    ],
)
def test_a_step_of_the_path_is_taken_on_the_version_that_was_seen(
    institution: Institution, given: str | None, status: int
) -> None:
    """If-Match is required, compared strongly, and read as HTTP writes it."""
    case = institution.taken(institution.raised(), "listen")
    headers = {} if given is None else {"If-Match": given}
    answer = institution.post("Chen", f"objections/{case['id']}/record", institution.form("record"), headers)
    assert answer.status_code == status
    assert institution.get("Chen", f"cases/{case['id']}").json()["version"] == (3 if status == 200 else 2)


def test_tags_may_stand_in_several_lines(institution: Institution) -> None:
    """A header that comes twice is one list."""
    case = institution.taken(institution.raised(), "listen")
    lines = [*institution.headers("Chen").items(), ("If-Match", '"1"'), ("If-Match", '"2"')]
    path, form = f"/api/objections/{case['id']}/record", institution.form("record")
    assert institution.client.post(path, json=form, headers=lines).status_code == 200


@pytest.mark.parametrize("verb", ["listen", "withdraw"])
def test_what_changes_the_stage_needs_a_version(institution: Institution, verb: str) -> None:
    """So that two people cannot lead a case two ways at once."""
    case = institution.raised()
    assert institution.post("Chen", f"objections/{case['id']}/{verb}", institution.form(verb)).status_code == 428


def test_reopening_needs_a_version(institution: Institution) -> None:
    """A closed case is taken up again as it was seen."""
    case = institution.taken(institution.raised(), "withdraw")
    path = f"objections/{case['id']}/reopen"
    assert institution.post("Chen", path, institution.form("reopen")).status_code == 428
    assert institution.step("Chen", case, "reopen").status_code == 200


def test_elsewhere_a_version_is_honoured_if_it_is_given(institution: Institution) -> None:
    """A note may be left on any version, but not on one that is said to be another."""
    case = institution.raised()
    path, form = f"objections/{case['id']}/note", {"text": "Called back."}
    assert institution.post("Li", path, form).status_code == 200
    assert institution.post("Li", path, form, {"If-Match": '"1"'}).status_code == 412
    assert institution.post("Li", path, form, {"If-Match": '"2"'}).status_code == 200


def test_what_was_seen_is_told_again_as_it_is_now(institution: Institution) -> None:
    """Time passes without a new version: who names the one that they have seen still learns what is overdue."""
    case = institution.raised(happened_at=institution.clock().isoformat())
    assert not any(deadline["overdue"] for deadline in case["deadlines"])
    institution.clock.forward(timedelta(days=30))
    answer = institution.get("Li", f"cases/{case['id']}", {"If-None-Match": '"1"'})
    assert [answer.status_code, answer.headers["etag"]] == [200, '"1"']
    assert any(deadline["overdue"] for deadline in answer.json()["deadlines"])
