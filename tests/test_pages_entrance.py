"""Signing in at the pages: what browsers are given, and what those who try to get round it are refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from httpx2 import Response

from adapters.accounts import COOKIE
from adapters.accounts.tries import PER_ACCOUNT
from adapters.pages import entrance
from adapters.settings import Settings
from tests.accounts import PASSWORD
from tests.browsing import Browser, Page, browser
from tests.institution import Institution, running_institution

FORM, NEW, WRONG, SHORT = "casebook_form", "another long one", "wrong", "short"


@pytest.fixture
def li(institution: Institution) -> Browser:
    """A teacher with an account, in front of a browser in which nobody has signed in."""
    institution.casebook.accounts.open(institution.people["Li"], "Li", PASSWORD)
    return Browser(institution, "Li")


def test_whoever_signs_in_is_led_to_the_page_they_had_asked_for(institution: Institution, li: Browser) -> None:
    """And has a cookie that no script reads and no other site sends along with a form."""
    reference = institution.raised()["reference"]
    page = li.get(f"/cases/{reference}", done="raise")
    assert page.one("h1").text == "Sign in"
    answer = _sent(li, page)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/cases/{reference}?done=raise"
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith(COOKIE))
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {"httponly", "path=/", "samesite=lax"}
    assert reference in li.get(f"/cases/{reference}").text


def test_over_https_the_cookie_is_never_sent_in_the_clear(tmp_path: Path) -> None:
    """Where the pages are reached over https, by itself or by a proxy that the setting speaks of."""
    with running_institution(Settings(data=tmp_path, address="https://casebook.example.org")) as institution:
        institution.casebook.accounts.open(institution.people["Li"], "Li", PASSWORD)
        li = Browser(institution, "Li")
        page = li.get("/sign-in")
        given = [*page.answer.headers.get_list("set-cookie"), *_sent(li, page).headers.get_list("set-cookie")]
        assert {line.partition("=")[0] for line in given} == {FORM, COOKIE}
        assert all("; secure" in line.lower() for line in given)


@pytest.mark.parametrize("proxies", ["", "127.0.0.1"])
def test_only_a_proxy_that_is_known_is_believed(tmp_path: Path, proxies: str) -> None:
    """Where somebody comes from, and whether over https, is said by whoever the setting names, and by nobody else."""
    with running_institution(Settings(data=tmp_path, proxies=proxies), wire=True) as institution:
        forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        answer = institution.client.get("/sign-in", headers=forwarded)
        assert ("secure" in answer.headers["set-cookie"].lower()) is bool(proxies)


def test_a_session_is_never_one_that_was_there_before(li: Browser) -> None:
    """A cookie that somebody planted in the browser is worth nothing once its owner has signed in."""
    page = li.get("/sign-in")
    li.cookies[COOKIE] = planted = "planted" * 6
    answer = _sent(li, page)
    assert li.cookies[COOKIE] != planted
    assert answer.status_code == 303
    li.cookies[COOKIE] = planted
    assert li.get("/account").one("h1").text == "Sign in"


def test_to_sign_in_again_ends_the_session_before(institution: Institution, li: Browser) -> None:
    """Each sign-in has a cookie of its own, and a copy of an old one is worthless."""
    _sent(li, li.get("/sign-in"))
    old = li.cookies[COOKIE]
    page = li.get("/account")
    li.send(page, "/account/password", old=PASSWORD, password=NEW, again=NEW)
    assert li.cookies[COOKIE] != old
    assert li.get("/account").status == 200
    assert institution.casebook.accounts.sessions.visit(old) is None


def test_whoever_signs_out_leaves_nothing_behind(institution: Institution, li: Browser) -> None:
    """The cookie is taken back, and whoever has kept a copy has nothing."""
    _sent(li, li.get("/sign-in"))
    copied = li.cookies[COOKIE]
    answer = _send(li, "/sign-out", {"csrf": li.get("/account").form("/sign-out")["csrf"][0]})
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "You are signed out." in li.get(answer.headers["location"]).text
    li.cookies[COOKIE] = copied
    assert li.get("/account").one("h1").text == "Sign in"


def test_nobody_can_be_signed_out_by_a_link(li: Browser) -> None:
    """Only the form does it."""
    _sent(li, li.get("/sign-in"))
    assert li.get("/sign-out").status in (404, 405)
    assert li.get("/account").one("h1").text == "Your account"


def test_what_was_not_right_is_told_in_the_same_words(institution: Institution, li: Browser) -> None:
    """The page for an unknown name is, letter by letter, the one for a wrong password."""
    institution.casebook.accounts.open(institution.people["Chen"], "Chen", PASSWORD)
    told = set()
    for login, password in (("Chen", "wrong"), ("Nobo", PASSWORD), ("Chen", "")):
        answer = _sent(li, li.get("/sign-in"), login=login, password=password)
        assert answer.status_code == 401
        assert password not in answer.text or not password
        told.add(answer.text.replace(login, "NAME").replace(li.cookies[FORM], ""))
    assert len(told) == 1


def test_too_many_tries_are_told_when_to_come_again(institution: Institution, li: Browser) -> None:
    """429 with Retry-After; afterwards the right password is taken."""
    for _ in range(PER_ACCOUNT.free):
        _sent(li, li.get("/sign-in"), password=WRONG)
    answer = _sent(li, li.get("/sign-in"))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    institution.clock.forward(timedelta(seconds=30))
    assert _sent(li, li.get("/sign-in")).status_code == 303


def test_more_hashing_than_can_be_done_is_put_off(li: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 instead of a queue in which everybody waits."""
    monkeypatch.setattr(entrance, "WAITING", 0)
    answer = _sent(li, li.get("/sign-in"))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "elsewhere.example",
        "/\r\nSet-Cookie: x=y",
        " //elsewhere.example",
    ],
)
def test_nobody_is_led_to_another_host_after_signing_in(li: Browser, elsewhere: str) -> None:
    """Whatever the link to the page, or its form, says."""
    page = li.get("/sign-in", next=elsewhere)
    assert page.form("/sign-in")["next"] == ["/"]
    answer = _sent(li, page, next=elsewhere)
    assert answer.headers["location"] == "/"


