"""Merging and gathering over HTTP: whoever has not looked is told so, and nobody learns of a case that is hidden."""

from __future__ import annotations

from typing import Any

import pytest

from tests.institution import Institution

NOWHERE, NOBODYS = "00000000-0000-4000-8000-000000000000", "OBJ-0000-0000"
WHY = {"reason": "the same lesson"}


def step(institution: Institution, case: dict[str, Any], verb: str, fields: dict[str, Any], **seen: str) -> Any:
    """What Chen is answered, having seen what the headers say."""
    return institution.post("Chen", f"objections/{case['id']}/{verb}", fields | WHY, seen)


@pytest.fixture
def two(institution: Institution) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two cases that Li has raised."""
    return institution.raised(), institution.raised()


def hidden(institution: Institution) -> dict[str, Any]:
    """A case about Chen that Li has raised."""
    case = institution.taken(institution.raised(), "listen", name="Li")
    answer = institution.step("Li", case, "record", confidential=True, about=[{"what": "teacher", "staff": "Chen"}])
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_merging_and_unmerging_need_a_look(institution: Institution, two: tuple[dict[str, Any], ...]) -> None:
    """428 without a version, 412 with an older one, and each answers with the case as it then stands."""
    case, into = two
    for verb, fields in (("merge", {"into": into["reference"]}), ("unmerge", {"case": into["reference"]})):
        version = institution.get("Chen", f"cases/{case['id']}").json()["version"]
        assert step(institution, case, verb, fields).status_code == 428
        assert step(institution, case, verb, fields, **{"If-Match": f'"{version - 1}"'}).status_code == 412
        answer = step(institution, case, verb, fields, **{"If-Match": f'"{version}"', "Idempotency-Key": verb})
        assert (answer.status_code, answer.headers["etag"]) == (200, f'"{version + 1}"')
        again = step(institution, case, verb, fields, **{"If-Match": f'"{version}"', "Idempotency-Key": verb})
        assert again.json() == answer.json()
    assert [link["relation"] for link in answer.json()["links"]] == ["merged into", "unmerged from"]


def test_an_incident_is_gathered_by_references(institution: Institution, two: tuple[dict[str, Any], ...]) -> None:
    """Without a version: whoever gathers adds to the case; a name in no book is a flaw in its place."""
    leader, other = two
    form = {"name": "timetable", "cases": [other["reference"]]}
    answer = step(institution, leader, "incident", form | {"cases": [other["reference"], NOBODYS]})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "cases.1", "message": f"there is no case {NOBODYS}"}]
    told = step(institution, leader, "incident", form).json()
    assert (told["incident"], told["links"]) == ("timetable", [{"case": other["id"], "relation": "same incident"}])
    found = institution.get("Chen", f"cases/{other['id']}").json()
    assert found["links"] == [{"case": leader["id"], "relation": "leads the incident"}]


def test_a_hidden_case_can_be_named_no_better_than_none(
    institution: Institution, two: tuple[dict[str, Any], ...]
) -> None:
    """By id and by reference, to merge into, to unmerge from, to gather."""
    secret, case = hidden(institution), two[0]
    ways: list[tuple[str, Any]] = [
        ("merge", lambda name: {"into": name}),
        ("unmerge", lambda name: {"case": name}),
        ("incident", lambda name: {"name": "timetable", "cases": [name]}),
    ]
    for verb, form in ways:
        for real, made_up in ((secret["id"], NOWHERE), (secret["reference"], NOBODYS)):
            seen = {"If-Match": f'"{case["version"]}"'}
            told, missing = (step(institution, case, verb, form(name), **seen) for name in (real, made_up))
            assert told.status_code == missing.status_code >= 400
            assert told.text.replace(real, "") == missing.text.replace(made_up, "")


def test_what_was_merged_or_gathered_and_is_hidden_since_leaves_no_trace(
    institution: Institution, two: tuple[dict[str, Any], ...]
) -> None:
    """Neither in the links of the others nor in their histories, once it turns out that it is about Chen."""
    leader, duplicate = (institution.taken(case, "listen", "record", name="Li") for case in two)
    member = institution.taken(institution.raised(), "listen", "record", name="Li")
    institution.hire("Gu", "manager")
    step(institution, leader, "incident", {"name": "timetable", "cases": [member["id"]]})
    step(institution, duplicate, "merge", {"into": leader["id"]}, **{"If-Match": f'"{duplicate["version"]}"'})
    for case in (duplicate, member):
        fields = {"confidential": True, "about": [{"what": "teacher", "staff": "Chen"}]}
        corrected = {"version": 3, "fields": fields} | WHY
        assert institution.post("Gu", f"objections/{case['id']}/correct", corrected).status_code == 200
    for name, relations in (("Gu", ["same incident", "duplicate"]), ("Chen", [])):
        told = institution.get(name, f"cases/{leader['id']}")
        assert [link["relation"] for link in told.json()["links"]] == relations
        history = institution.get(name, f"cases/{leader['id']}/history")
        is_told = [case["id"] in told.text + history.text for case in (duplicate, member)]
        assert is_told == [name == "Gu"] * 2
