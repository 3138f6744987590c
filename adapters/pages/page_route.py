"""The route of a page: whom it is for, and what its reader is shown when the program itself fails."""

from __future__ import annotations

import secrets
from typing import Any

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Message, Receive, Scope, Send

from adapters.logs import places
from adapters.pages.alone import alone
from engine.access import Role

BESIDE, STATUS = "casebook-beside", "Casebook-Status"
"""A page that is fetched beside another one says its status in a header: no browser complains of a form refused."""
REFUSED, REFERENCE_BYTES = 400, 4
TITLE = "The program failed"
DETAIL = (
    "nothing that you did is at fault; if you have sent something, look whether it has arrived before you send it again"
)


class PageRoute(Route):
    """A page, or a form that is sent from one; `roles` may ask for it, none of them: whoever comes."""

    def __init__(self, path: str, endpoint: Any, method: str, roles: frozenset[Role] | None) -> None:
        super().__init__(path, endpoint, methods=[method])
        self.roles = roles

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The request is counted and logged under the name of this route."""
        match, child = super().matches(scope)
        return match, {**child, "route": self}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a page, whatever happens; what went wrong is in the log, under the number on the page."""
        has_begun = False
        is_beside = BESIDE in Headers(scope=scope)

        async def begun(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                _say_status(message, is_beside=is_beside)
            await send(message)

        try:
            await super().handle(scope, receive, begun)
        except (ClientDisconnect, HTTPException):
            raise
        except Exception as error:
            if has_begun:
                raise
            page = await run_in_threadpool(self._failed, Request(scope), error)
            await page(scope, receive, begun)

    def _failed(self, request: Request, error: Exception) -> Response:
        reference, kind = secrets.token_hex(REFERENCE_BYTES), type(error).__name__
        at = places(error.__traceback__)
        structlog.get_logger().error("page failed", route=self.path, reference=reference, error=kind, at=at)
        return alone(request, 500, TITLE, DETAIL, reference)


def _say_status(message: Message, *, is_beside: bool) -> None:
    if is_beside and message["status"] >= REFUSED:
        MutableHeaders(raw=message["headers"])[STATUS] = str(message["status"])
        message["status"] = 200
