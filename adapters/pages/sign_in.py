"""Signing in and out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.accounts import Attempt, SignInRefused, TooManyTries
from adapters.pages.entrance import Entrance, address_of
from adapters.pages.pages import local_address, see
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit
from engine.refusal import Refusal

DONE = ("invited", "out", "password")
"""What may have been done just before, and is said above the form."""


def sign_in_routes(entrance: Entrance) -> list[Route]:
    """GET and POST /sign-in, POST /sign-out."""
    pages, accounts = entrance.pages, entrance.accounts

    def show(request: Request, visit: Visit) -> Response:
        if visit.who:
            return see(local_address(request.query_params.get("next", "")))
        done = request.query_params.get("done")
        return _drawn(entrance, request, visit, done=done if done in DONE else None)

    async def sign_in(request: Request, visit: Visit, form: Posted) -> Response:
        entrance.check(request, visit, form)
        attempt = Attempt(form.text("login"), form.get("password", ""), form.text("code"), address_of(request))
        try:
            who = await entrance.hashed(lambda: accounts.sign_in(attempt))
        except (SignInRefused, TooManyTries) as refused:
            return await run_in_threadpool(_drawn, entrance, request, visit, form, refused)
        return await run_in_threadpool(entrance.let_in, request, who, see(local_address(form.text("next"))))

    def sign_out(request: Request, _: Visit, __: Posted) -> Response:
        return entrance.let_out(request, see("/sign-in?done=out"))

    return [
        pages.get("/sign-in", show, None),
        pages.post("/sign-in", sign_in, None),
        pages.post("/sign-out", sign_out, None),
    ]


def _drawn(
    entrance: Entrance,
    request: Request,
    visit: Visit,
    form: Posted | None = None,
    refused: Refusal | None = None,
    done: str | None = None,
) -> Response:
    """The page with its form, in which nothing secret comes back."""
    wanted = form.text("next") if form else request.query_params.get("next", "")
    status = 429 if isinstance(refused, TooManyTries) else 401 if refused else 200
    login = form.text("login") if form else ""
    told = {"next": local_address(wanted), "login": login, "refused": refused and str(refused), "done": done}
    answer = entrance.show(request, visit, "sign_in.html", status, **told)
    if isinstance(refused, TooManyTries):
        answer.headers["Retry-After"] = str(refused.seconds)
    return answer
