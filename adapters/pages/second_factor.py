"""One's own account: the code of an app that is asked for besides the password."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.pages.account_view import ADDRESS, refused, shown
from adapters.pages.entrance import Entrance
from adapters.pages.pages import see
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit
from engine.refusal import Flaw

PLACE = f"{ADDRESS}/second-factor"
WRONG = Flaw("code", "is not the code that the app shows now; look whether the clock of its device is right")


def second_factor_routes(entrance: Entrance) -> list[Route]:
    """What is sent from /account about the second factor."""
    pages, accounts = entrance.pages, entrance.accounts

    async def propose(request: Request, visit: Visit, form: Posted) -> Response:
        def begin() -> None:
            accounts.confirm(visit.person, form.get("password", ""))
            accounts.second_factor.propose(visit.person.id)

        return await refused(entrance, request, visit, "propose", begin) or see(f"{ADDRESS}#second-factor")

    def confirm(request: Request, visit: Visit, form: Posted) -> Response:
        codes = accounts.second_factor.confirm(visit.person.id, form.text("code"))
        if codes is None:
            return shown(entrance, request, visit, 422, flaws=[WRONG])
        # They are shown this once, so there is no other page to send the browser on to.
        return shown(entrance, request, visit, codes=codes)

    async def remove(request: Request, visit: Visit, form: Posted) -> Response:
        def take_away() -> None:
            accounts.confirm(visit.person, form.get("password", ""))
            accounts.second_factor.remove(visit.person.id)

        return await refused(entrance, request, visit, "remove", take_away) or see(f"{ADDRESS}?done=factor")

    return [
        pages.post(PLACE, propose),
        pages.post(f"{PLACE}/confirm", confirm),
        pages.post(f"{PLACE}/remove", remove),
    ]
