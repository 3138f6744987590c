"""Who asks: a program by its token, remembered for a few seconds; a page, which only reads here, by its session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import blake2b

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request

from adapters.accounts import COOKIE, Sessions, comes_from_here
from adapters.http.refusals import NotSignedIn
from adapters.staff import StaffBook
from engine.access import Role, Who
from engine.refusal import NotAllowed

REMEMBERED_FOR = 5.0
REMEMBERED_AT_MOST = 10_000
LONGEST_TOKEN = 200
READS = frozenset({"GET", "HEAD"})
READS_CASES: frozenset[Role] = frozenset({"teacher", "manager", "auditor"})
READS_REGISTER: frozenset[Role] = READS_CASES | {"analyst"}
ANYBODY: frozenset[Role] = READS_REGISTER | {"admin"}


class Doorkeeper:
    """Tells from a request who asks. A token that is taken away opens nothing more after REMEMBERED_FOR seconds."""

    def __init__(self, staff: StaffBook, sessions: Sessions, seconds: Callable[[], float]) -> None:
        self._staff, self._sessions, self._seconds = staff, sessions, seconds
        self._known: dict[bytes, tuple[Who, float]] = {}
        staff.whenever_changed(lambda _: self._known.clear())
        staff.tokens.whenever_revoked(self._known.clear)

    async def admit(self, request: HTTPConnection, roles: frozenset[Role] = ANYBODY) -> Who:
        """Who asks, without keeping the event loop waiting; NotSignedIn if nobody is known by this token."""
        who = await (self._page(request) if _is_page(request) else self._program(request))
        if who.role not in roles:
            msg = f"this is not for the role {who.role}"
            raise NotAllowed(msg)
        return who

    def guard(self, roles: frozenset[Role]) -> Callable[[Request], Awaitable[None]]:
        """Turns away whoever may not read, before anything else is looked at; `reader` then knows who asks."""

        async def admitted(request: Request) -> None:
            request.state.reader = await self.admit(request, roles)

        return admitted

    async def _program(self, request: HTTPConnection) -> Who:
        token = _token(request)
        who = self._remembered(token)
        return await run_in_threadpool(self._look_up, token) if who is None else who

    async def _page(self, request: HTTPConnection) -> Who:
        """Whose session it is. A cookie is sent by the browser unasked: it changes nothing, nor does it keep alive."""
        if request.scope.get("method") not in READS or not comes_from_here(request.headers):
            raise NotSignedIn("the session of a page only reads here; send a token, as in Authorization: Bearer TOKEN")
        cookie = request.cookies[COOKIE]
        session = self._sessions.recall(cookie)
        session = session or await run_in_threadpool(self._sessions.visit, cookie, active=False)
        if session is None:
            raise NotSignedIn("this session has ended; sign in again")
        return session.who

    def _remembered(self, token: str) -> Who | None:
        who, until = self._known.get(_digest(token), (None, 0.0))
        return who if self._seconds() < until else None

    def _look_up(self, token: str) -> Who:
        who = self._staff.by_token(token)
        if who is None:
            msg = "this token is not known; ask an administrator for a new one"
            raise NotSignedIn(msg)
        if len(self._known) >= REMEMBERED_AT_MOST:
            self._known.clear()
        self._known[_digest(token)] = who, self._seconds() + REMEMBERED_FOR
        return who


def reader(request: Request) -> Who:
    """Who was let in by the guard of the route."""
    who: Who = request.state.reader
    return who


def _is_page(request: HTTPConnection) -> bool:
    return "authorization" not in request.headers and COOKIE in request.cookies


def _token(request: HTTPConnection) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        msg = "send your token in a header, as in Authorization: Bearer TOKEN"
        raise NotSignedIn(msg)
    return token


def _digest(token: str) -> bytes:
    return blake2b(token.encode()).digest()
