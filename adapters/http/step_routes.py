"""The routes of the steps, generated from each workflow's lifecycle: a new workflow has them by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.http.commands import Commands
from adapters.http.forms import body_of_step, parameters_of_step
from adapters.http.problems import KNOWN, answer_to
from adapters.http.told import CREATED, OK, READ, THE_CASE_NOW, link_to, problems
from adapters.lifecycles import NEEDS_VERSION, form_for
from engine.case import Case

Take = Callable[[Request], Awaitable[Response]]
CASE, BLANK = 3, "{}"
"""Where the case stands in an address: /api/objections/{case}/record."""


class StepRoute(Route):
    """One step of one workflow; it is described only when somebody asks, for describing is dear."""

    def __init__(self, path: str, take: Take, workflow: type[Case], verb: str) -> None:
        super().__init__(path, take, methods=["POST"])
        self.workflow, self.verb = workflow, verb

    def described(self) -> APIRoute:
        """The same route with all that the API's description says of it."""
        event, opens = self.workflow.lifecycle.records[self.verb], self.verb == "raise"
        return APIRoute(
            self.path,
            self.endpoint,
            methods=["POST"],
            status_code=201 if opens else 200,
            name=f"{self.workflow.workflow}.{self.verb}",
            operation_id=f"{self.workflow.workflow}_{self.verb}",
            summary=f"{self.verb.capitalize()} ({self.workflow.workflow})",
            description=event.__doc__,
            tags=[self.workflow.plural],
            response_model=None,
            response_description="The case as it stands now.",
            responses=_responses(self.workflow, self.verb),
            openapi_extra=body_of_step(form_for(self.workflow, self.verb), event.EXAMPLE)
            | parameters_of_step(opens=opens, needs_if_match=self.verb in NEEDS_VERSION),
        )


class Steps:
    """Hands a request for a step straight to the command: what FastAPI declares of it, the form itself checks."""

    def __init__(self, app: ASGIApp, routes: Iterable[StepRoute]) -> None:
        self._app = app
        self._routes = {_shape(route.path)[0]: route for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the step, or leave the request to the framework."""
        shape, case = _shape(scope.get("path", ""))
        route = self._routes.get(shape)
        if route is None or scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        scope["route"], scope["path_params"] = route, {"case": case}
        try:
            response = await route.endpoint(Request(scope, receive))
        except KNOWN as error:
            response = answer_to(error)
        await response(scope, receive, send)


def add_step_routes(app: FastAPI, workflows: Mapping[str, type[Case]], commands: Commands) -> None:
    """POST /api/{plural} to raise a case, POST /api/{plural}/{case}/{step} for every step of its lifecycle."""
    routes = [route for workflow in workflows.values() for route in _routes(workflow, commands)]
    app.router.routes.extend(routes)
    app.add_middleware(Steps, routes=routes)


def _shape(path: str) -> tuple[tuple[str, ...], str]:
    """An address with a blank for its case, and the case."""
    parts, case = path.split("/"), ""
    if len(parts) > CASE and parts[CASE]:
        case, parts[CASE] = parts[CASE], BLANK
    return tuple(parts), case


def _routes(workflow: type[Case], commands: Commands) -> Iterator[StepRoute]:
    yield StepRoute(f"/api/{workflow.plural}", _raising(commands, workflow), workflow, "raise")
    for verb in workflow.lifecycle.by_hand:
        if verb != "raise":
            path = f"/api/{workflow.plural}/{{case}}/{verb}"
            yield StepRoute(path, _stepping(commands, workflow, verb), workflow, verb)


def _responses(workflow: type[Case], verb: str) -> dict[int | str, dict[str, Any]]:
    always = (400, 401, 403, 413, 415, 422, 503)
    answer = THE_CASE_NOW | {"links": _links(workflow, verb)}
    if verb == "raise":
        return {201: CREATED | answer} | problems(*always, 409)
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
