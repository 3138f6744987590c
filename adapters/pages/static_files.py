"""Static files: each under an address that names its content, so that a browser keeps it as long as it likes."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"


class StaticFile(NamedTuple):
    """A file as it is served."""

    content: bytes
    kind: str


@cache
def addresses() -> dict[str, str]:
    """The address of each file by its name."""
    folder = files(__package__).joinpath("static")
    named = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.rpartition(".")[2] in KINDS}
    return {name: _address(name, content) for name, content in named.items()}


def static_route() -> Route:
    """GET /static/{name}."""
    return Route("/static/{name}", _serve, methods=["GET"])


async def _serve(request: Request) -> Response:
    file = _served().get(request.url.path)
    if file is None:
        raise HTTPException(404)
    return Response(file.content, media_type=file.kind, headers={"Cache-Control": FOR_EVER})


@cache
def _served() -> dict[str, StaticFile]:
    folder = files(__package__).joinpath("static")
    return {
        address: StaticFile(folder.joinpath(name).read_bytes(), KINDS[name.rpartition(".")[2]])
        for name, address in addresses().items()
    }


def _address(name: str, content: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"/static/{stem}.{sha256(content).hexdigest()[:12]}.{kind}"
