"""The door: each role is sent to its first page, and everybody may choose their language."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.pages.navigation import first_page
from adapters.pages.pages import Pages, local_address, see
from adapters.pages.posted import Posted
from adapters.pages.texts import LANGUAGE, LOCALES
from adapters.pages.visit import Visit

A_YEAR = 365 * 24 * 3600


def home_routes(pages: Pages) -> list[Route]:
    """GET /, POST /language."""

    def show_first(_: Request, visit: Visit) -> Response:
        return see(first_page(visit.person.role, frozenset(pages.mounted)))

    def choose_language(_: Request, visit: Visit, form: Posted) -> Response:
        answer = see(local_address(form.text("back")))
        if form.text("language") in LOCALES:
            if visit.who:
                pages.casebook.accounts.speak(visit.who, form.text("language"))
            answer.set_cookie(LANGUAGE, form.text("language"), max_age=A_YEAR, httponly=True, samesite="lax")
        return answer

    return [pages.get("/", show_first), pages.post("/language", choose_language, None)]
