"""A visit: who looks at a page, in which language, and the token that their forms carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from hmac import compare_digest, digest
from urllib.parse import parse_qs, urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request

from adapters.accounts import COOKIE
from adapters.accounts.changes import Changes
from adapters.casebook import Casebook
from adapters.http.refusals import NotSignedIn
from adapters.http.waiting import HEADER
from adapters.pages.codes import code_word
from adapters.pages.posted import Posted
from adapters.pages.texts import LANGUAGE, preferred, texts, word
from engine.access import Role, Who

POSITION = "casebook_position"
HIDDEN, SEAL = "hidden", "seal"
PATIENCE = 2.0
"""Seconds that a page waits at most for what its reader has just written."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page."""

    who: Who | None
    locale: str
    zone: ZoneInfo
    now: datetime
    here: str
    """The address of the page, with its question."""
    csrf: str = ""
    is_warned: bool = False
    """Whether something was done lately by which others could act in their name."""

    @property
    def path(self) -> str:
        """The address of the page, without its question."""
        return self.here.partition("?")[0]

    @property
    def hidden(self) -> str:
        """Which form of theirs was taken, if we have said that the case it was for is hidden from them since."""
        asked = parse_qs(self.here.partition("?")[2])
        form, seal = (asked.get(name, [""])[0] for name in (HIDDEN, SEAL))
        return form if self.csrf and compare_digest(seal.encode(), self._seal(form).encode()) else ""

    def away(self, first: str, form: str) -> str:
        """Where they go on when the case that a form of theirs was for is hidden from them: nobody else can say so."""
        return f"{first}?{urlencode({HIDDEN: form, SEAL: self._seal(form)})}"

    def _seal(self, form: str) -> str:
        """What nobody knows who does not have the page of this session before them."""
        return digest(self.csrf.encode(), f"{HIDDEN} {form}".encode(), sha256).hex()

    @property
    def role(self) -> Role | None:
        """The role of whoever looks, if they have signed in."""
        return self.who.role if self.who else None

    @property
    def person(self) -> Who:
        """Whoever has signed in."""
        if self.who is None:
            msg = "sign in first"
            raise NotSignedIn(msg)
        return self.who

    def text(self, message: str, **values: object) -> str:
        """A text in their language."""
        found = texts(self.locale).gettext(message)
        return found % values if values else found

    def word(self, kind: str, name: str) -> str:
        """What a name of the program is called in their language."""
        return word(self.locale, kind, name)

    def code_word(self, kind: str, code: str) -> str:
        """What cases are filed under, as it is called in their language."""
        return code_word(self.locale, kind, code)


@dataclass(frozen=True)
class Reception:
    """Receives whoever asks for a page."""

    casebook: Casebook

    @cached_property
    def changes(self) -> Changes:
        """What was done with the staff."""
        return Changes(self.casebook.accounts.engine, self.casebook.clock)

    def visit(self, request: Request) -> Visit:
        """Who asks, if they have signed in; a page that refreshes itself, up to a position, is no sign of them."""
        refreshed = HEADER in request.headers
        session = self.casebook.accounts.sessions.visit(request.cookies.get(COOKIE, ""), active=not refreshed)
        chosen = request.cookies.get(LANGUAGE) or (session.locale if session else None)
        locale = preferred(request.headers.get("accept-language", ""), chosen)
        calendar, now = self.casebook.calendar, self.casebook.clock()
        who, csrf = (session.who, session.csrf) if session else (None, "")
        self._await(request.headers.get(HEADER) or request.cookies.get(POSITION, ""))
        is_warned = session is not None and self.changes.concern(session.who.id)
        return Visit(who, locale, calendar.timezone, calendar.local(now), address_of(request), csrf, is_warned)

    def check(self, request: Request, form: Posted) -> None:
        """Refuse a form that was not drawn by us for the session that sends it."""
        self.casebook.accounts.forms.check(request.cookies.get(COOKIE, ""), form.text("csrf"), request.headers)

    def _await(self, position: str) -> None:
        """See what they have just written; a page that is a little behind is better than none."""
        if position.isascii() and position.isdecimal() and len(position) < len(str(2**63)):
            wanted = int(position)
            if self.casebook.runner.position() < wanted <= self.casebook.log.max_notification_id():
                self.casebook.runner.wait_for(wanted, PATIENCE)


def address_of(request: Request) -> str:
    """The address that was asked for, on this host."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