def test_a_form_of_another_browser_is_not_taken(institution: Institution, li: Browser) -> None:
    """Nobody can be signed in to the account of an attacker by a page of theirs."""
    other = Browser(institution, "Ma")
    strange = other.get("/sign-in").form("/sign-in")["csrf"][0]
    page = li.get("/sign-in")
    for csrf in ("", "x", strange, "é" * 64):
        assert _sent(li, page, csrf=csrf).status_code == 403
    li.cookies.pop(FORM)
    assert _sent(li, page).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_sent_from_elsewhere_is_not_taken(
    institution: Institution, li: Browser, headers: dict[str, str]
) -> None:
    """Even with the right token: signing in, and whatever one does once signed in."""
    page = li.get("/sign-in")
    assert _sent(li, page, headers).status_code == 403
    # A proxy may have called the host by another name; what the browser says of itself counts.
    _sent(li, page, {"Origin": "https://casebook.example.org", "Sec-Fetch-Site": "same-origin"})
    page = li.get("/account")
    for action in ("/sign-out", "/account/sessions", "/account/password", "/account/second-factor"):
        assert _send(li, action, {"csrf": page.form("/sign-out")["csrf"][0]}, headers).status_code == 403
    assert li.get("/account").status == 200


def test_a_form_without_the_token_of_its_session_is_not_taken(institution: Institution, li: Browser) -> None:
    """Neither without one, nor with one of another session of the same person."""
    _sent(li, li.get("/sign-in"))
    foreign = browser(institution, "Li").get("/account").form("/sign-out")["csrf"][0]
    for csrf in ("", foreign):
        for action in ("/sign-out", "/account/sessions", "/account/password", "/account/second-factor"):
            assert _send(li, action, {"csrf": csrf}).status_code == 403
    assert li.get("/account").status == 200


