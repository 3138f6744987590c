"""Administration of the staff: who is let in, as what, and until when."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from adapters.pages.page_route import PageRoute
from tests.browsing import Browser, Page, browser
from tests.institution import Institution

STAFF = "/administration/staff"
ROLES = ("Li", "Chen", "Zhou", "Sun")


@pytest.fixture
def ada(institution: Institution) -> Browser:
    """The administrator's browser."""
    return browser(institution, "Ada")


def _page_of(ada: Browser, name: str) -> tuple[Page, str]:
    address = f"{STAFF}/{ada.institution.people[name].id}"
    return ada.get(address), address


@pytest.mark.parametrize("name", ROLES)
def test_administration_is_for_administrators_alone(institution: Institution, name: str) -> None:
    """Every page of it, and every form that is sent there, turns all other roles away."""
    app = institution.client.app  # type: ignore[attr-defined] # the client of the tests has it
    assert isinstance(app, FastAPI)
    routes = [r for r in app.routes if isinstance(r, PageRoute) and r.path.startswith("/administration")]
    visitor = browser(institution, name)
    assert len(routes) > 20
    for route in routes:
        path = re.sub(r"{\w+}", "1", route.path)
        page = visitor.get(path) if "GET" in (route.methods or ()) else visitor.post(path, {})
        assert page.status == 403, (route.path, page.status)


def test_somebody_new_is_invited_by_a_link_that_is_shown_once(ada: Browser) -> None:
    """They choose a password on it; the list then says by which name they sign in."""
    page = ada.send(ada.get(STAFF), STAFF, name="Wu", role="teacher", campus="West")
    address = next(str(form["action"]) for form in page.all("form") if str(form["action"]).endswith("/invite"))
    link = ada.send(page, address).one(".secret").get_text()
    assert not ada.get(address.removesuffix("/invite")).all(".secret")

    wu = Browser(ada.institution, "Wu")
    path = link.removeprefix("http://127.0.0.1")
    words = "four plain words here"
    assert wu.send(wu.get(path), path, login="wu", password=words, again=words).status == 200
    assert wu.get(path).status == 404
    assert "Wu Teacher West wu" in ada.get(STAFF).text


def test_who_leaves_is_out_at_once(ada: Browser) -> None:
    """Session and token open nothing any more; what was done stands on the pages of the administration."""
    institution, li = ada.institution, browser(ada.institution, "Li")
    assert institution.ask("Li", "day").status_code == 200
    page, address = _page_of(ada, "Li")
    assert "Their access has ended" in ada.send(page, f"{address}/leave").text

    assert "Sign in" in li.get("/day").text
    assert institution.ask("Li", "day").status_code == 401
    assert ada.get(address).status == 404


def test_another_role_holds_from_now_on(ada: Browser) -> None:
    """Whoever has it signs in anew, and the change is put down with the one who made it."""
    chen = browser(ada.institution, "Chen")
    page, address = _page_of(ada, "Chen")
    changed = ada.send(page, f"{address}/change", role="auditor", campus="")

    assert "Auditor" in changed.text
    assert "Changed: Auditor Ada" in changed.text
    assert "Sign in" in chen.get("/board").text


def test_a_token_is_shown_once_and_opens_nothing_once_revoked(ada: Browser) -> None:
    """A program acts by it until then."""
    page, address = _page_of(ada, "Li")
    made = ada.send(page, f"{address}/token", name="timetable")
    ada.institution.tokens["Li"] = made.one(".secret").get_text()
    assert ada.institution.ask("Li", "day").status_code == 200

    again = ada.get(address)
    assert not again.all(".secret")
    row = next(row for row in again.all("tr") if "timetable" in row.get_text())
    ada.send(again, f"{address}/revoke", token=str(row.select("button")[0]["value"]))
    assert ada.institution.ask("Li", "day").status_code == 401


def test_nobody_locks_themselves_out(ada: Browser) -> None:
    """An administrator neither leaves nor becomes something else by their own hand."""
    page, address = _page_of(ada, "Ada")
    assert not [form for form in page.all("form") if str(form["action"]).endswith("/leave")]
    assert ada.post(f"{address}/leave", page.form(f"{address}/sign-out")).status == 403
    assert ada.send(page, f"{address}/change", role="teacher").status == 403
    assert ada.get(address).status == 200


@pytest.mark.parametrize(
    ("name", "role", "said"), [("", "teacher", "printable characters"), ("Wu", "king", "Is one of teacher")]
)
def test_what_cannot_be_taken_comes_back_with_the_reason(ada: Browser, name: str, role: str, said: str) -> None:
    """Nobody is added; what was filled in still stands there."""
    page = ada.send(ada.get(STAFF), STAFF, name=name, role=role, campus="West")

    assert page.status == 422
    assert said in page.one(".flaw").get_text()
    assert page.one("#campus")["value"] == "West"
    assert len(ada.institution.casebook.staff.all()) == 5
