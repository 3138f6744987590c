"""Serving: the API and the pages."""

from __future__ import annotations

import gc
import signal
from datetime import UTC, datetime
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
    demo: Annotated[
        bool,
        typer.Option(
            "--demo", help="Serve a demo institution: with --data it stays, else it is thrown away at the end."
        ),
    ] = False,
) -> None:
    """Serve the API and the pages until stopped."""
    gc.disable()  # what is loaded stays: to look through it for garbage finds none, and takes a tenth of the start
    import structlog

    from adapters.cli.demo import furnished
    from adapters.deputy import deputy_for
    from adapters.serving.server import serve as serve_http
    from workflows import find_workflows

    find_workflows()  # once, for this process and for the deputy that is split off from it
    gc.freeze()
    gc.enable()

    if demo and session.data is None:
        session.data = Path(session.opened.enter_context(TemporaryDirectory(prefix="casebook-demo-")))
    settings = session.settings
    is_new = settings.database is None and not settings.log_file.exists()
    lines = furnished(settings, datetime.now(UTC)) if demo else []
    # Before anything is open: threads and connections do not survive in a process that is split off.
    session.deputy = deputy = session.opened.enter_context(deputy_for(settings))
    casebook = session.casebook
    if is_new:
        structlog.get_logger().info("a new casebook begins", directory=str(settings.data))
    deputy.begin()
    if demo:
        session.catch_up()
    for stop in (signal.SIGINT, signal.SIGTERM):
        # The server sends itself the signal again once it has finished; then everything is to be closed.
        signal.signal(stop, _leave)
    serve_http(casebook, host or settings.host, settings.port if port is None else port, lines)


def _leave(*_: object) -> NoReturn:
    raise SystemExit(0)
