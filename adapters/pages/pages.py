"""What every page stands on: its visitor, its frame, its headers, and its errors as pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from inspect import iscoroutinefunction
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters.casebook import Casebook
from adapters.http.commands import Commands
from adapters.http.identity import ANYBODY
from adapters.http.problems import KNOWN
from adapters.http.refusals import NotSignedIn
from adapters.pages import errors
from adapters.pages.alone import alone
from adapters.pages.headers import HEADERS
from adapters.pages.navigation import entries_for
from adapters.pages.page_route import PageRoute
from adapters.pages.posted import Posted, posted
from adapters.pages.templates import environment
from adapters.pages.visit import POSITION, Reception, Visit
from engine.access import Role
from engine.refusal import NotAllowed, NotThere

REMEMBERED = 10
"""Seconds for which a page waits for what its reader has written."""

Show = Callable[[Request, Visit], Response]
Take = Callable[[Request, Visit, Posted], Response] | Callable[[Request, Visit, Posted], Awaitable[Response]]


Reading = Callable[[Request], Awaitable[Posted]]


@dataclass(frozen=True)
class Pages:
    """Draws pages over a casebook, and takes what is sent from them."""

    casebook: Casebook
    commands: Commands
    reception: Reception
    mounted: set[str] = field(default_factory=set)

    def get(self, path: str, show: Show, roles: frozenset[Role] | None = ANYBODY) -> Route:
        """A page that is read; `show` runs aside from the event loop."""

        def endpoint(request: Request) -> Response:
            visit = self._received(request)
            if isinstance(visit, Response):
                return visit
            try:
                _admit(visit, roles)
                return show(request, visit)
            except NotSignedIn:
                return _to_sign_in(visit.here)
            except KNOWN as error:
                return self.refused(visit, error)

        self.mounted.add(path)
        return PageRoute(path, endpoint, "GET", roles)

    def post(
        self, path: str, take: Take, roles: frozenset[Role] | None = ANYBODY, reading: Reading | None = None
    ) -> Route:
        """A form that is sent; `take` runs aside from the event loop unless it is a coroutine.

        `reading` is for a form that is written in another way, such as with a file.
        """

        async def endpoint(request: Request) -> Response:
            visit = await run_in_threadpool(self._received, request)
            if isinstance(visit, Response):
                return visit
            try:
                _admit(visit, roles)
                form = await (reading(request) if reading else posted(request, self.casebook.settings.largest_body))
                with closing(form):
                    if visit.who:
                        self.reception.check(request, form)
                    return await _taken(take, request, visit, form)
            except NotSignedIn:
                return _to_sign_in(_before(request))
            except KNOWN as error:
                return await run_in_threadpool(self.refused, visit, error)

        return PageRoute(path, endpoint, "POST", roles)

    def show(self, visit: Visit, template: str, status: int = 200, **context: Any) -> Response:
        """A page: the template with what it is to show."""
        drawn = environment(visit.locale, visit.zone).get_template(template)
        frame = {
            "visit": visit,
            "entries": entries_for(visit.role, frozenset(self.mounted)),
            "position": self.casebook.runner.position(),
        }
        return HTMLResponse(drawn.render(frame | context), status, HEADERS)

    def refused(self, visit: Visit, error: Exception) -> Response:
        """The page of an error that is KNOWN."""
        kind = errors.kind(error)
        answer = self._error(visit, kind.status, kind.title, errors.sentence(error))
        answer.headers.update(kind.headers)
        return answer

    def missing(self, request: Request) -> Response | None:
        """The page of an address at which there is nothing, for whoever looks with a browser."""
        if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
            return None
        return self.refused(self.reception.visit(request), NotThere("there is nothing at this address"))

    def _received(self, request: Request) -> Visit | Response:
        """The visit, or why nobody can be received at this moment."""
        try:
            return self.reception.visit(request)
        except KNOWN as error:
            return alone(request, errors.kind(error).status, errors.kind(error).title, errors.sentence(error))

    def _error(self, visit: Visit, status: int, title: str, detail: str) -> Response:
        advice = errors.ADVICE.get(HTTPStatus(status), "")
        return self.show(visit, "error.html", status, title=title, detail=detail, advice=advice)


def see(address: str, position: int | None = None) -> Response:
    """Sends the browser on to a page, which shows at least what stands at this position of the log."""
    answer = RedirectResponse(address, 303)
    if position is not None:
        answer.set_cookie(POSITION, str(position), max_age=REMEMBERED, httponly=True, samesite="lax")
    return answer


def local_address(address: str, otherwise: str = "/") -> str:
    """An address of our own, to which one may be sent on; anything else is not followed."""
    is_ours_ = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours_ else otherwise


def _admit(visit: Visit, roles: frozenset[Role] | None) -> None:
    if roles is not None and visit.person.role not in roles:
        msg = f"this is not for the role {visit.person.role}"
        raise NotAllowed(msg)


async def _taken(take: Take, request: Request, visit: Visit, form: Posted) -> Response:
    if iscoroutinefunction(take):
        answer: Response = await take(request, visit, form)
        return answer
    return await run_in_threadpool(take, request, visit, form)  # type: ignore[arg-type] # it is no coroutine


def _before(request: Request) -> str:
    """The page from which a form was sent."""
    referer = request.headers.get("referer", "")
    origin = f"{request.url.scheme}://{request.url.netloc}"
    return local_address(referer.removeprefix(origin)) if referer.startswith(origin) else "/"


def _to_sign_in(afterwards: str) -> Response:
    return see("/sign-in" if afterwards == "/" else f"/sign-in?next={quote(afterwards, safe='')}")
