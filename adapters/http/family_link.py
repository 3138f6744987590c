"""The family's link: where whoever looks after a case reads it, to hand it on."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.casebook import Casebook
from adapters.family_links import FamilyLinks
from adapters.http import shapes
from adapters.http.answers import shown
from adapters.http.identity import READS_CASES, Doorkeeper, reader
from adapters.http.routing import router_of
from adapters.http.told import problems
from adapters.http.waiting import WaitFor, await_case


def family_link_routes(casebook: Casebook, door: Doorkeeper, links: FamilyLinks) -> APIRouter:
    """GET /api/cases/{case}/link."""
    guarded, reading = [Depends(door.guard(READS_CASES))], problems(400, 401, 403, 404, 422, 503)
    router = router_of("cases", guarded=guarded)

    @router.get("/cases/{case}/link", response_model=shapes.FamilyLink, responses=reading)
    def show_link(request: Request, case: str, after: WaitFor = None) -> Response:
        """The link by which the family can answer now, for those who may give it; the step `give_link` makes one."""
        await_case(casebook, case, after)
        found = casebook.finder.case(reader(request), case)
        return shown(links.told(reader(request), found, origin_of(casebook, request)))

    return router


def origin_of(casebook: Casebook, request: Request) -> str:
    """How the pages are reached: as it was set, else as whoever asks has reached us."""
    return casebook.settings.address or f"{request.url.scheme}://{request.url.netloc}"
