"""One's own account: what its owner does there, and nobody else."""

from __future__ import annotations

from base64 import b32decode
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from adapters.accounts import COOKIE
from adapters.accounts.tries import PER_ACCOUNT
from engine.time.instant import micros
from tests.accounts import PASSWORD
from tests.browsing import Browser, browser
from tests.institution import Institution

NEW, WRONG = "an entirely new one", "wrong"


@pytest.fixture
def li(institution: Institution) -> Browser:
    """A teacher with an account, signed in."""
    institution.casebook.accounts.open(institution.people["Li"], "Li", PASSWORD)
    return browser(institution, "Li")


def test_a_new_password_signs_out_everywhere_else(institution: Institution, li: Browser) -> None:
    """Here one goes on."""
    other = browser(institution, "Li")
    page = li.send(li.get("/account"), "/account/password", old=PASSWORD, password=NEW, again=NEW)
    assert "Your password is changed." in page.text
    assert page.one("h1").text == "Your account"
    assert other.get("/account").one("h1").text == "Sign in"


def test_a_password_is_changed_only_by_whoever_knows_it(institution: Institution, li: Browser) -> None:
    """A browser that was left open is not enough, and guessing is bounded as it is at the door."""
    page = li.get("/account")
    told = li.send(page, "/account/password", old="wrong", password=NEW, again=NEW)
    assert (told.status, told.one("#old-flaw").text) == (422, "This is not your password.")
    for _ in range(PER_ACCOUNT.free - 1):
        li.send(page, "/account/password", old="wrong", password=NEW, again=NEW)
    told = li.send(page, "/account/password", old=PASSWORD, password=NEW, again=NEW)
    assert told.status == 429
    assert told.answer.headers["retry-after"] == "30"


def test_a_password_that_does_not_do_is_refused_beside_its_field(li: Browser) -> None:
    """And nothing that was typed comes back."""
    page = li.get("/account")
    for filled, field in (
        ({"password": "short", "again": "short"}, "password"),
        ({"password": NEW, "again": "x"}, "again"),
    ):
        told = li.send(page, "/account/password", old=PASSWORD, **filled)
        assert told.status == 422
        assert told.one("input[aria-invalid]")["id"] == field
        assert PASSWORD not in told.answer.text
        assert NEW not in told.answer.text


def test_an_app_is_set_up_and_taken_away_again(institution: Institution, li: Browser) -> None:
    """By the password; the recovery codes are shown once, and then never again."""
    factor, who = institution.casebook.accounts.second_factor, institution.people["Li"]
    assert li.send(li.get("/account"), "/account/second-factor", password=WRONG).status == 422
    page = li.send(li.get("/account"), "/account/second-factor", password=PASSWORD)
    assert page.all("#second-factor svg")
    told = li.send(page, "/account/second-factor/confirm", code="000000")
    assert (told.status, len(told.all("#code-flaw"))) == (422, 1)
    key = "".join(page.one("#second-factor code").text.split())
    page = li.send(page, "/account/second-factor/confirm", code=_code(institution, key))
    codes = [code.text for code in page.all("#second-factor li code")]
    assert len(codes) == factor.codes_left(who.id) == 8
    assert codes[0] not in li.get("/account").text
    assert "8 recovery codes are left." in li.get("/account").text
    assert key not in li.get("/account").answer.text.replace(" ", "")
    assert li.send(page, "/account/second-factor/remove", password=WRONG).status == 422
    assert factor.counts(who.id)
    li.send(page, "/account/second-factor/remove", password=PASSWORD)
    assert not factor.counts(who.id)


def test_one_sees_where_one_is_signed_in_and_ends_it(institution: Institution, li: Browser) -> None:
    """One of them, or all others; this browser stays."""
    others = [browser(institution, "Li") for _ in range(3)]
    page = li.get("/account")
    assert len(page.all("#sessions tbody tr")) == 4
    assert "this one" in page.one("#sessions").text
    buttons = [str(button["value"]) for button in page.all("button[name=session]")]
    assert len(buttons) == 3
    page = li.send(page, "/account/sessions", session=buttons[0])
    assert len(page.all("#sessions tbody tr")) == 3
    li.post("/account/sessions", {"csrf": page.form("/sign-out")["csrf"]})
    assert len(li.get("/account").all("#sessions tbody tr")) == 1
    assert all(other.get("/account").one("h1").text == "Sign in" for other in others)


