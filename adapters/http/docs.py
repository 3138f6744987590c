"""The API's description for people, at /docs: it loads nothing from outside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from adapters.http.routing import LateRoute

SWAGGER = "fastapi_swagger.resources"
KINDS = {"css": "text/css", "js": "text/javascript", "png": "image/png"}
FILES = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
A_DAY = "public, max-age=86400"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Casebook API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
"""
START = """SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
"""


def docs_routes() -> APIRouter:
    """GET /docs and what belongs to it."""
    router = APIRouter(include_in_schema=False, route_class=LateRoute)
    told: dict[str, Any] = {"response_class": Response}

    @router.get("/docs", **told)
    async def page() -> Response:
        return Response(PAGE, media_type="text/html", headers={"Content-Security-Policy": POLICY})

    @router.get("/docs/start.js", **told)
    async def start() -> Response:
        return Response(START, media_type=KINDS["js"])

    for name in FILES:
        _add_file(router, name)
    return router


def _add_file(router: APIRouter, name: str) -> None:
    kind = KINDS[name.rpartition(".")[2]]

    @router.get(f"/docs/{name}", response_class=Response)
    def file() -> Response:
        return Response(_content(name), media_type=kind, headers={"Cache-Control": A_DAY})


@cache
def _content(name: str) -> bytes:
    return files(SWAGGER).joinpath(name).read_bytes()
