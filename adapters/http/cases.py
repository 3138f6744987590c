"""Reading cases: one, many, their histories, and what is due."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.casebook import Casebook
from adapters.http import case_shapes
from adapters.http.answers import shown
from adapters.http.conditions import etag
from adapters.http.identity import READS_CASES, Doorkeeper, reader
from adapters.http.moments import Moment, until
from adapters.http.routing import router_of
from adapters.http.told import ETAG, problems
from adapters.http.waiting import WaitFor, await_case, await_position
from engine.access import may_see
from engine.asking.time_travel import AsOf
from engine.words import Line

MOST_LISTED = 200
OVERDUE = (
    "Whether a deadline of the open case, be it that of a contribution, is over and still to be met. A deadline whose"
    " clock stands still is not over; other duties stand on the day list."
)
READING = problems(400, 401, 403, 422, 503)
READING_ONE = READING | problems(404)


class Then(BaseModel):
    """Which moment is asked for; none of them: now."""

    model_config = ConfigDict(extra="forbid")

    happened_by: Moment | None = Field(None, description="Only what had happened by then.")
    known_by: Moment | None = Field(None, description="Only what had been recorded by then.")
    version: int | None = Field(None, ge=1, le=2**31, description="Only what led to this version.")

    def as_of(self, casebook: Casebook) -> AsOf:
        """In the engine's words; a day means all of it."""
        return AsOf(until(casebook, self.happened_by), until(casebook, self.known_by), self.version)


class Page(BaseModel):
    """How many at once, and from where on."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=MOST_LISTED)
    cursor: str | None = Field(None, max_length=1000, description="The `next` of the page before.")


class Wanted(Page):
    """Which cases."""

    workflow: Line | None = None
    stage: Line | None = None
    assignee: Line | None = Field(None, description="The id of a member of staff.")
    campus: Line | None = None
    overdue: bool | None = Field(None, description=OVERDUE)


class DayOf(Page):
    """Whose day."""

    of: Line | None = Field(None, description="A colleague, by name or id, where you are the manager; yours if empty.")


def case_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/cases, /api/cases/{case}, /api/cases/{case}/history, /api/day."""
    guarded = [Depends(door.guard(READS_CASES))]
    router = router_of("cases", guarded=guarded)

    @router.get("/cases", response_model=case_shapes.Cases, responses=READING)
    def list_cases(request: Request, wanted: Annotated[Wanted, Query()], after: WaitFor = None) -> Response:
        """The cases that you may see, the latest first."""
        who = reader(request)
        await_position(casebook, after)
        casebook.policies.latest()
        ids, following = casebook.read_models.caseload.page(who, now=casebook.clock(), **dict(wanted))
        cases = (casebook.application.case(case_id) for case_id in ids)
        items = [casebook.presenter.listed(case, who) for case in cases if may_see(who, case)]
        return shown({"items": items, "next": following})

    @router.get(
        "/cases/{case}",
        response_model=case_shapes.Case,
        responses=READING_ONE | {200: {"headers": {"ETag": ETAG}}},
    )
    def show_case(request: Request, case: str, then: Annotated[Then, Query()], after: WaitFor = None) -> Response:
        """A case as it stands, or as it stood."""
        who = reader(request)
        await_case(casebook, case, after)
        as_of = then.as_of(casebook)
        if as_of != AsOf():
            return shown(casebook.presenter.show(who, case, as_of))
        found = casebook.finder.case(who, case)
        return shown(casebook.presenter.open(found, who), {"ETag": etag(found.version)})

    @router.get("/cases/{case}/history", response_model=case_shapes.History, responses=READING_ONE)
    def show_history(request: Request, case: str, then: Annotated[Then, Query()], after: WaitFor = None) -> Response:
        """Everything that happened to a case, event by event, as it was written."""
        who = reader(request)
        await_case(casebook, case, after)
        return shown({"items": casebook.presenter.history(who, case, then.as_of(casebook))})

    @router.get("/day", response_model=case_shapes.Day, responses=READING_ONE)
    def show_day(request: Request, wanted: Annotated[DayOf, Query()], after: WaitFor = None) -> Response:
        """What is overdue, due within a day, or waits for you, each with its reason; what has no date comes last."""
        who = reader(request)
        await_position(casebook, after)
        colleague = casebook.staff.find(wanted.of) if wanted.of else None
        return shown(casebook.day.of(who, wanted.limit, wanted.cursor, colleague))

    return router