def test_nobody_ends_a_session_of_somebody_else(institution: Institution, li: Browser) -> None:
    """Not even by knowing what it is called."""
    chen = browser(institution, "Chen")
    [session] = institution.casebook.accounts.sessions.open(institution.people["Chen"].id)
    page = li.get("/account")
    csrf = page.form("/sign-out")["csrf"]
    for made_up in (session.id, "\x00", "' OR 1=1", "x" * 500):
        li.post("/account/sessions", {"csrf": csrf, "session": made_up})
    assert chen.get("/account").one("h1").text == "Your account"


def test_the_language_one_has_chosen_is_there_after_the_next_sign_in(institution: Institution, li: Browser) -> None:
    """In a browser that knows nothing of it, too."""
    li.post("/language", {"csrf": li.get("/account").form("/sign-out")["csrf"], "language": "zh", "back": "/account"})
    accounts, who = institution.casebook.accounts, institution.people["Li"]
    cookie = accounts.sessions.begin(who, "", accounts.locale_of(who))
    page = Browser(institution, "Li", cookies={COOKIE: cookie}).get("/account")
    assert page.one("html")["lang"] == "zh-CN"
    assert page.one("h1").text == "我的账号"
    assert accounts.sessions.open(who.id)[0].locale == "zh"


def test_a_session_that_is_left_alone_ends_at_the_next_page(institution: Institution, li: Browser) -> None:
    """And signing in leads back to it."""
    institution.clock.forward(timedelta(minutes=institution.casebook.settings.session_idle))
    page = li.get("/account")
    assert page.one("h1").text == "Sign in"
    assert page.form("/sign-in")["next"] == ["/account"]


def test_a_page_that_keeps_itself_fresh_keeps_nobody_signed_in(institution: Institution, li: Browser) -> None:
    """Only what a person asks for does."""
    page = li.get("/account")
    headers = {"Cookie": f"{COOKIE}={li.cookies[COOKIE]}", "Casebook-Wait-For": "0"}
    for _ in range(3):
        institution.clock.forward(timedelta(minutes=institution.casebook.settings.session_idle / 2))
        answer = institution.client.get("/account", headers=headers, follow_redirects=False)
    assert page.status == 200
    assert answer.headers.get("location", "").startswith("/sign-in")


def _code(institution: Institution, key: str) -> str:
    seconds = micros(institution.clock()) // 1_000_000
    return TOTP(b32decode(key), 6, SHA1(), 30).generate(seconds).decode()  # noqa: S303 -- as apps do


def test_whoever_is_given_a_way_into_another_persons_place_is_seen_by_that_person_and_by_auditors(
    institution: Institution, li: Browser
) -> None:
    """A token in their name, a link by which somebody sets their password: for two weeks every page says so."""
    assert li.get("/day").all("a[href='/account#changes']") == []
    ada, address = browser(institution, "Ada"), f"/administration/staff/{institution.people['Li'].id}"
    ada.send(ada.get(address), f"{address}/token", name="a program")
    link = ada.send(ada.get(address), f"{address}/invite").one("#way-in code").get_text()
    somebody, path = Browser(institution, "Li"), urlsplit(link).path
    somebody.send(somebody.get(path), path, login="Li", password=NEW, again=NEW)

    again = browser(institution, "Li")
    assert again.get("/day").one("a[href='/account#changes']").text == "Your access was changed"
    told = again.get("/account").one("#changes").get_text(" ", strip=True)
    assert [word for word in ("Token made Ada", "Invited Ada", "Link used Li") if word not in told] == []
    assert "Li : Token made Ada" in " ".join(browser(institution, "Zhou").get("/audit").text.replace(":", " :").split())
    institution.clock.forward(timedelta(days=15))
    assert browser(institution, "Li").get("/day").all("a[href='/account#changes']") == []
