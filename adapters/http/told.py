"""What the API's description says of every route alike: problems, headers, the token."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from adapters.http.problems import MEDIA_TYPE

Told = dict[str, Any]

PROBLEM: Told = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
THE_CASE_NOW: Told = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Case"}}}}
"""Referred to, not declared once more: a model for each of a hundred answers would make starting slower."""
POSITION: Told = {
    "description": "The position in the log by which the step is stored; send it back as Casebook-Wait-For.",
    "schema": {"type": "string", "pattern": "^[0-9]+$"},
}
ETAG: Told = {"description": "The version of the case, in quotes.", "schema": {"type": "string"}}
LOCATION: Told = {"description": "Where the case is found.", "schema": {"type": "string"}}
RETRY_AFTER: Told = {"description": "Seconds to wait.", "schema": {"type": "string"}}

OK: Told = {"headers": {"ETag": ETAG, "Casebook-Position": POSITION}}
CREATED: Told = {"headers": {"Location": LOCATION, **OK["headers"]}}

THE_CASE = {"path.case": "$response.body#/id"}
READ: Told = {"operationId": "show_case", "parameters": THE_CASE}

SAID: dict[int, str] = {
    400: "A header or the body cannot be read.",
    401: "You are not signed in.",
    403: "Your role may not do this.",
    404: "There is no such thing, or none that you may know of.",
    409: "The step is not due, or others kept changing the case.",
    412: "The case has moved on since the version that If-Match names.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "Something that was sent cannot be taken; `errors` names the fields.",
    428: "If-Match is missing.",
    431: "The head of the request is too large.",
    503: "Busy, not so far yet, or the outcome is unknown: repeat with the same key.",
}


def problems(*statuses: int) -> dict[int | str, Told]:
    """The problems that a route may answer with."""
    return {status: _problem(status) for status in statuses}


def _problem(status: int) -> Told:
    told = {"description": SAID[status]} | PROBLEM
    return told | {"headers": {"Retry-After": RETRY_AFTER}} if status == HTTPStatus.SERVICE_UNAVAILABLE else told


def link_to(step: str) -> Told:
    """The step, for the case that came back, at the version that came back."""
    return {"operationId": step, "parameters": THE_CASE | {"header.If-Match": "$response.header.ETag"}}


def header(name: str, description: str, *, required: bool = False, **schema: Any) -> Told:
    """A header as the description names it."""
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string", **schema},
    }


def parameters(headers: Iterable[Told]) -> Told:
    """These headers, for one operation."""
    return {"parameters": list(headers)}
