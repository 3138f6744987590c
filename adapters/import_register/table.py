"""What every kind of file is read as: rows with the number of their line, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.refusal import Refusal

LONGEST_ROW = 10_000_000
"""Characters; a longer row is not read into memory whole."""


class UnreadableFile(Refusal):
    """The file is not what its name says, or is broken."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the names of its columns, or why it could not be read."""

    line: int
    cells: Mapping[str, Any]
    flaw: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file under its columns; without a header these are the names that the first rows use."""

    columns: tuple[str, ...]
    rows: Iterator[Row]
    has_header: bool = True


def named(line: int, columns: Sequence[str], cells: Sequence[Any]) -> Row | None:
    """The cells under their columns' names; None for a row in which nothing stands."""
    if not any(cell is not None and str(cell).strip() for cell in cells):
        return None
    beyond = [cell for cell in cells[len(columns) :] if cell is not None and str(cell).strip()]
    if beyond:
        return Row(line, {}, f"has {len(cells)} cells under {len(columns)} columns; is a quotation mark missing?")
    return Row(line, dict(zip(columns, cells, strict=False)))


def column_names(header: Sequence[Any]) -> tuple[str, ...]:
    """The header's names without the space around them, the empty ones at the end left out."""
    names = [str(name).strip() if name is not None else "" for name in header]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
