"""The API's description for programs: OpenAPI, with every form of every workflow in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from adapters.http import shapes
from adapters.http.forms import REF, schemas
from adapters.http.step_routes import StepRoute
from adapters.http.told import problems
from engine.case import Case

UNSIGNED = frozenset({"/healthz", "/readyz", "/metrics"})
NOT_OURS = ("HTTPValidationError", "ValidationError")
ABOUT = (
    "Every step of every case. Read a case, then send its `ETag` back as `If-Match` with the step; send an"
    " `Idempotency-Key` with whatever you might have to repeat. `*` as If-Match takes the step whatever the version."
)


class Described(FastAPI):
    """An application whose description also holds the forms of its workflows, and problems as they are told."""

    workflows: Mapping[str, type[Case]]

    def openapi(self) -> dict[str, Any]:
        """Put together once, when it is first asked for."""
        if self.openapi_schema is None:
            routes = [route.described() if isinstance(route, StepRoute) else route for route in self.routes]
            told = get_openapi(title=self.title, version=self.version, description=self.description, routes=routes)
            self.openapi_schema = self._completed(told)
        return self.openapi_schema

    def _completed(self, told: dict[str, Any]) -> dict[str, Any]:
        components = told.setdefault("components", {})
        known = components.setdefault("schemas", {})
        for name in NOT_OURS:
            known.pop(name, None)
        _, problem = models_json_schema([(shapes.Problem, "serialization")], ref_template=REF)
        known.update(schemas(self.workflows) | problem["$defs"])
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        told["security"] = [{"token": []}]
        for path, operations in told["paths"].items():
            for operation in operations.values():
                _tidy(path, operation)
        return told


def _tidy(path: str, operation: dict[str, Any]) -> None:
    """A 422 is a problem like all others, every head has its bound, and what needs no token says so."""
    answers = operation["responses"]
    if "HTTPValidationError" in str(answers.get("422", "")):
        del answers["422"]
    answers.setdefault("431", problems(431)[431])
    if path in UNSIGNED:
        operation["security"] = []
