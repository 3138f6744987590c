"""Who has read a confidential case, for those who audit."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.casebook import Casebook
from adapters.http import case_shapes
from adapters.http.answers import shown
from adapters.http.identity import Doorkeeper, reader
from adapters.http.routing import router_of
from adapters.http.told import problems
from adapters.reads import AT_ONCE, AUDITS, Reads

MOST_LISTED = 200


class Page(BaseModel):
    """How many readings at once, and after which."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(AT_ONCE, ge=1, le=MOST_LISTED)
    cursor: str | None = Field(None, max_length=300, description="The `next` of the page before.")


def reads_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/cases/{case}/reads."""
    guarded = [Depends(door.guard(AUDITS))]
    router = router_of("cases", guarded=guarded)
    reads = Reads(casebook.presenter)

    @router.get(
        "/cases/{case}/reads", response_model=case_shapes.Readings, responses=problems(400, 401, 403, 404, 422, 503)
    )
    def show_reads(request: Request, case: str, page: Annotated[Page, Query()]) -> Response:
        """Who has opened the case, or its history, while it was confidential; put down before it was answered."""
        return shown(reads.of(reader(request), case, page.limit, page.cursor))

    return router
