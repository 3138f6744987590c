"""Export: the cases, or the events, as a file for other tools."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Annotated, Any, Literal

import typer

from adapters.cli.analytics import FILTERS
from adapters.cli.facts import facts
from adapters.cli.moments import day_or_moment, since, until
from adapters.cli.register import AsOf
from adapters.cli.session import Session, command

Name = Literal["csv", "xlsx", "parquet", "jsonl", "xes", "ocel"]
FORMAT = typer.Argument(metavar="FORMAT", help="csv, xlsx, parquet for the cases; jsonl, xes, ocel for the events.")
STANDARD_OUTPUT = Path("-")
OUTPUT = typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Where to save it; - for standard output.")


def add_to(app: typer.Typer) -> None:
    """Add `export` to the commands."""
    command(app, "export", export, FILTERS)


def export(
    session: Session,
    wanted: Mapping[str, Any],
    name: Annotated[Name, FORMAT],
    output: Annotated[Path, OUTPUT],
    *,
    as_of: AsOf = None,
) -> None:
    """Take out the cases of the register, one row each, or the events of the log, without a word that was said."""
    from adapters.export import Exports
    from engine.asking.selection import Selection

    casebook, who = session.read, session.who_or_operator
    span = since(casebook, wanted["first"], "--from"), until(casebook, wanted["last"], "--to")
    selection = Selection(wanted["workflow"], wanted["campus"], *span)
    moment = day_or_moment(casebook, as_of, "--as-of")
    with _saved(output) as file:
        told = {"format": name, **Exports(casebook).write(name, who, selection, moment, file), "file": str(output)}
    if output != STANDARD_OUTPUT:
        session.answer(told, lambda: facts(told))


@contextmanager
def _saved(output: Path) -> Iterator[IO[bytes]]:
    """What is written is there once all of it is; an older file of the name gives way to it only then.

    What is no file, such as a pipe, is written to as it stands.
    """
    if output == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        return
    if not output.parent.is_dir():
        raise typer.BadParameter(f"{output.parent} is not a directory", param_hint="--output")
    if output.exists() and not output.is_file():
        with output.open("wb") as passed_on:
            yield passed_on
        return
    saved = output.resolve()
    with NamedTemporaryFile(dir=saved.parent, prefix=".export.", delete=False) as beside:
        place = Path(beside.name)
        try:
            yield beside
            beside.close()
            place.replace(saved)
        finally:
            place.unlink(missing_ok=True)
