"""Asking analytics: one route for each question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from adapters.analytics import QUESTIONS, Question
from adapters.casebook import Casebook
from adapters.http import analytics_shapes, register_shapes
from adapters.http.answers import shown
from adapters.http.identity import READS_REGISTER, Doorkeeper, reader
from adapters.http.moments import Moment, since, until
from adapters.http.register import AS_OF, CURSOR, MOST_LISTED, READING
from adapters.http.routing import router_of
from adapters.http.waiting import WaitFor, await_position
from engine.access import Role
from engine.asking.selection import Selection
from engine.words import Line

READS_ANALYTICS: frozenset[Role] = READS_REGISTER - {"teacher"}
SHAPES: dict[Question, type[BaseModel]] = {
    "volume": analytics_shapes.Volume,
    "stages": analytics_shapes.Stages,
    "on-time": analytics_shapes.OnTime,
    "reopened": analytics_shapes.Reopened,
    "satisfaction": analytics_shapes.Satisfaction,
    "root-causes": analytics_shapes.RootCauses,
    "approaches": register_shapes.Approaches,
}
TOLD: dict[Question, str] = {
    "volume": "How many cases were raised, by category and over time.",
    "stages": "How many days the cases stood at each stage: median and 90th percentile.",
    "on-time": "How many deadlines were met in time, by the rules that each case runs under.",
    "reopened": "How many closed cases were reopened, and how often.",
    "satisfaction": "What the families said in each round of feedback.",
    "root-causes": "Where the matters came from, as far as it was found.",
    "approaches": "What came of each approach in the cases that are resolved.",
}


class Counted(BaseModel):
    """Which cases of the register are counted: by what they belong to, and when they were raised."""

    model_config = ConfigDict(extra="forbid")

    workflow: Line | None = None
    campus: Line | None = None
    first: Moment | None = Field(None, alias="from", description="Raised then or later; a day means all of it.")
    last: Moment | None = Field(None, alias="to", description="Raised by then.")
    as_of: Moment | None = Field(None, description=AS_OF)

    def selection(self, casebook: Casebook) -> Selection:
        """The same in the words of the read models."""
        return Selection(self.workflow, self.campus, since(casebook, self.first), until(casebook, self.last))


class Ranked(Counted):
    """The same, page by page."""

    limit: int = Field(50, ge=1, le=MOST_LISTED)
    cursor: str | None = CURSOR


def analytics_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/analytics/{question}, for each of them."""
    guarded = [Depends(door.guard(READS_ANALYTICS))]
    router = router_of("analytics", "/api/analytics", guarded)
    for question in QUESTIONS:
        answer = _pages_of(casebook, question) if question == "approaches" else _answer_to(casebook, question)
        answer.__name__, answer.__doc__ = f"analytics_{question.replace('-', '_')}", TOLD[question]
        router.add_api_route(f"/{question}", answer, response_model=SHAPES[question], responses=READING)
    return router


def _answer_to(casebook: Casebook, question: Question) -> Callable[..., Response]:
    def answer(request: Request, wanted: Annotated[Counted, Query()], after: WaitFor = None) -> Response:
        await_position(casebook, after)
        selection = wanted.selection(casebook)
        return shown(casebook.analytics.answer(question, reader(request), selection, as_of=wanted.as_of))

    return answer


def _pages_of(casebook: Casebook, question: Question) -> Callable[..., Response]:
    def answer(request: Request, wanted: Annotated[Ranked, Query()], after: WaitFor = None) -> Response:
        await_position(casebook, after)
        page: dict[str, Any] = {"limit": wanted.limit, "cursor": wanted.cursor, "as_of": wanted.as_of}
        return shown(casebook.analytics.answer(question, reader(request), wanted.selection(casebook), **page))

    return answer
