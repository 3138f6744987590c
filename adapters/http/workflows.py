"""The workflows, told to programs."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from adapters.casebook import Casebook
from adapters.http import shapes
from adapters.http.answers import shown
from adapters.http.identity import ANYBODY, Doorkeeper
from adapters.http.routing import router_of
from adapters.http.told import problems
from adapters.lifecycles import told


def workflow_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/workflows."""
    guarded = [Depends(door.guard(ANYBODY))]
    router = router_of("workflows", guarded=guarded)

    @cache
    def items() -> list[dict[str, Any]]:
        return [told(workflow) for workflow in casebook.workflows.values()]

    @router.get("/workflows", response_model=shapes.Workflows, responses=problems(401, 503))
    def list_workflows() -> Response:
        """The lifecycles: stages, steps with the JSON Schema of their forms, and a Mermaid diagram."""
        return shown({"items": items()})

    return router
