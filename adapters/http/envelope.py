"""The envelope of every answer: headers that keep browsers careful, the time it took, and a last resort."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.http.meters import Meters
from adapters.http.problems import unexpected
from adapters.logs import places

logger: Any = structlog.get_logger()

Headers = list[tuple[bytes, bytes]]
ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
DEFAULTS: Headers = [
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
]
"""For answers that say nothing else."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Envelope:
    """Wraps the whole application; nothing that goes wrong inside reaches a client, or the log with what it held."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app, self._meters = app, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 0

        async def sealed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _with_defaults(message.get("headers", []))
            await send(message)

        try:
            await self._app(scope, receive, sealed)
        except ClientDisconnect:
            status = status or 499
        except Exception as error:  # noqa: BLE001 -- the last resort: whatever it is, the client gets an answer
            kind, at = type(error).__name__, places(error.__traceback__)
            logger.error("request failed", route=_route(scope), error=kind, at=at)
            if status == 0:
                await unexpected()(scope, receive, sealed)
        finally:
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._meters.request(_route(scope), method, status, perf_counter() - started)


def _with_defaults(headers: Headers) -> Headers:
    named = {name for name, _ in headers}
    return [*headers, *ALWAYS, *(header for header in DEFAULTS if header[0] not in named)]


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "none")
