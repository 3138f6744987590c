"""The entrance to the pages: the cookies that signing in needs, and the guard against too much hashing at once."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import COOKIE, Accounts
from adapters.accounts.browser import browser_of
from adapters.pages.pages import Pages
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit
from engine.access import Who
from engine.refusal import Busy

FORM_COOKIE, FORM_BYTES = "casebook_form", 16
AT_ONCE, WAITING = 2, 40
"""How many passwords are hashed at once, and how many may wait for it."""

Done = TypeVar("Done")


@dataclass(frozen=True)
class Entrance:
    """Where people come in and go out; before they are known, a cookie of its own ties a form to its browser."""

    pages: Pages
    hashing: CapacityLimiter

    @property
    def accounts(self) -> Accounts:
        """The accounts of the people."""
        return self.pages.casebook.accounts

    def show(self, request: Request, visit: Visit, template: str, status: int = 200, **context: object) -> Response:
        """A page with a form, for anybody."""
        known = request.cookies.get(FORM_COOKIE, "") or secrets.token_urlsafe(FORM_BYTES)
        csrf = visit.csrf or self.accounts.forms.token(known)
        answer = self.pages.show(visit, template, status, csrf=csrf, **context)
        if visit.who is None:
            self._set(request, answer, FORM_COOKIE, known)
        return answer

    def check(self, request: Request, visit: Visit, form: Posted) -> None:
        """Refuse a form that was drawn for another browser; where somebody has signed in, that was done before."""
        if visit.who is None:
            cookie = request.cookies.get(FORM_COOKIE, "")
            self.accounts.forms.check(cookie, form.text("csrf"), request.headers)

    async def hashed(self, work: Callable[[], Done]) -> Done:
        """Work that hashes a password, when its turn has come; Busy if too many wait already."""
        if self.hashing.statistics().tasks_waiting >= WAITING:
            raise Busy("many people are signing in at this moment; try again in a few seconds")
        return await to_thread.run_sync(work, limiter=self.hashing)

    def let_in(self, request: Request, who: Who, answer: Response) -> Response:
        """Somebody is signed in here from now on, by a cookie that nobody has seen before."""
        sessions = self.accounts.sessions
        sessions.end(request.cookies.get(COOKIE, ""))
        browser = browser_of(request.headers.get("user-agent", ""))
        self._set(request, answer, COOKIE, sessions.begin(who, browser, self.accounts.locale_of(who)))
        self._set(request, answer, FORM_COOKIE, "", max_age=0)
        return answer

    def let_out(self, request: Request, answer: Response) -> Response:
        """Nobody is signed in here any more."""
        self.accounts.sessions.end(request.cookies.get(COOKIE, ""))
        self._set(request, answer, COOKIE, "", max_age=0)
        return answer

    def _set(self, request: Request, answer: Response, name: str, value: str, max_age: int | None = None) -> None:
        origin = self.pages.casebook.settings.origin
        secure = request.url.scheme == "https" or origin.startswith("https://")
        answer.set_cookie(name, value, max_age, httponly=True, samesite="lax", secure=secure)


def address_of(request: Request) -> str:
    """Where somebody comes from."""
    return request.client.host if request.client else ""
