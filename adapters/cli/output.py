"""Output: tables for people at a terminal, plain lines where it goes into another program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer

UNBROKEN = {"id", "case", "reference", "token", "version", "position", "happened_at", "recorded_at", "due", "raised_at"}
"""Columns that are copied from the screen."""


def say_json(told: Any) -> None:
    """One line of JSON on standard output."""
    import orjson

    typer.echo(orjson.dumps(told).decode())


def say(shown: Any) -> None:
    """Something readable on standard output."""
    if isinstance(shown, str):
        typer.echo(shown)
        return
    from rich.console import Console

    Console(file=sys.stdout, highlight=False, markup=False, emoji=False).print(shown)


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """Rows under their columns."""
    cells = [[shown(row.get(column)) for column in columns] for row in rows]
    if not sys.stdout.isatty():
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in [list(columns), *cells])
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(column.replace("_", " "), overflow="fold", no_wrap=column in UNBROKEN)
    for line in cells:
        drawn.add_row(*line)
    return drawn


def together(*parts: Any) -> Any:
    """One below the other."""
    if all(isinstance(part, str) for part in parts):
        return "\n".join(parts)
    from rich.console import Group

    return Group(*parts)


def facts(told: Mapping[str, Any], indent: str = "") -> str:
    """Names and values, one a line; what is empty is left out, structures are indented."""
    lines = []
    for name, value in told.items():
        if isinstance(value, Mapping) and value:
            lines += [f"{indent}{name}:", facts(value, indent + "  ")]
        elif isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
            lines += [f"{indent}{name}:", *(_item(part, indent) for part in value)]
        elif (text := shown(value)) != "":
            lines.append(f"{indent}{name}: " + text.replace("\n", f"\n{indent}  "))
    return "\n".join(lines)


def _item(part: Any, indent: str) -> str:
    inner = facts(part, indent + "    ") if isinstance(part, Mapping) else f"{indent}    {shown(part)}"
    return f"{indent}  - " + inner[len(indent) + 4 :]


def shown(value: Any) -> str:
    """A value as people read it."""
    match value:
        case None | [] | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(shown(part) for part in value)
    return str(value)
