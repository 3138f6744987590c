"""Who asks: a bearer token is looked up once, and remembered for a few seconds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request

from adapters.http.refusals import NotSignedIn
from adapters.staff import StaffBook
from engine.access import Role, Who
from engine.refusal import NotAllowed

REMEMBERED_FOR = 5.0
REMEMBERED_AT_MOST = 10_000
LONGEST_TOKEN = 200
READS_CASES: frozenset[Role] = frozenset({"teacher", "manager", "auditor"})
READS_REGISTER: frozenset[Role] = READS_CASES | {"analyst"}
ANYBODY: frozenset[Role] = READS_REGISTER | {"admin"}


class Doorkeeper:
    """Tells from a request who asks. A token that is taken away opens nothing more after REMEMBERED_FOR seconds."""

    def __init__(self, staff: StaffBook, seconds: Callable[[], float]) -> None:
        self._staff, self._seconds = staff, seconds
        self._known: dict[bytes, tuple[Who, float]] = {}

    async def admit(self, request: HTTPConnection, roles: frozenset[Role] = ANYBODY) -> Who:
        """Who asks, without keeping the event loop waiting; NotSignedIn if nobody is known by this token."""
        token = _token(request)
        who = self._remembered(token)
        if who is None:
            who = await run_in_threadpool(self._look_up, token)
        if who.role not in roles:
            msg = f"this is not for the role {who.role}"
            raise NotAllowed(msg)
        return who

    def guard(self, roles: frozenset[Role]) -> Callable[[Request], Awaitable[None]]:
        """Turns away whoever may not read, before anything else is looked at; `reader` then knows who asks."""

        async def admitted(request: Request) -> None:
            request.state.reader = await self.admit(request, roles)

        return admitted

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


def _token(request: HTTPConnection) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        msg = "send your token in a header, as in Authorization: Bearer TOKEN"
        raise NotSignedIn(msg)
    return token


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
