"""Output: tables for people at a terminal, plain lines where it goes into another program."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

IDS = ("id", "case")
MOMENTS = ("raised_at", "closed_at", "due")
MINUTES = len("2026-09-17T19:40")
UNBROKEN = {"reference", "version", *IDS, *MOMENTS}
"""Columns that are copied from the screen, or read at a glance."""


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


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """Rows under their columns: all of it for another program, for a person what one line can hold."""
    if not sys.stdout.isatty():
        cells = [[" ".join(shown(row.get(column)).split()) for column in columns] for row in rows]
        return "\n".join("\t".join(line) for line in [columns, *cells])
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    told = [column for column in columns if any(row.get(column) is not None for row in rows)]
    if "reference" in told:
        told = [column for column in told if column not in IDS]
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in told:
        words = column.split("_")
        drawn.add_column(" ".join(words), no_wrap=column in UNBROKEN, overflow="fold", min_width=max(map(len, words)))
    for row in rows:
        drawn.add_row(*(_brief(column, row.get(column)) for column in told))
    return drawn


def _brief(column: str, value: Any) -> str:
    return shown(value)[:MINUTES].replace("T", " ") if column in MOMENTS else shown(value)


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
