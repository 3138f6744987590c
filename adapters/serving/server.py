"""Serving: one process, one event loop, until it is told to stop."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Iterable
from signal import SIGINT
from types import FrameType

import uvicorn

from adapters.casebook import Casebook
from adapters.http.live import Live
from adapters.logs import log_to_standard_error
from adapters.serving.app import create_app
from adapters.serving.head import BoundedHTTP
from adapters.serving.room import make_room

GRACE, KEEP_ALIVE = 10, 5
SWITCH_INTERVAL = 0.0001
"""Seconds: the thread that writes hands its answers to the event loop, which must not wait long for its turn."""

SELDOM = (20_000, 50, 1_000)
"""Cases that are kept are no garbage, and looking through all of them holds up whoever asks: measured, a tenth."""


class Server(uvicorn.Server):
    """Says where it listens, as the first line on standard output; lets go of open streams when it is to stop."""

    def __init__(self, config: uvicorn.Config, live: Live, lines: Iterable[str] = ()) -> None:
        super().__init__(config)
        self._live, self._lines = live, lines

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*SELDOM)
        for line in (f"listening on {self.address}", *self._lines):
            print(line, flush=True)  # noqa: T201 -- whoever started the program reads it

    @property
    def address(self) -> str:
        """Where it listens, once it does."""
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def handle_exit(self, sig: int, _: FrameType | None = None) -> None:
        """Finish what is under way, then return to whoever serves; a second SIGINT does not wait.

        Streams are ended first: they would never end by themselves. uvicorn's own handler would send the signal once
        more at the end, and nothing would be closed.
        """
        self._live.end()
        self.force_exit = self.should_exit and sig == SIGINT
        self.should_exit = True


def server_of(casebook: Casebook, host: str, port: int, lines: Iterable[str] = ()) -> Server:
    """A server over a casebook, not started yet."""
    app = create_app(casebook)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=BoundedHTTP,
        ws="none",
        log_config=None,
        access_log=False,
        proxy_headers=bool(casebook.settings.proxies),
        forwarded_allow_ips=casebook.settings.proxies,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )
    return Server(config, app.state.live, lines)


def serve(casebook: Casebook, host: str, port: int, lines: Iterable[str] = ()) -> None:
    """Serve until SIGTERM or SIGINT; what is under way is finished first. `lines` are said once it listens."""
    log_to_standard_error(casebook.settings.log_level)
    make_room()
    sys.setswitchinterval(SWITCH_INTERVAL)
    casebook.reactor.start()
    server_of(casebook, host, port, lines).run()
