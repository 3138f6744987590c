"""The commands, put together. What a command needs is loaded when it runs, so that asking for help is quick."""

from __future__ import annotations

import logging
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from adapters.cli import (
    analytics,
    auditing,
    cases,
    evidence,
    export,
    family_link,
    importing,
    operating,
    policy,
    register,
    renewals,
    serving,
    staff,
    steps,
    workflows,
)

app = typer.Typer(
    name="casebook",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
PARTS = (
    *(serving, staff, steps, cases, auditing, evidence, family_link, register, analytics, renewals),
    *(export, importing, policy, workflows, operating),
)
for part in PARTS:
    part.add_to(app)


def _version(asked: bool) -> None:  # noqa: FBT001 -- typer hands the option over by its place
    if asked:
        from importlib.metadata import version

        typer.echo(f"casebook {version('casebook')}")
        raise typer.Exit


@app.callback()
def casebook(
    *,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Casework for schools that learns: cases, their history, and the register of what helped."""


def main() -> None:
    """The `casebook` command."""
    # Whatever it writes, in the data directory and elsewhere, is for the eyes of whoever runs it.
    os.umask(0o077)
    # A library's own words, such as a database driver's, would stand beside the one line that says what is wrong.
    logging.lastResort = logging.NullHandler()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character must not keep a person from the case.
            stream.reconfigure(errors="backslashreplace")
    app()
