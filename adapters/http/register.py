"""Asking the register: search with facets, and cases like one at hand."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.requests import Request
from starlette.responses import Response

from adapters.case_finder import case_not_there
from adapters.casebook import Casebook
from adapters.http import register_shapes
from adapters.http.answers import shown
from adapters.http.identity import READS_REGISTER, Doorkeeper, reader
from adapters.http.moments import Moment, since, until
from adapters.http.routing import router_of
from adapters.http.told import problems
from adapters.http.waiting import WaitFor, await_position
from adapters.index import Filters
from engine.asking.selection import Selection
from engine.refusal import NotThere
from engine.words import Line

LONGEST_QUERY, LONGEST_TEXT, MOST_LISTED = 1_000, 10_000, 200
CURSOR = Field(None, max_length=300, description="The `next` of the page before.")
AS_OF = "Only what had been recorded by then: by the end of a day, or by now."
READING = problems(400, 401, 403, 422, 503)


class Wanted(BaseModel):
    """What an entry must be like; `category` takes in all that lies below it."""

    model_config = ConfigDict(extra="forbid")

    workflow: Line | None = None
    category: Line | None = None
    campus: Line | None = None
    severity: Line | None = None
    outcome: Line | None = None
    approach: Line | None = None
    incident: Line | None = None
    satisfaction: int | None = Field(None, ge=1, le=5)
    opened_from: Moment | None = None
    opened_to: Moment | None = None
    state: Literal["resolved", "open", "all"] = "resolved"

    def filters(self, casebook: Casebook) -> Filters:
        """In the register's words; a day means all of it."""
        named: dict[str, Any] = {name: getattr(self, name) for name in Wanted.model_fields}
        opened = {"opened_from": since(casebook, self.opened_from), "opened_to": until(casebook, self.opened_to)}
        return Filters(**named | opened)


class Known(Wanted):
    """The same of the register as it was known at some moment."""

    as_of: Moment | None = Field(None, description=AS_OF)


class Search(Known):
    """A query, and which of its hits."""

    q: str = Field("", max_length=LONGEST_QUERY, description="Words that must all be found; all entries if empty.")
    limit: int = Field(20, ge=1, le=MOST_LISTED)
    cursor: str | None = CURSOR


class Kind(BaseModel):
    """Which approaches, and as they were known at which moment."""

    model_config = ConfigDict(extra="forbid")

    workflow: Line | None = None
    limit: int = Field(50, ge=1, le=MOST_LISTED)
    cursor: str | None = CURSOR
    as_of: Moment | None = Field(None, description=AS_OF)


class Likeness(Known):
    """A case, or a text, that others are compared with."""

    case: Line | None = Field(None, description="The id or the reference of a case.")
    text: str | None = Field(None, min_length=1, max_length=LONGEST_TEXT)
    limit: int = Field(5, ge=1, le=50)

    @model_validator(mode="after")
    def _one_of_both(self) -> Likeness:
        if (self.case is None) == (self.text is None):
            msg = "give either case or text"
            raise ValueError(msg)
        return self


def register_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/register, /api/register/similar, /api/register/approaches."""
    guarded = [Depends(door.guard(READS_REGISTER))]
    router = router_of("register", "/api/register", guarded)

    @router.get("", response_model=register_shapes.Found, responses=READING)
    def search(request: Request, wanted: Annotated[Search, Query()], after: WaitFor = None) -> Response:
        """Entries that contain every word of a query, best first, with counts by facet."""
        who = reader(request)
        await_position(casebook, after)
        page: dict[str, Any] = {"limit": wanted.limit, "cursor": wanted.cursor, "as_of": wanted.as_of}
        return shown(casebook.register.search(wanted.q, who, wanted.filters(casebook), **page))

    @router.get("/similar", response_model=register_shapes.Likes, responses=READING | problems(404))
    def similar(request: Request, wanted: Annotated[Likeness, Query()], after: WaitFor = None) -> Response:
        """Entries like a case or a text, the most alike first, each with the reasons why."""
        who = reader(request)
        await_position(casebook, after)
        case = casebook.finder.meant(wanted.case) if wanted.case else None
        like: dict[str, Any] = {"text": wanted.text, "limit": wanted.limit, "as_of": wanted.as_of}
        try:
            return shown(casebook.register.similar(who, case=case, filters=wanted.filters(casebook), **like))
        except NotThere:
            # In the same words whether it is hidden from this person or does not exist.
            raise case_not_there(wanted.case or "") from None

    @router.get("/approaches", response_model=register_shapes.Approaches, responses=READING)
    def approaches(request: Request, wanted: Annotated[Kind, Query()], after: WaitFor = None) -> Response:
        """What came of each approach: uses, how many families were satisfied, and the days that reusing it saved."""
        who = reader(request)
        await_position(casebook, after)
        page: dict[str, Any] = {"limit": wanted.limit, "cursor": wanted.cursor, "as_of": wanted.as_of}
        return shown(casebook.register.approaches(who, Selection(wanted.workflow), **page))

    return router
