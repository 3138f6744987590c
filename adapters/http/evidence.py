"""Evidence over HTTP: a file is uploaded, and read by those who may see the case that it belongs to."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncIterator
from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from adapters.casebook import Casebook
from adapters.evidence import CLEARED_EVERY, EvidenceStore, Incoming
from adapters.http import shapes
from adapters.http.answers import shown
from adapters.http.bodies import announces_more_than
from adapters.http.forms import IDEMPOTENCY_KEY
from adapters.http.idempotency import IdempotencyKeys
from adapters.http.identity import READS_CASES, Doorkeeper, reader
from adapters.http.one_file import FIELD, OneFile
from adapters.http.routing import router_of
from adapters.http.told import parameters, problems
from adapters.http.waiting import WaitFor, await_position
from engine.refusal import TooLarge

AT_ONCE = 262_144
"""Bytes that are gathered before they are looked at and sealed, aside from the event loop."""
AROUND_A_FILE = 65_536
"""Bytes that the form may take besides its file."""
FORM = {
    "type": "object",
    "required": [FIELD],
    "properties": {FIELD: {"type": "string", "contentMediaType": "application/octet-stream"}},
    "additionalProperties": False,
}
BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FORM}}}}


def evidence_routes(casebook: Casebook, door: Doorkeeper, keys: IdempotencyKeys) -> APIRouter:
    """POST /api/evidence, GET /api/evidence/{file}."""
    router = router_of("evidence", "/api/evidence")
    store, most = casebook.evidence, casebook.settings.largest_evidence + AROUND_A_FILE

    @router.post(
        "",
        status_code=201,
        response_model=shapes.Uploaded,
        responses=problems(400, 401, 403, 409, 413, 415, 422, 503),
        openapi_extra=BODY | parameters([IDEMPOTENCY_KEY]),
    )
    async def upload_evidence(request: Request) -> Response:
        """Upload one file; name the id that comes back in a note or a contribution, within a day."""
        who = await door.admit(request)
        once = keys.once(request.headers, who, "evidence", b"")
        if announces_more_than(most, request):
            raise _too_large(most)
        with await run_in_threadpool(store.receive, who) as incoming:
            name = await _arrived(request, incoming, most)
            upload = await run_in_threadpool(store.keep, incoming, who, name, once.key if once else None)
        known = upload.exhibit.model_dump(exclude={"stored_as"})
        return shown({**known, "name": upload.name}, status=201)

    @router.get(
        "/{file}",
        dependencies=[Depends(door.guard(READS_CASES))],
        response_class=StreamingResponse,
        responses=problems(400, 401, 403, 404, 422, 503)
        | {200: {"content": {"application/octet-stream": {}}, "description": "The file, to be saved."}},
    )
    def read_evidence(request: Request, file: str, after: WaitFor = None) -> Response:
        """A file that belongs to a case which you may see; it is never shown in the browser."""
        await_position(casebook, after)
        found = casebook.exhibits.find(reader(request), file)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
            "Content-Length": str(found.exhibit.size),
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        return StreamingResponse(found.content, headers=headers, media_type=found.exhibit.type)

    return router


async def clearing(store: EvidenceStore) -> None:
    """As long as the program serves, no key waits longer than it should, though nobody uploads anything."""
    while True:
        await run_in_threadpool(store.clear_now_and_then)
        await sleep(CLEARED_EVERY.total_seconds())


async def _arrived(request: Request, incoming: Incoming, most: int) -> str:
    """The name of the file, once all of it is there."""
    form, arrived = OneFile(request.headers.get("content-type", ""), incoming), 0
    async for gathered in _gathered(request):
        arrived += len(gathered)
        if arrived > most:
            raise _too_large(most)
        await run_in_threadpool(form.feed, gathered)
    return form.finish()


async def _gathered(request: Request) -> AsyncIterator[bytes]:
    gathered, goes_on = bytearray(), True
    while goes_on:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        gathered += message.get("body", b"")
        goes_on = message.get("more_body", False)
        if len(gathered) >= AT_ONCE or not goes_on:
            yield bytes(gathered)
            gathered.clear()


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"a file may take {most - AROUND_A_FILE:,} bytes")
