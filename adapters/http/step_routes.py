"""The routes of the steps, generated from each workflow's lifecycle: a new workflow has them by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.http.commands import Commands
from adapters.http.forms import body_of_step, parameters_of_step
from adapters.http.shapes import Case as CaseShape
from adapters.http.told import CREATED, OK, READ, link_to, problems
from adapters.lifecycles import NEEDS_VERSION, form_for
from engine.case import Case

Take = Callable[[Request], Awaitable[Response]]


class StepRoute(APIRoute):
    """A route that hands the request straight to the command: what FastAPI declares here, the form itself checks."""

    def __init__(self, path: str, endpoint: Take, **told: Any) -> None:
        super().__init__(path, endpoint, **told)
        self.app = _direct(endpoint)
        self._end = path.rpartition("/")[2]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """A look at the end of the address spares most routes the rest: there is one for every step there is."""
        if not scope["path"].endswith(self._end):
            return Match.NONE, {}
        match, found = Route.matches(self, scope)
        return match, {**found, "route": self}


def add_step_routes(app: FastAPI, workflows: Mapping[str, type[Case]], commands: Commands) -> None:
    """POST /api/{plural} to raise a case, POST /api/{plural}/{case}/{step} for every step of its lifecycle."""
    for workflow in workflows.values():
        app.router.routes.extend(_routes(workflow, commands))


def _routes(workflow: type[Case], commands: Commands) -> Iterator[StepRoute]:
    yield _route(f"/api/{workflow.plural}", _raising(commands, workflow), workflow, "raise")
    for verb in workflow.lifecycle.by_hand:
        if verb != "raise":
            path = f"/api/{workflow.plural}/{{case}}/{verb}"
            yield _route(path, _stepping(commands, workflow, verb), workflow, verb)


def _route(path: str, endpoint: Take, workflow: type[Case], verb: str) -> StepRoute:
    event, opens = workflow.lifecycle.records[verb], verb == "raise"
    return StepRoute(
        path,
        endpoint,
        methods=["POST"],
        status_code=201 if opens else 200,
        name=f"{workflow.workflow}.{verb}",
        operation_id=f"{workflow.workflow}_{verb}",
        summary=f"{verb.capitalize()} ({workflow.workflow})",
        description=event.__doc__,
        tags=[workflow.plural],
        response_model=None,
        response_description="The case as it stands now.",
        responses=_responses(workflow, verb),
        openapi_extra=body_of_step(form_for(workflow, verb), event.EXAMPLE)
        | parameters_of_step(opens=opens, needs_if_match=verb in NEEDS_VERSION),
    )


def _responses(workflow: type[Case], verb: str) -> dict[int | str, dict[str, Any]]:
    always = (400, 401, 403, 413, 415, 422, 503)
    answer = {"model": CaseShape, "links": _links(workflow, verb)}
    if verb == "raise":
        return {201: CREATED | answer} | problems(*always)
    unseen = (428,) if verb in NEEDS_VERSION else ()
    return {200: OK | answer} | problems(*always, 404, 409, 412, *unseen)


def _links(workflow: type[Case], verb: str) -> dict[str, Any]:
    """What one may do with the case that comes back: read it, leave a note, take the step that is due next."""
    rows = (row for row in workflow.lifecycle.steps if row.verb == verb and row.leads_to)
    due = (stage for stage in (row.leads_to for row in rows) if stage in workflow.lifecycle.records)
    return {"read": READ} | {step: link_to(f"{workflow.workflow}_{step}") for step in dict.fromkeys((*due, "note"))}


def _raising(commands: Commands, workflow: type[Case]) -> Take:
    async def raise_case(request: Request) -> Response:
        return await commands.raised(request, workflow)

    return raise_case


def _stepping(commands: Commands, workflow: type[Case], verb: str) -> Take:
    async def take_step(request: Request) -> Response:
        return await commands.stepped(request, workflow, verb)

    return take_step


def _direct(endpoint: Take) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await endpoint(Request(scope, receive))
        await response(scope, receive, send)

    return app
