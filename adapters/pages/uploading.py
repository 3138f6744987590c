"""Uploading: a form that brings files besides its fields, bounded in every direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from adapters.http.bodies import announces_more_than
from adapters.http.refusals import Malformed, NotAFile
from adapters.pages.posted import Posted
from engine.refusal import TooLarge

FORM = "multipart/form-data"
MOST_FIELDS, LONGEST_FIELD = 200, 1_000_000


class Uploaded(Posted):
    """The fields of a form, and its files; what was left open is not among them."""

    def __init__(self, fields: Iterable[tuple[str, str]], files: Mapping[str, UploadFile]) -> None:
        super().__init__(fields)
        self._opened = list(files.values())
        self.files = {name: file for name, file in files.items() if file.filename}

    def close(self) -> None:
        """Let go of the files."""
        for file in self._opened:
            file.file.close()


async def uploaded(request: Request, largest: int) -> Uploaded:
    """The form of a request; its files lie in memory or nameless on the disk until it is closed."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise NotAFile("send the form as a browser does, with its file")
    if announces_more_than(largest, request):
        raise _too_large(largest)
    bounded = Request(request.scope, _bounded(request.receive, largest))
    try:
        form = await bounded.form(max_files=2, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    except HTTPException as error:
        raise Malformed(f"what was sent is not a form as browsers write it: {error.detail}"[:200]) from None
    files = {name: value for name, value in form.multi_items() if isinstance(value, UploadFile)}
    return Uploaded(((name, value) for name, value in form.multi_items() if isinstance(value, str)), files)


def _bounded(receive: Receive, largest: int) -> Receive:
    arrived = 0

    async def counted() -> Message:
        nonlocal arrived
        message: dict[str, Any] = dict(await receive())
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        arrived += len(message.get("body", b""))
        if arrived > largest:
            raise _too_large(largest)
        return message

    return counted


def _too_large(largest: int) -> TooLarge:
    return TooLarge(f"a request may carry {largest:,} bytes")
