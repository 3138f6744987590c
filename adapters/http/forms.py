"""The forms of the steps in the API's description: each a named schema, with the event's own example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from adapters.case_finder import LONGEST_NAME
from adapters.http.idempotency import LONGEST_KEY
from adapters.http.told import Told, header, parameters
from adapters.lifecycles import form_for
from engine.case import Case

REF = "#/components/schemas/{model}"
CASE: Told = {
    "name": "case",
    "in": "path",
    "required": True,
    "description": "The id or the reference of a case.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
}
IDEMPOTENCY_KEY = header(
    "Idempotency-Key",
    "The same key and body again gives the same answer, and no second event.",
    minLength=1,
    maxLength=LONGEST_KEY,
    pattern="^[ -~]+$",
)


def body_of_step(form: type[BaseModel], example: Mapping[str, Any]) -> Told:
    """The body that a step asks for."""
    content = {"schema": {"$ref": REF.format(model=form.__name__)}, "example": dict(example)}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


def parameters_of_step(*, opens: bool, needs_if_match: bool) -> Told:
    """The case that a step is taken in, and the headers that it asks for."""
    seen = header("If-Match", "The ETag of the case as you have seen it.", required=needs_if_match)
    return parameters([IDEMPOTENCY_KEY] if opens else [CASE, seen, IDEMPOTENCY_KEY])


def schemas(workflows: Mapping[str, type[Case]]) -> dict[str, Any]:
    """The schema of every form of every workflow, by name."""
    every = ((workflow, verb) for workflow in workflows.values() for verb in workflow.lifecycle.by_hand)
    forms = dict.fromkeys(form_for(workflow, verb) for workflow, verb in every)
    _, told = models_json_schema([(form, "validation") for form in forms], ref_template=REF)
    definitions: dict[str, Any] = told.get("$defs", {})
    return definitions