def test_the_session_of_a_page_reads_the_api_and_changes_nothing(institution: Institution, li: Browser) -> None:
    """A browser sends its cookie unasked; what is changed needs a token. A token counts before a cookie."""
    case = institution.raised()
    _sent(li, li.get("/sign-in"))
    cookie = {"Cookie": f"{COOKIE}={li.cookies[COOKIE]}"}
    client = institution.client
    assert client.get(f"/api/cases/{case['id']}", headers=cookie).status_code == 200
    for path, form in ((f"/{case['id']}/note", {"text": "by a cookie"}), ("", institution.form("raise"))):
        assert client.post(f"/api/objections{path}", json=form, headers=cookie).status_code == 401
    for elsewhere in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.get("/api/cases", headers=cookie | elsewhere).status_code == 401
    assert client.get("/api/cases", headers=cookie | {"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/policies", headers=cookie | institution.headers("Zhou")).status_code == 200
    institution.casebook.accounts.sessions.end_all(institution.people["Li"].id)
    assert client.get("/api/cases", headers=cookie).status_code == 401


def test_an_invited_person_chooses_and_signs_in(institution: Institution) -> None:
    """From the link to the first page, by forms alone; what was wrong stands beside its field."""
    accounts = institution.casebook.accounts
    token, _ = accounts.invitations.make(institution.people["Zhou"])
    address, zhou = f"/invitation/{token}", Browser(institution, "Zhou")
    page = zhou.get(address)
    assert page.one("h1").text == "Welcome, Zhou"
    page = zhou.send(page, address, login="zhou", password=PASSWORD, again="something else")
    assert page.status == 422
    assert page.one("input[aria-invalid]")["name"] == "again"
    assert PASSWORD not in page.answer.text
    page = zhou.send(page, address, login="zhou", password=SHORT, again=SHORT)
    assert page.one("input[aria-invalid]")["name"] == "password"
    page = zhou.send(page, address, login="zhou", password=PASSWORD, again=PASSWORD)
    assert page.one("h1").text == "Sign in"
    assert _sent(zhou, page, login="ZHOU").status_code == 303
    assert zhou.get(address).status == 404


def test_a_link_is_told_to_nobody_else(institution: Institution) -> None:
    """No page that is reached from an invitation learns its address, and no proxy keeps it."""
    token, _ = institution.casebook.accounts.invitations.make(institution.people["Zhou"])
    answer = Browser(institution, "Zhou").get(f"/invitation/{token}").answer
    assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert answer.headers["cache-control"] == "no-store"


def test_addresses_that_were_made_up_are_not_there(institution: Institution) -> None:
    """Whatever stands where the invitation's name belongs."""
    for made_up in ("x", "%00", "%ED%A0%80", "a" * 5_000, "..%2f", "%27--"):
        assert Browser(institution, "x").get(f"/invitation/{made_up}").status == 404


def _sent(browser: Browser, page: Page, headers: dict[str, str] | None = None, **filled: str) -> Response:
    """The sign-in form of a page, sent by Li unless it is filled in otherwise."""
    form = {name: values[-1] for name, values in page.form("/sign-in").items()}
    return _send(browser, "/sign-in", form | {"login": "Li", "password": PASSWORD} | filled, headers)


def _send(browser: Browser, path: str, form: dict[str, str], headers: dict[str, str] | None = None) -> Response:
    """A form with headers of a browser, and what comes first."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    client = browser.institution.client
    client.cookies.clear()
    sent = {"Cookie": cookies} | (headers or {})
    answer = client.post(path, data=form, headers=sent, follow_redirects=False)
    browser.cookies |= dict(answer.cookies)
    return answer
