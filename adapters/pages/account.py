"""One's own account: the password, and where one is signed in."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.accounts import COOKIE
from adapters.pages.account_view import ADDRESS, refused, shown
from adapters.pages.entrance import Entrance
from adapters.pages.invitation import chosen
from adapters.pages.pages import see
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit


def account_routes(entrance: Entrance) -> list[Route]:
    """GET /account, and what is sent from it about password and sessions."""
    pages, accounts = entrance.pages, entrance.accounts

    def show(request: Request, visit: Visit) -> Response:
        return shown(entrance, request, visit)

    async def change_password(request: Request, visit: Visit, form: Posted) -> Response:
        def change() -> None:
            accounts.change_password(visit.person, form.get("old", ""), chosen(form))

        if answer := await refused(entrance, request, visit, "old", change):
            return answer
        return await run_in_threadpool(entrance.let_in, request, visit.person, see(f"{ADDRESS}?done=password"))

    def end(request: Request, visit: Visit, form: Posted) -> Response:
        sessions, one = accounts.sessions, form.text("session")
        here = sessions.visit(request.cookies.get(COOKIE, ""))
        others = [session.id for session in sessions.open(visit.person.id) if here and session.id != here.id]
        for session_id in [one] if one else others:
            sessions.end_one(visit.person.id, session_id)
        return see(f"{ADDRESS}?done=ended")

    return [
        pages.get(ADDRESS, show),
        pages.post(f"{ADDRESS}/password", change_password),
        pages.post(f"{ADDRESS}/sessions", end),
    ]
