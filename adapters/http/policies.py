"""The policy: its versions are read by everybody, and added by administrators."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic_core import from_json
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from adapters.casebook import Casebook
from adapters.http import shapes
from adapters.http.answers import shown
from adapters.http.bodies import body_of, sent
from adapters.http.forms import IDEMPOTENCY_KEY
from adapters.http.idempotency import IdempotencyKeys
from adapters.http.identity import ANYBODY, Doorkeeper, reader
from adapters.http.moments import Moment
from adapters.http.refusals import Malformed
from adapters.http.routing import router_of
from adapters.http.told import POSITION, parameters, problems
from adapters.policy import files as policies
from engine.access import Role
from engine.adopting import SET_THE_RULES, adopt
from engine.policy_reading import read_policy

READING = problems(401, 403, 422, 503)
TOML = "application/toml"
WRITTEN = {
    "description": "The rules, as `policy` of an answer has them, or as the file of `casebook policy add`.",
    "required": True,
    "content": {"application/json": {"schema": {"type": "object"}}, TOML: {"schema": {"type": "string"}}},
}
ADDED = {
    201: {"headers": {"Location": {"schema": {"type": "string"}}, "Casebook-Position": POSITION}},
    **problems(400, 401, 403, 409, 413, 415, 422, 503),
}
FROM = "From when on it holds for new cases: a day or a moment; now, if left out."
Since = Annotated[Moment | None, Query(alias="from", description=FROM)]


def policy_routes(casebook: Casebook, door: Doorkeeper, keys: IdempotencyKeys, heard: Callable[[], None]) -> APIRouter:
    """GET and POST /api/policies, GET /api/policies/{version}."""
    router = router_of("policies", "/api/policies")

    def for_roles(roles: frozenset[Role]) -> Any:
        return {"dependencies": [Depends(door.guard(roles))]}

    @router.get("", response_model=shapes.Policies, responses=READING, **for_roles(ANYBODY))
    def list_policies() -> Response:
        """Every version of the policy, the first one first."""
        return shown({"items": policies.listed(casebook.policies, casebook.clock())})

    @router.get("/{version}", response_model=shapes.Policy, responses=READING | problems(404), **for_roles(ANYBODY))
    def show_policy(version: Annotated[int, Path(ge=1, le=2**31)]) -> Response:
        """A version of the policy with its rules."""
        return shown(policies.shown(casebook.policies, version, casebook.clock()))

    @router.post(
        "",
        status_code=201,
        response_model=shapes.Policy,
        responses=ADDED,
        openapi_extra={"requestBody": WRITTEN} | parameters([IDEMPOTENCY_KEY]),
        **for_roles(SET_THE_RULES),
    )
    async def adopt_policy(request: Request, since: Since = None) -> Response:
        """Bring a version of the policy into force for the cases raised from then on; those under way keep theirs."""
        is_toml = request.headers.get("content-type", "").partition(";")[0].strip().lower() == TOML
        body = await (sent if is_toml else body_of)(request, casebook.settings.largest_body)
        version = await run_in_threadpool(_adopted, request, body, since, is_toml=is_toml)
        heard()
        position = str(casebook.log.max_notification_id())
        headers = {"Location": f"/api/policies/{version}", "Casebook-Position": position}
        return shown(policies.shown(casebook.policies, version, casebook.clock()), headers, 201)

    def _adopted(request: Request, body: bytes, since: datetime | date | None, *, is_toml: bool) -> int:
        who = reader(request)
        once = keys.once(request.headers, who, "policies", f"{since}\n".encode() + body)
        policy = read_policy(_table(body, is_toml=is_toml))
        return adopt(casebook.policies, who, policy, casebook.clock(), since, once)

    return router


def _table(body: bytes, *, is_toml: bool) -> Any:
    try:
        return tomllib.loads(body.decode()) if is_toml else from_json(body)
    except (ValueError, RecursionError) as error:
        msg = f"the body is not {'TOML' if is_toml else 'JSON'} in UTF-8: {error}"
        raise Malformed(msg[:300]) from None
