"""Output: JSON for programs; for people what suits the terminal, or whole plain lines where there is none."""

from __future__ import annotations

import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

ENDLESS = 100_000_000
"""Columns of the paper that another program reads: nothing is folded or cut."""


def say_json(told: Any) -> None:
    """One line of JSON on standard output."""
    import orjson

    typer.echo(orjson.dumps(told).decode())


def say(shown: Any) -> None:
    """Something readable on standard output."""
    if isinstance(shown, str):
        typer.echo(shown)
    elif sys.stdout.isatty():
        _console(file=sys.stdout).print(shown)
    else:
        typer.echo(plain(shown))


def plain(shown: Any) -> str:
    """The same for a file or a pipe: no colours, no rules, no line broken."""
    console = _console(file=StringIO(), width=ENDLESS, force_terminal=False, color_system=None, legacy_windows=False)
    with console.capture() as printed:
        console.print(shown)
    return "\n".join(line.rstrip() for line in printed.get().splitlines())


def together(*parts: Any) -> Any:
    """One below the other; what is empty is left out, and nothing at all is empty, too."""
    from rich.console import Group

    told = [part for part in parts if part]
    return Group(*told) if told else ""


def apart(*parts: Any) -> Any:
    """One below the other, with a line between them."""
    first, *others = parts
    return together(first, *(each for part in others for each in (" ", part)))


def _console(**options: Any) -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, **options)
