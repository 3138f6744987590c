"""An invitation: the link on which somebody chooses by what name and password they sign in."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.pages.entrance import Entrance
from adapters.pages.pages import see
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit
from engine.refusal import Flaw, NotFillable


def invitation_routes(entrance: Entrance) -> list[Route]:
    """GET and POST /invitation/{token}."""
    accounts = entrance.accounts

    def show(request: Request, visit: Visit) -> Response:
        return _drawn(entrance, request, visit)

    async def accept(request: Request, visit: Visit, form: Posted) -> Response:
        entrance.check(request, visit, form)
        token = request.path_params["token"]

        def accepted() -> None:
            who = accounts.accept(token, form.text("login"), password)
            entrance.pages.reception.changes.put_down(who, who, "link_used")

        try:
            password = chosen(form)
            await entrance.hashed(accepted)
        except NotFillable as refused:
            return await run_in_threadpool(_drawn, entrance, request, visit, form, refused.flaws)
        return see("/sign-in?done=invited")

    address = "/invitation/{token}"
    return [entrance.pages.get(address, show, None), entrance.pages.post(address, accept, None)]


def chosen(form: Posted) -> str:
    """The password that somebody has chosen and typed twice."""
    password = form.get("password", "")
    if password != form.get("again", ""):
        raise NotFillable([Flaw("again", "is not the same as the password above")])
    return password


def _drawn(
    entrance: Entrance,
    request: Request,
    visit: Visit,
    form: Posted | None = None,
    flaws: tuple[Flaw, ...] = (),
) -> Response:
    who = entrance.accounts.invitations.invited(request.path_params["token"])
    login = form.text("login") if form else entrance.accounts.login_of(who) or who.name
    told = {flaw.field: flaw.message for flaw in flaws}
    return entrance.show(request, visit, "invitation.html", 422 if flaws else 200, person=who, login=login, flaws=told)
