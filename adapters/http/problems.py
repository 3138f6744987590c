"""Problems: every refusal as RFC 9457 tells it. The one place that knows which refusal has which status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import orjson
from eventsourcing.persistence import InterfaceError, OperationalError
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy import exc as sql
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from adapters.accounts import NotFromHere, NotInvited, SignInRefused, TooManyTries
from adapters.evidence import NotEvidence
from adapters.http.refusals import Behind, Malformed, NotAFile, NotJson, NotSignedIn, Unseen
from adapters.index import BadQuery, IndexBusy
from engine import refusal
from engine.refusal import Flaw, NotFillable

MEDIA_TYPE = "application/problem+json"
NOT_FOUND = HTTPStatus.NOT_FOUND
LATER: Mapping[str, str] = {"Retry-After": "1"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its title, and the headers that belong to it."""

    status: int
    title: str
    headers: Mapping[str, str] = field(default_factory=dict)


KINDS: Mapping[type[Exception], Kind] = MappingProxyType(
    {
        Malformed: Kind(400, "The request is malformed"),
        NotSignedIn: Kind(401, "Not signed in", {"WWW-Authenticate": 'Bearer realm="casebook"'}),
        SignInRefused: Kind(401, "Not signed in"),
        refusal.NotAllowed: Kind(403, "Not allowed"),
        NotFromHere: Kind(403, "The form is too old"),
        refusal.NotThere: Kind(404, "Not there"),
        NotInvited: Kind(404, "The link is of no use any more"),
        refusal.NotDue: Kind(409, "The step is not due"),
        refusal.Contended: Kind(409, "Others were faster", LATER),
        refusal.Stale: Kind(412, "The case has moved on"),
        refusal.TooLarge: Kind(413, "Too large", {"Connection": "close"}),
        NotJson: Kind(415, "Not JSON"),
        NotAFile: Kind(415, "Not a file", {"Connection": "close"}),
        NotEvidence: Kind(415, "Not taken as evidence", {"Connection": "close"}),
        NotFillable: Kind(422, "The form cannot be taken as it was filled in"),
        refusal.KeyReused: Kind(422, "The idempotency key was used before"),
        BadQuery: Kind(422, "The query cannot be answered"),
        Unseen: Kind(428, "If-Match is missing"),
        TooManyTries: Kind(429, "Too many tries", LATER),
        refusal.Busy: Kind(503, "Busy", LATER),
        Behind: Kind(503, "Not so far yet", LATER),
        refusal.Refusal: Kind(409, "Refused"),
    }
)
BUSY = Kind(503, "Busy", LATER)
BUSY_STORES = (OperationalError, InterfaceError, sql.OperationalError, sql.InterfaceError, sql.TimeoutError, IndexBusy)

KNOWN: tuple[type[Exception], ...] = (*KINDS, *BUSY_STORES)


def problem(kind: Kind, detail: str, flaws: Iterable[Flaw] = (), headers: Mapping[str, str] | None = None) -> Response:
    """The answer that says what is wrong and what can be done."""
    body: dict[str, Any] = {"title": kind.title, "status": kind.status, "detail": detail}
    if errors := [{"field": flaw.field, "message": flaw.message} for flaw in flaws]:
        body["errors"] = errors
    return Response(orjson.dumps(body), kind.status, {**kind.headers, **(headers or {})}, MEDIA_TYPE)


def unexpected() -> Response:
    """The answer where the program itself is at fault; it tells nothing of its inside."""
    detail = "The program failed; nothing you sent is at fault, and the failure is in its log."
    return problem(Kind(500, "Internal error"), detail)


def tell_problems(app: FastAPI, missing: Callable[[Request], Response | None]) -> None:
    """Have every refusal and every error of this application answered as a problem, or as a page that is missing."""
    for error in KNOWN:
        app.add_exception_handler(error, _answered)
    app.add_exception_handler(RequestValidationError, _not_valid)

    async def not_served(request: Request, error: Exception) -> Response:
        page = await run_in_threadpool(missing, request) if getattr(error, "status_code", 0) == NOT_FOUND else None
        return page or _not_served(request, error)

    app.add_exception_handler(HTTPException, not_served)


def answer_to(error: Exception) -> Response:
    """The answer to one of the errors that are KNOWN."""
    if isinstance(error, BUSY_STORES):
        return problem(BUSY, "the store is busy; repeat the request in a moment")
    flaws = error.flaws if isinstance(error, NotFillable) else ()
    return problem(kind_of(error), str(error), flaws)


def kind_of(error: Exception) -> Kind:
    """The kind of problem that an error is; the nearest of its classes decides."""
    return next(KINDS[kind] for kind in type(error).__mro__ if kind in KINDS)


async def _answered(_: Request, error: Exception) -> Response:
    return answer_to(error)


async def _not_valid(_: Request, error: Exception) -> Response:
    found: Any = error
    flaws = [Flaw(".".join(map(str, flaw["loc"][1:])) or "body", flaw["msg"]) for flaw in found.errors()]
    return problem(Kind(422, "The request cannot be taken"), "; ".join(f"{f.field}: {f.message}" for f in flaws), flaws)


def _not_served(request: Request, error: Exception) -> Response:
    found: Any = error
    status, headers = HTTPStatus(found.status_code), dict(found.headers or {})
    if status == NOT_FOUND:
        return problem(Kind(404, "Not there"), "there is nothing at this address")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = _allowed(request)
        return problem(Kind(405, "Method not allowed"), f"this address takes {allowed}", headers={"Allow": allowed})
    return problem(Kind(status, status.phrase), str(found.detail), headers=headers)


def _allowed(request: Request) -> str:
    """Every method that the address takes, whichever route takes it."""
    matching = (route for route in request.app.routes if route.matches(request.scope)[0] != Match.NONE)
    return ", ".join(sorted({method for route in matching for method in getattr(route, "methods", None) or ()}))
