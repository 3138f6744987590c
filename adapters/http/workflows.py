"""The workflows, told to programs."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from adapters.bootstrap import Casebook
from adapters.http import shapes
from adapters.http.answers import shown
from adapters.http.identity import ANYBODY, Doorkeeper
from adapters.http.told import by_name, problems
from adapters.lifecycles import told


def workflow_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/workflows."""
    guarded = [Depends(door.guard(ANYBODY))]
    router = APIRouter(prefix="/api", tags=["workflows"], dependencies=guarded, generate_unique_id_function=by_name)

    @cache
    def items() -> list[dict[str, Any]]:
        return [told(workflow) for workflow in casebook.workflows.values()]

    @router.get("/workflows", response_model=shapes.Workflows, responses=problems(401, 503))
    def list_workflows() -> Response:
        """The lifecycles: stages, steps with the JSON Schema of their forms, and a Mermaid diagram."""
        return shown({"items": items()})

    return router
