"""Bodies: read up to a bound, before anything looks at them."""

from __future__ import annotations

from pydantic_core import from_json
from starlette.requests import ClientDisconnect, Request

from adapters.http.refusals import NotJson
from engine.refusal import TooLarge

LONGEST_LENGTH = 15
"""Digits of a Content-Length; longer ones are larger than anything."""


async def body_of(request: Request, largest: int) -> bytes:
    """The whole body of a request that carries JSON."""
    kind = request.headers.get("content-type")
    if kind is not None and not _is_json_type(kind):
        msg = "send the form as JSON, with Content-Type: application/json"
        raise NotJson(msg)
    return await sent(request, largest)


async def sent(request: Request, largest: int) -> bytes:
    """The whole body of a request, whatever it carries; TooLarge as soon as it is known to be."""
    if announces_more_than(largest, request):
        raise _too_large(largest)
    body, goes_on = bytearray(), True
    while goes_on:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        goes_on = message.get("more_body", False)
        if len(body) > largest:
            raise _too_large(largest)
    return bytes(body)


def announces_more_than(largest: int, request: Request) -> bool:
    """Whether a request says of itself that it is too large, or says nothing sensible."""
    length = request.headers.get("content-length", "0")
    return len(length) > LONGEST_LENGTH or not length.isdecimal() or int(length) > largest


def is_json(body: bytes) -> bool:
    """Whether the bytes are a JSON value at all, by the parser that reads the forms."""
    try:
        from_json(body)
    except ValueError:
        return False
    return True


def _is_json_type(kind: str) -> bool:
    essence = kind.partition(";")[0].strip().lower()
    return essence == "application/json" or (essence.startswith("application/") and essence.endswith("+json"))


def _too_large(largest: int) -> TooLarge:
    return TooLarge(f"a request may carry {largest:,} bytes")
