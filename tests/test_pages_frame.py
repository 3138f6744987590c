"""The frame of every page: who is let in, in which language, with which headers; and errors as pages."""

from __future__ import annotations

import pytest
from eventsourcing.persistence import OperationalError
from structlog.testing import capture_logs

from tests.browsing import Browser, browser
from tests.institution import Institution


def test_a_page_asks_for_a_session_and_remembers_where_one_wanted_to_go(institution: Institution) -> None:
    """Somebody who has not signed in is sent to do so, and from there on to the page they had asked for."""
    answer = institution.client.get("/cases/OBJ-1?done=record", follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fcases%2FOBJ-1%3Fdone%3Drecord"


def test_a_page_takes_nothing_from_outside_and_stays_with_its_reader(institution: Institution) -> None:
    """Every page forbids what is inline or from elsewhere, and no proxy keeps it."""
    case = institution.raised()
    headers = browser(institution, "Li").get(f"/cases/{case['reference']}").answer.headers

    assert "default-src 'none'; script-src 'self'; style-src 'self'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


def test_static_files_are_kept_for_ever_under_an_address_of_their_content(institution: Institution) -> None:
    """A browser asks for the style once; another content has another address."""
    page = browser(institution, "Li").get(f"/cases/{institution.raised()['reference']}")
    address = str(page.one("link[rel=stylesheet]")["href"])
    answer = institution.client.get(address)

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert institution.client.get(address.replace("casebook.", "casebook.0")).status_code == 404


def test_a_form_that_was_not_drawn_for_this_session_is_refused(institution: Institution) -> None:
    """Without the token of the session, nothing is taken."""
    case = institution.raised()
    page = browser(institution, "Li").post(f"/cases/{case['reference']}/note", {"text": "x", "csrf": "wrong"})

    assert page.status == 403
    assert institution.get("Li", f"cases/{case['id']}").json()["version"] == case["version"]


def test_one_chooses_the_language_in_the_foot_of_a_page(institution: Institution) -> None:
    """The page comes back in the language that was chosen, whatever the browser asks for."""
    li = browser(institution, "Li")
    page = li.get(f"/cases/{institution.raised()['reference']}")
    assert page.one("html")["lang"] == "en"

    assert li.send(page, "/language", language="zh").one("html")["lang"] == "zh-CN"


def test_what_is_not_there_is_a_page_too(institution: Institution) -> None:
    """A case that one may not know of, and one that does not exist, are told in the same words."""
    page = browser(institution, "Li").get("/cases/OBJ-0000-0000")

    assert page.status == 404
    assert "There is no case OBJ-0000-0000." in page.text


def test_nobody_is_sent_on_to_another_host(institution: Institution) -> None:
    """The address to go back to is followed on this host only."""
    answer = Browser(institution, "nobody").post("/language", {"language": "zh", "back": "//elsewhere.example/"})

    assert "elsewhere" not in str(answer.answer.url)


def test_each_role_begins_at_its_first_page(institution: Institution) -> None:
    """Where work waits for a role, there its day begins; and it finds in the head what is for it, and nothing else."""
    first = {name: browser(institution, name).get("/") for name in ("Li", "Chen", "Zhou", "Sun", "Ada")}

    assert {name: page.answer.url.path for name, page in first.items()} == {
        "Li": "/day",
        "Chen": "/board",
        "Zhou": "/register",
        "Sun": "/register",
        "Ada": "/administration",
    }
    assert all(page.status == 200 for page in first.values())
    assert not first["Sun"].all(".head a[href='/board']")
    assert not first["Li"].all(".head a[href='/administration']")


def test_when_the_program_fails_its_reader_sees_a_page_with_a_number_that_the_log_has_too(
    institution: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tells nothing of the inside; and a page that cannot even receive its reader says so as a page."""
    monkeypatch.setattr(type(institution.casebook.day), "of", _fails)
    with capture_logs() as told:
        page = browser(institution, "Li", "zh").get("/day")
    [line] = [line for line in told if line["event"] == "page failed"]
    assert page.status == 500
    assert "程序出错" in page.text
    assert line["reference"] in page.text
    assert {"route": "/day", "error": "RuntimeError"}.items() <= line.items()
    assert PRIVATE not in f"{page.answer.text} {told}"

    monkeypatch.setattr(type(institution.casebook.accounts.sessions), "visit", _is_busy)
    page = Browser(institution, "Li").get("/day")
    assert page.status == 503
    assert "The store is busy; try again in a moment." in page.text


def test_a_form_that_is_refused_beside_a_page_says_so_in_a_header(institution: Institution) -> None:
    """What casebook.js has fetched, no browser complains of."""
    case, li = institution.raised(), browser(institution, "Li")
    address = f"/cases/{case['reference']}/note"
    page = li.get(address)
    answer = li.post(address, page.form(address), {"Casebook-Beside": "1"}).answer
    assert (answer.status_code, answer.headers["casebook-status"]) == (200, "422")
    assert "casebook-status" not in li.post(address, page.form(address)).answer.headers


PRIVATE = "what a family said"


def _fails(*_: object, **__: object) -> None:
    raise RuntimeError(PRIVATE)


def _is_busy(*_: object, **__: object) -> None:
    raise OperationalError(PRIVATE)
