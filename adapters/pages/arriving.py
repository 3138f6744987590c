"""Arriving: a step's form that brings files, which go sealed into the store of evidence as they come in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from adapters.evidence import EvidenceStore, Incoming, NotEvidence
from adapters.http.bodies import announces_more_than
from adapters.http.refusals import Malformed
from adapters.pages.posted import FORM, Posted, posted
from engine.access import Who
from engine.refusal import Flaw, NotFillable, TooLarge

WITH_FILES, FIELD = "multipart/form-data", "evidence"
MALFORMED = "what was sent is not a form as browsers write it"
Check = Callable[[Posted], None]


class WithFiles(Posted):
    """The fields of a form, the ids of the files that came with it, and what is wrong with the others."""

    flaws: tuple[Flaw, ...] = ()


class Arriving:
    """Reads a form as it comes in. The fields stand before the files, and no file is taken before they are checked."""

    def __init__(self, content_type: str, store: EvidenceStore, who: Who, check: Check, largest: int) -> None:
        _, options = parse_options_header(content_type)
        self._store, self._who, self._check, self._left = store, who, check, largest
        self._fields: list[tuple[str, str]] = []
        self._flaws: list[Flaw] = []
        self._header, self._value, self._disposition = bytearray(), bytearray(), ""
        self._name, self._file_name, self._text = "", "", bytearray()
        self._incoming: Incoming | None = None
        self._open = ExitStack()
        callbacks: Any = {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._read_header,
            "on_headers_finished": self._read_headers,
            "on_part_data": self._take,
            "on_part_end": self._end,
        }
        try:
            self._parser = MultipartParser(options[b"boundary"], callbacks)
        except (KeyError, FormParserError):
            raise Malformed(MALFORMED) from None

    def feed(self, data: bytes) -> None:
        """The next piece of the body."""
        try:
            self._parser.write(data)
        except FormParserError:
            raise Malformed(MALFORMED) from None

    def finish(self) -> WithFiles:
        """The form, once all of it is there."""
        form = WithFiles(self._fields)
        form.flaws = tuple(self._flaws)
        return form

    def close(self) -> None:
        """Nothing is left of a file that did not come whole."""
        self._open.close()

    def _begin(self) -> None:
        self._disposition, self._text = "", bytearray()

    def _read_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value.decode("latin-1")
        self._header.clear()
        self._value.clear()

    def _read_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._file_name = options.get(b"filename", b"").decode("utf-8", "replace")
        if self._file_name:
            self._check(Posted(self._fields))
            self._incoming = self._open.enter_context(self._store.receive(self._who))

    def _take(self, data: bytes, start: int, end: int) -> None:
        if self._incoming:
            try:
                self._incoming.write(data[start:end])
            except (NotEvidence, TooLarge) as refused:
                self._refuse(refused)
        elif not self._file_name:
            self._left -= end - start
            if self._left < 0:
                raise TooLarge("the fields of the form are too long together")
            self._text += data[start:end]

    def _end(self) -> None:
        if self._incoming:
            try:
                upload = self._store.keep(self._incoming, self._who, self._file_name)
                self._fields.append((FIELD, upload.exhibit.id))
            except (NotEvidence, NotFillable) as refused:
                self._refuse(refused)
            self._incoming = None
            self._open.close()
        elif not self._file_name and self._name:
            self._fields.append((self._name, self._text.decode("utf-8", "replace")))

    def _refuse(self, refused: Exception) -> None:
        why = refused.flaws[0].message if isinstance(refused, NotFillable) else str(refused)
        self._flaws.append(Flaw(FIELD, f"{self._file_name}: {why}"))
        self._incoming = None
        self._open.close()


async def arrived(request: Request, store: EvidenceStore, who: Who, check: Check, largest: int, file: int) -> Posted:
    """The form of a request, with or without files."""
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() == FORM:
        return await posted(request, largest)
    if announces_more_than(largest + file, request):
        raise TooLarge(f"a file may take {file:,} bytes")
    form, came, goes_on = Arriving(kind, store, who, check, largest), 0, True
    try:
        while goes_on:
            message = await request.receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            came += len(message.get("body", b""))
            if came > largest + file:
                raise TooLarge(f"a file may take {file:,} bytes")
            await run_in_threadpool(form.feed, message.get("body", b""))
            goes_on = message.get("more_body", False)
        return form.finish()
    finally:
        form.close()
