"""Tables: rows under their headings; where the terminal is too narrow for that, one row after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.cli.facts import facts, shown

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.table import Table

UNBROKEN = {"reference", "version", "id", "raised_at", "closed_at", "due", "step", "setting", "field", "state"}
"""Columns that are copied from the screen, or read at a glance."""
LEGIBLE = 14
"""So wide, at least, is a column whose texts are folded."""
BETWEEN = 3
"""What stands between two columns, rule included."""


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], none: str) -> Any:
    """Rows under their columns, those left out that are empty in every row; `none` says so where there is no row."""
    cells = [{column: " ".join(shown(row.get(column)).split()) for column in columns} for row in rows]
    return Rows(cells, [column for column in columns if any(row[column] for row in cells)]) if cells else none


def heading(column: str) -> str:
    """The name of a column in words."""
    return column.replace("_", " ")


@dataclass(frozen=True)
class Rows:
    """Rows of texts, drawn to fit."""

    cells: Sequence[Mapping[str, str]]
    columns: Sequence[str]

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Any]:
        if self._least() <= options.max_width:
            yield self._drawn(ruled=options.is_terminal)
            return
        for number, row in enumerate(self.cells):
            if number:
                yield ""
            yield facts({heading(column): row[column] for column in self.columns})

    def _least(self) -> int:
        """How wide the table is when everything that may be folded is folded."""
        return sum(self._narrowest(column) + BETWEEN for column in self.columns)

    def _narrowest(self, column: str) -> int:
        from rich.cells import cell_len

        widest = max(cell_len(text) for text in (heading(column), *(row[column] for row in self.cells)))
        return widest if column in UNBROKEN else min(widest, LEGIBLE)

    def _drawn(self, *, ruled: bool) -> Table:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        edges: dict[str, Any] = {"box": SIMPLE_HEAD} if ruled else {"box": None, "padding": (0, 2, 0, 0)}
        drawn = Table(pad_edge=False, **edges)
        for column in self.columns:
            narrowest = self._narrowest(column)
            drawn.add_column(heading(column), no_wrap=column in UNBROKEN, overflow="fold", min_width=narrowest)
        for row in self.cells:
            drawn.add_row(*(row[column] for column in self.columns))
        return drawn
