"""Confidential cases over HTTP: whoever may not know of one learns nothing by asking, whatever way there is to ask."""

from __future__ import annotations

from typing import Any

import pytest
from httpx2 import Response

from tests.institution import Institution

NOWHERE = "00000000-0000-4000-8000-000000000000"
NOBODYS = "OBJ-0000-0000"
Way = tuple[str, str, dict[str, Any]]
"""Method, address and form; the case stands where it says {case}."""
DESCRIBED: dict[str, dict[str, Any]] = {}
OUTSIDERS = ("Chen", "Ma", "Sun", "Ada")


@pytest.fixture
def hidden(institution: Institution) -> dict[str, Any]:
    """A case about Chen, a manager, that Li has raised; Ma is a colleague."""
    institution.hire("Ma", "teacher", "East")
    case = institution.taken(institution.raised(), "listen", name="Li")
    about = [{"what": "teacher", "staff": "Chen"}]
    answer = institution.step("Li", case, "record", confidential=True, about=about, summary="shouted at a boy")
    assert answer.status_code == 200, answer.text
    institution.get("Li", "cases")
    return dict(answer.json())


def ways_to_ask(institution: Institution) -> list[Way]:
    """Every address of the API in which a case is named, and every form in which one can be."""
    if not DESCRIBED:
        # It takes longer than all the asking, and says the same of every institution.
        DESCRIBED.update(institution.client.get("/openapi.json").json()["paths"])
    own = institution.raised("Ma")
    ways: list[Way] = [
        (method.upper(), path, {}) for path, methods in DESCRIBED.items() if "{case}" in path for method in methods
    ]
    ways += [("GET", path + f"?{moment}", {}) for _, path, _ in ways for moment in ("known_by=2026-09-22", "version=1")]
    similar = "/api/register/similar?case={case}"
    ways += [("GET", similar, {}), ("GET", similar + "&state=all&as_of=2026-09-22", {})]
    ways += [("GET", similar + "&as_of=2026-09-21", {})]
    ways += [("POST", f"/api/objections/{own['id']}/link", {"case": "{case}", "relation": "same teacher"})]
    raising = institution.form("raise")
    ways += [("POST", "/api/objections", raising | {name: "{case}"}) for name in ("inside", "follows")]
    mine, because = f"/api/objections/{own['id']}", {"reason": "the same"}
    ways += [("POST", f"{mine}/merge", because | {"into": "{case}"})]
    ways += [("POST", f"{mine}/unmerge", because | {"case": "{case}"})]
    ways += [("POST", f"{mine}/incident", because | {"name": "timetable", "cases": ["{case}"]})]
    ways += [("POST", f"{mine}/solve", institution.form("solve") | {"based_on": "{case}"})]
    return ways


def ask(institution: Institution, name: str, way: Way, case: str) -> Response:
    """Somebody names a case in this way."""
    method, path, form = way
    verb = path.partition("?")[0].rpartition("/")[2]
    workflow = "renewal" if "/renewals/" in path else "objection"
    lifecycle = institution.casebook.workflows[workflow].lifecycle
    filled = form or (institution.form(verb, workflow) if verb in lifecycle.records else {})
    meant = {"{case}": case}
    filled = {field: meant.get(str(value), value) for field, value in filled.items()}
    filled |= {"cases": [case]} if "cases" in filled else {}
    headers = institution.headers(name) | {"If-Match": '"3"'}
    return institution.client.request(
        method, path.replace("{case}", case), headers=headers, json=filled if method == "POST" else None
    )


@pytest.mark.parametrize("name", OUTSIDERS)
def test_a_hidden_case_answers_like_none(institution: Institution, hidden: dict[str, Any], name: str) -> None:
    """By every address and every form that names a case, by its id and by its reference."""
    for way in ways_to_ask(institution):
        for real, made_up in ((hidden["id"], NOWHERE), (hidden["reference"], NOBODYS)):
            told, missing = (ask(institution, name, way, case) for case in (real, made_up))
            assert told.status_code == missing.status_code >= 400, (way, told.text, missing.text)
            assert told.text.replace(real, "") == missing.text.replace(made_up, ""), way
            assert told.headers.keys() == missing.headers.keys()


@pytest.mark.parametrize("name", OUTSIDERS)
def test_nor_is_it_found_or_counted(institution: Institution, hidden: dict[str, Any], name: str) -> None:
    """Not in lists, not in the register, not in a day, not by likeness."""
    for path in (
        "cases",
        f"cases?assignee={institution.people['Li'].id}",
        "day",
        "register?state=all",
        "register?q=boy&state=all",
        f"register?q={hidden['reference']}&state=all",
        "register?state=all&as_of=2026-09-22",
        "register/similar?text=shouted+at+a+boy&state=all",
    ):
        told = institution.get(name, path)
        assert told.status_code in {200, 403}, told.text
        assert hidden["id"] not in told.text
        assert "boy" not in told.text
        if told.status_code == 200:
            assert told.json().get("total", 0) == 0
            assert told.json()["items"] == []


def test_how_another_case_is_linked_to_it_is_found_by_nobody(institution: Institution, hidden: dict[str, Any]) -> None:
    """What was said of the link is words about the hidden case, and the other one is everybody's."""
    institution.hire("Gu", "manager")
    other = institution.taken(institution.raised("Li"), "listen", "record", name="Li")
    link = {"case": hidden["id"], "relation": "Chen shouted there, too"}
    assert institution.post("Gu", f"objections/{other['id']}/link", link).status_code == 200
    for name in ("Chen", "Li", "Sun"):
        told = institution.get(name, "register?q=there+too&state=all")
        assert told.json()["items"] == []


def test_what_anybody_may_read_tells_of_nobody(institution: Institution, hidden: dict[str, Any]) -> None:
    """Health and figures carry no word and no name, neither of a family nor of the staff nor of a case."""
    institution.client.get("/api/cases/Wang%20Fang")
    institution.client.get("/api/register?q=Wang+Fang", headers=institution.headers("Sun"))
    institution.client.request("BREW", "/Wang-Fang")
    told = "".join(institution.client.get(f"/{path}").text for path in ("healthz", "readyz", "metrics"))
    secrets = (hidden["id"], hidden["reference"], "Wang", "boy", "Fang", *institution.tokens.values(), "East")
    assert [secret for secret in (*secrets, *(who.id for who in institution.people.values())) if secret in told] == []
