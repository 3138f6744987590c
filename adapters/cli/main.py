"""The commands, put together. What a command needs is loaded when it runs, so that asking for help is quick."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from adapters.cli import cases, importing, operating, policy, register, serving, staff, steps, workflows

app = typer.Typer(
    name="casebook",
    help="Casework for schools that learns: cases, their history, and the register of what helped.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (serving, staff, steps, cases, register, importing, policy, workflows, operating):
    part.add_to(app)


def main() -> None:
    """The `casebook` command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character must not keep a person from the case.
            stream.reconfigure(errors="backslashreplace")
    app()
