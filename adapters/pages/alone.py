"""A page that stands alone: it needs no store, no session and no other page, and is shown when these fail."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from adapters.pages.headers import HEADERS
from adapters.pages.templates import environment
from adapters.pages.texts import LANGUAGE, preferred

NO_ZONE = ZoneInfo("UTC")
"""No time is told on it."""


def alone(request: Request, status: int, title: str, detail: str, reference: str = "") -> Response:
    """What went wrong, and the number under which the log knows more."""
    locale = preferred(request.headers.get("accept-language", ""), request.cookies.get(LANGUAGE))
    drawn = environment(locale, NO_ZONE).get_template("alone.html")
    return HTMLResponse(drawn.render(title=title, detail=detail, reference=reference), status, HEADERS)
