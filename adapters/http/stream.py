"""The stream: what somebody else did, as server-sent events."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from adapters.http.identity import READS_CASES, Doorkeeper
from adapters.http.live import Live
from adapters.http.routing import router_of
from adapters.http.told import Told, header, parameters, problems
from engine.access import Who
from engine.refusal import Flaw, NotFillable

LONGEST_POSITION = 18
EVENT_STREAM = "text/event-stream"
TOLD = parameters([header("Last-Event-ID", "The last position that you have seen; what followed it comes first.")])
ANSWER: dict[int | str, Told] = {
    200: {"description": "Server-sent events; ids are log positions.", "content": {EVENT_STREAM: {}}}
}


def stream_routes(live: Live, door: Doorkeeper) -> APIRouter:
    """GET /api/stream."""
    router = router_of("stream")

    @router.get("/stream", response_class=Response, responses=ANSWER | problems(401, 403, 422, 503), openapi_extra=TOLD)
    async def follow(request: Request) -> Response:
        """What happens from now on in the cases that you may see: which case, which event, no word of what was said."""

        async def admit() -> Who:
            return await door.admit(request, READS_CASES)

        lines = await live.follow(admit, _position(request.headers.get("last-event-id")))
        return StreamingResponse(lines, media_type=EVENT_STREAM, headers={"X-Accel-Buffering": "no"})

    return router


def _position(written: str | None) -> int | None:
    if written is None:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST_POSITION):
        raise NotFillable([Flaw("Last-Event-ID", "is a position in the log, a number")])
    return int(written)
