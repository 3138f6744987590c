"""Serving: the API and the pages."""

from __future__ import annotations

import signal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NoReturn

import typer

from adapters.cli.session import Session, operators_command


def add_to(app: typer.Typer) -> None:
    """Add `serve` to the commands."""
    operators_command(app, "serve", serve)


def serve(
    session: Session,
    *,
    host: Annotated[str | None, typer.Option(help="The address to listen on.  [env: CASEBOOK_HOST]")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="0 picks a free one.  [env: CASEBOOK_PORT]")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Serve a demo institution, thrown away at the end.")] = False,
) -> None:
    """Serve the API and the pages until stopped."""
    from adapters.http.server import serve as serve_http

    lines = _furnished(session) if demo else []
    settings = session.settings
    for stop in (signal.SIGINT, signal.SIGTERM):
        # The server sends itself the signal again once it has finished; then everything is to be closed.
        signal.signal(stop, _leave)
    serve_http(session.casebook, host or settings.host, settings.port if port is None else port, lines)


def _furnished(session: Session) -> list[str]:
    """The demo institution in a directory of its own, unless one is named; its sign-ins."""
    from adapters.cli.demo import furnish

    if session.data is None:
        session.data = Path(session.opened.enter_context(TemporaryDirectory(prefix="casebook-demo-")))
    signs = furnish(session.casebook)
    session.catch_up()
    return signs


def _leave(*_: object) -> NoReturn:
    raise SystemExit(0)
