"""The head of a request: bounded in bytes, in lines and in time before anything else looks at it."""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from collections.abc import Mapping
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from adapters.http.gathering import Gathering
from adapters.http.problems import LATER, Kind, problem

CONNECTIONS_AT_MOST = 2_000
HEAD_BYTES, HEAD_LINES = 32_768, 100
AROUND_A_LINE = 4
"""Bytes of a line besides name and value: a colon, a space, its end."""
HEAD_WITHIN, BODY_WITHIN = 10.0, 120.0
"""Seconds, after which a place is given to others."""

CLOSE: Mapping[str, str] = {"Connection": "close"}
MALFORMED = problem(Kind(400, "The request is malformed", CLOSE), "what was sent is not HTTP")
TOO_LARGE = problem(
    Kind(431, "The head of the request is too large", CLOSE),
    f"address and headers may take {HEAD_BYTES:,} bytes in {HEAD_LINES} lines",
)
FULL = problem(Kind(503, "Busy", {**CLOSE, **LATER}), "too many connections are open; repeat the request in a moment")


class TooLarge(Exception):
    """The head takes more than it may."""


class BoundedHTTP(HttpToolsProtocol):
    """A connection; uvicorn's own keeps a head of any size, and waits for it for ever."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._bytes = self._lines = self._untold = 0
        self._is_head = self._is_under_way = True
        self._due: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """The first head is due from now on."""
        super().connection_made(Gathering(transport, self.loop))  # type: ignore[arg-type] # a transport but by name
        self._expect(HEAD_WITHIN)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is due any more."""
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; what the parser says nothing about, such as a line that does not end, is bounded too."""
        self._untold += len(data)
        super().data_received(data)
        if self._untold > HEAD_BYTES:
            self._refuse()
        elif self._due is None and (self._is_under_way or self._is_answered()):
            self._expect(HEAD_WITHIN if self._is_head else BODY_WITHIN)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 -- clients are told in words of our own
        """The parser has given up, by itself or because a head is too large."""
        self._refuse()

    def on_message_begin(self) -> None:
        """Another head is due."""
        self._arrived()
        self._bytes = self._lines = 0
        self._is_under_way = True
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A part of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A line; one that follows the body is counted and dropped, since everything was decided without it."""
        self._lines += 1
        self._count(len(name) + len(value) + AROUND_A_LINE)
        if self._is_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The request is served if there is room."""
        self._arrived()
        self._is_head = False
        self.app = FULL if len(self.connections) > CONNECTIONS_AT_MOST else self.config.loaded_app
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        self._untold = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Nothing is due until more comes."""
        self._arrived()
        self._is_head, self._is_under_way = True, False
        super().on_message_complete()

    def _count(self, size: int) -> None:
        self._untold = 0
        self._bytes += size
        if self._is_too_large():
            raise TooLarge

    def _is_too_large(self) -> bool:
        return max(self._bytes, self._untold) > HEAD_BYTES or self._lines > HEAD_LINES

    def _is_answered(self) -> bool:
        return self.cycle is not None and self.cycle.response_complete

    def _expect(self, seconds: float) -> None:
        self._due = self.loop.call_later(seconds, self.transport.abort)

    def _arrived(self) -> None:
        self._untold = 0
        if self._due:
            self._due.cancel()
            self._due = None

    def _refuse(self) -> None:
        """Say why, unless that would run into an answer that is on its way; and hang up."""
        if self.cycle is None or self.cycle.response_complete:
            answer = TOO_LARGE if self._is_too_large() else MALFORMED
            headers = [*self.server_state.default_headers, *answer.raw_headers]
            lines = (b"%b: %b\r\n" % header for header in headers)
            self.transport.write(b"".join([STATUS_LINE[answer.status_code], *lines, b"\r\n", bytes(answer.body)]))
        self.transport.close()
