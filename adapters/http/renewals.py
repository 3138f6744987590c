"""The overview of renewals."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.casebook import Casebook
from adapters.http import shapes
from adapters.http.answers import shown
from adapters.http.identity import READS_CASES, Doorkeeper, reader
from adapters.http.moments import Moment, since, until
from adapters.http.routing import router_of
from adapters.http.told import problems
from adapters.http.waiting import WaitFor, await_position
from adapters.renewals import RenewalsOverview
from engine.words import Line


class Span(BaseModel):
    """Which renewals: by when the family's answer is due; a day means all of it."""

    model_config = ConfigDict(extra="forbid")

    first: Moment | None = Field(None, alias="from", description="Due then or later.")
    last: Moment | None = Field(None, alias="to", description="Due by then.")
    campus: Line | None = None


def renewal_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/renewals/overview."""
    guarded = [Depends(door.guard(READS_CASES))]
    router = router_of("cases", guarded=guarded)
    overview = RenewalsOverview(casebook.read_models.renewals, casebook.presenter.others)

    @router.get("/renewals/overview", response_model=shapes.Renewals, responses=problems(400, 401, 403, 422, 503))
    def show_renewals(request: Request, span: Annotated[Span, Query()], after: WaitFor = None) -> Response:
        """How many renewals are due, and what became of them; only those are counted that you may see."""
        who = reader(request)
        await_position(casebook, after)
        first, last = since(casebook, span.first), until(casebook, span.last)
        return shown(overview.of(who, first, last, span.campus))

    return router
