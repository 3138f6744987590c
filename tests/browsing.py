"""Browsing: people of an institution at its pages, each with a session and without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from httpx2 import Response

from adapters.accounts import COOKIE
from adapters.pages.visit import POSITION
from tests.institution import Institution

Fields = Mapping[str, str | list[str]]


@dataclass
class Page:
    """A page as somebody sees it."""

    answer: Response
    soup: BeautifulSoup

    @property
    def status(self) -> int:
        """Its status."""
        return self.answer.status_code

    @property
    def text(self) -> str:
        """Everything on it, in one line."""
        return " ".join((self.soup.find("main") or self.soup).get_text(" ").split())

    def all(self, selector: str) -> list[Tag]:
        """What a CSS selector finds."""
        return list(self.soup.select(selector))

    def one(self, selector: str) -> Tag:
        """The only thing that a CSS selector finds."""
        found = self.all(selector)
        assert len(found) == 1, (selector, len(found), self.text[:400])
        return found[0]

    def form(self, action: str) -> dict[str, list[str]]:
        """What a browser would send of the form with this action, as it was drawn."""
        form = next(form for form in self.all("form") if form.get("action") == action)
        return {name: [value for other, value in _sent(form) if other == name] for name, _ in _sent(form)}


@dataclass
class Browser:
    """One person's browser."""

    institution: Institution
    name: str
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> Browser:
        """Signed in from now on."""
        who = self.institution.people[self.name]
        self.cookies[COOKIE] = self.institution.casebook.accounts.sessions.begin(who)
        return self

    def get(self, path: str, **query: str) -> Page:
        """Open a page, and whatever it leads on to."""
        return self._follow(self._send("GET", path, params=query or None))

    def post(self, path: str, fields: Fields, headers: Mapping[str, str] | None = None) -> Page:
        """Send a form, and see the page that it leads on to."""
        return self._follow(self._send("POST", path, headers, data=dict(fields.items())))

    def send(self, page: Page, action: str, **filled: str | list[str]) -> Page:
        """Fill in a form of a page and send it; a `__` in a name stands for the dot in a field's."""
        known = page.form(action) | {name.replace("__", "."): _listed(value) for name, value in filled.items()}
        return self.post(action, known)

    def upload(self, page: Page, action: str, file: str, content: bytes, **filled: str) -> Page:
        """Fill in a form of a page and send it with a file."""
        known = page.form(action) | {name: _listed(value) for name, value in filled.items()}
        form = next(form for form in page.all("form") if form.get("action") == action)
        field = str(form.select("input[type=file]")[0]["name"])
        known.pop(field, None)
        return self._follow(self._send("POST", action, data=known, files={field: (file, content)}))

    def _send(self, method: str, path: str, others: Mapping[str, str] | None = None, **more: Any) -> Response:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Language": self.language, "Cookie": cookies, **(others or {})}
        client = self.institution.client
        client.cookies.clear()
        answer = client.request(method, path, headers=headers, follow_redirects=False, **more)
        self.cookies |= dict(answer.cookies)
        return answer

    def _follow(self, answer: Response) -> Page:
        while answer.status_code == 303:
            answer = self._send("GET", answer.headers["location"])
        return Page(answer, BeautifulSoup(answer.text, "html.parser"))


def browser(institution: Institution, name: str, language: str = "en") -> Browser:
    """The browser of a person who has signed in."""
    return Browser(institution, name, language).sign_in()


def reader(institution: Institution, name: str, language: str = "en") -> Browser:
    """The same of somebody who has just written: their pages show at least what was written so far."""
    someone = browser(institution, name, language)
    someone.cookies[POSITION] = institution.position
    return someone


def _sent(form: Tag) -> list[tuple[str, str]]:
    """Names and values of a form's fields, as a browser sends them."""
    sent: list[tuple[str, str]] = []
    for each in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(each["name"]), each.get("type")
        if each.name == "select":
            chosen = each.select("option[selected]") or each.select("option")[:1]
            sent += [(name, str(option.get("value", option.get_text()))) for option in chosen]
        elif each.name == "textarea":
            sent.append((name, each.get_text()))
        elif kind not in ("radio", "checkbox") or each.has_attr("checked"):
            sent.append((name, str(each.get("value", ""))))
    return sent


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
