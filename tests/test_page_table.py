"""Who meets what at which page, cell by cell: the table in pages.txt against every page that is mounted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from adapters.accounts import COOKIE
from adapters.pages.page_route import PageRoute
from engine.access import Who
from tests.institution import Institution

FILE = Path(__file__).with_name("pages.txt")
COLUMNS: Mapping[str, tuple[str, str | None] | None] = {
    "a": ("teacher", "East"),
    "b": ("teacher", "East"),
    "c": ("teacher", "West"),
    "d": ("manager", "East"),
    "e": ("manager", "West"),
    "f": ("manager", None),
    "g": ("auditor", None),
    "h": ("analyst", None),
    "i": ("admin", None),
    "j": None,
}
"""Role and campus of whoever asks; the case was raised by the first, and the last has not signed in."""


def test_every_cell_holds(institution: Institution) -> None:
    """Each person at each page, with a form of their own that says nothing; a new page has its row."""
    met = list(_rows(institution))
    table = FILE.read_text("utf-8").partition("\npage")[2].splitlines()[1:]

    differs = "\n".join(unified_diff(table, met, "what the table says", "what is met", lineterm="", n=0))
    if differs:
        pytest.fail(differs, pytrace=False)


def _rows(institution: Institution) -> Iterator[str]:
    """What everybody meets, as the table writes it."""
    people = {letter: institution.hire(letter, *signed) if signed else None for letter, signed in COLUMNS.items()}
    cases = {"ordinary": _case(institution, confidential=False), "confidential": _case(institution, confidential=True)}
    app = cast(FastAPI, cast(TestClient, institution.client).app)
    routes = [route for route in app.routes if isinstance(route, PageRoute)]
    for route in sorted(routes, key=lambda route: (_method(route), route.path)):
        for half in cases if "{case}" in route.path else ("ordinary",):
            name = f"{_method(route):4} {route.path}" + (" (confidential)" if half == "confidential" else "")
            met = [_met(institution, who, route, cases[half]) for who in people.values()]
            yield f"{name:50} {' '.join(met).rstrip()}"


def _case(institution: Institution, *, confidential: bool) -> str:
    """A case of the campus East that has been recorded."""
    case = institution.taken(institution.raised("a", campus="East"), "listen", name="a")
    answer = institution.step("a", case, "record", confidential=confidential)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["reference"])


def _met(institution: Institution, who: Who | None, route: PageRoute, case: str) -> str:
    """The status that a person meets; each time in a new session, on a colleague who came just now."""
    accounts, values = institution.casebook.accounts, {"case": case, "verb": "note", "token": "made-up", "version": "1"}
    if "{staff}" in route.path:
        values["staff"] = institution.casebook.staff.add("Colleague", "teacher", "East")[0].id
    if "{workflow}" in route.path:
        values["workflow"] = "objection"
    cookie = accounts.sessions.begin(who) if who else ""
    form = (
        {"csrf": accounts.forms.token(cookie), "login": who.name if who else "nobody"}
        if _method(route) == "POST"
        else None
    )
    client = institution.client
    client.cookies.clear()
    answer = client.request(
        _method(route),
        route.path.format_map(values),
        headers={"Cookie": f"{COOKIE}={cookie}"},
        data=form,
        follow_redirects=False,
    )
    is_door = answer.headers.get("location", "").startswith("/sign-in")
    return ".  " if is_door and route.path != "/sign-out" else str(answer.status_code)


def _method(route: PageRoute) -> str:
    return "GET" if "GET" in (route.methods or ()) else "POST"
