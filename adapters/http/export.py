"""Exports over HTTP: one route for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Annotated, Any

import structlog
from fastapi import APIRouter, Depends, Query
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from adapters.casebook import Casebook
from adapters.export import EXPORTS, FORMATS, Exports, Name
from adapters.http.analytics import Counted
from adapters.http.identity import Doorkeeper, reader
from adapters.http.register import READING
from adapters.http.routing import router_of
from adapters.http.told import problems
from adapters.http.waiting import WaitFor, await_position
from engine.refusal import Busy

logger: Any = structlog.get_logger()
FILE = "The file, to be saved."
PREFIX = "/api/export"
AT_ONCE = 2
"""Exports that are written at the same time; each takes a thread, and reads a good part of what there is."""
PIECE = 65_536


def export_routes(casebook: Casebook, door: Doorkeeper) -> APIRouter:
    """GET /api/export/{format}, for each of them."""
    router, turns = router_of("export", PREFIX), BoundedSemaphore(AT_ONCE)
    for name, kind in FORMATS.items():
        answer = _file_of(casebook, name, turns)
        answer.__name__ = f"export_{name}"
        answer.__doc__ = f"The {kind.what} that you may see, as a file."
        router.add_api_route(
            f"/{name}",
            answer,
            dependencies=[Depends(door.guard(EXPORTS[kind.what]))],
            response_class=StreamingResponse,
            responses=READING | problems(413) | {200: {"content": {kind.media_type: {}}, "description": FILE}},
        )
    return router


def _file_of(casebook: Casebook, name: Name, turns: BoundedSemaphore) -> Callable[..., Response]:
    kind, exports = FORMATS[name], Exports(casebook)

    def answer(request: Request, wanted: Annotated[Counted, Query()], after: WaitFor = None) -> Response:
        who = reader(request)
        await_position(casebook, after)
        selection = wanted.selection(casebook)
        with _turn(turns), ExitStack() as opened:
            file = opened.enter_context(TemporaryFile())
            told = exports.write(name, who, selection, wanted.as_of, file)
            sent = BackgroundTask(opened.pop_all().close)
        logger.info("exported", by=who.id, format=name, **told)
        headers = {
            "Content-Disposition": f'attachment; filename="{kind.what}.{kind.suffix}"',
            "Content-Length": str(file.tell()),
        }
        return StreamingResponse(_pieces(file), headers=headers, media_type=kind.media_type, background=sent)

    return answer


@contextmanager
def _turn(turns: BoundedSemaphore) -> Iterator[None]:
    """One of the turns; Busy if all are taken, or if there is no room to write."""
    if not turns.acquire(blocking=False):
        raise Busy(f"{AT_ONCE} exports are being written; ask again in a moment")
    try:
        yield
    except OSError as error:
        raise Busy(f"the file cannot be written here now: {error.strerror}") from error
    finally:
        turns.release()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
