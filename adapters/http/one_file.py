"""A form that brings one file, read as it arrives: none of it lies in memory or on the disk as it was sent."""

from __future__ import annotations

import logging
from typing import Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from adapters.evidence import Incoming
from adapters.http.refusals import Malformed, NotAFile
from engine.refusal import Flaw, NotFillable

FIELD: Final = "file"
HOW = "send one file as multipart/form-data, as curl -F file=@sheet.pdf does"

# What the parser finds wrong may quote what somebody sent, and that stays out of the log.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)


class OneFile:
    """Hands on the content of the field `file`; there is no other field."""

    def __init__(self, content_type: str, incoming: Incoming) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise NotAFile(HOW)
        self._incoming, self._is_whole = incoming, False
        self._header, self._value = bytearray(), bytearray()
        self._disposition = ""
        self._name: str | None = None
        try:
            self._parser = MultipartParser(
                options[b"boundary"],
                {
                    "on_part_begin": self._begin,
                    "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
                    "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                    "on_header_end": self._read_header,
                    "on_headers_finished": self._read_headers,
                    "on_part_data": lambda data, start, end: incoming.write(data[start:end]),
                    "on_end": self._end,
                },
            )
        except FormParserError:
            raise Malformed(f"the boundary is too long; {HOW}") from None

    def feed(self, data: bytes) -> None:
        """The next piece of the body."""
        try:
            self._parser.write(data)
        except FormParserError:
            raise Malformed(f"the form is not written as multipart/form-data; {HOW}") from None

    def finish(self) -> str:
        """The name that the file was sent under; refused if the form is not whole, or brings none."""
        if not self._is_whole:
            raise Malformed("the body ends before the form does; send it again")
        if self._name is None:
            raise NotFillable([Flaw(FIELD, "is required")])
        return self._name

    def _begin(self) -> None:
        if self._name is not None:
            raise NotFillable([Flaw("body", f"holds more than one file; {HOW}")])
        self._disposition = ""

    def _read_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value.decode("latin-1")
        self._header.clear()
        self._value.clear()

    def _read_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        field = options.get(b"name", b"").decode("utf-8", "replace")
        if field != FIELD:
            raise NotFillable([Flaw("body", f"holds something besides the field {FIELD}; {HOW}")])
        if b"filename" not in options:
            raise NotFillable([Flaw(FIELD, f"is not a file; {HOW}")])
        self._name = options[b"filename"].decode("utf-8", "replace")

    def _end(self) -> None:
        self._is_whole = True
