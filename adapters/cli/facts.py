"""Facts: names and values, one below the other, structures indented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.table import Table

STEP = 2
SHORT = 60
"""Characters of one of several structures that is told on one line."""


def facts(told: Mapping[str, Any]) -> Any:
    """Names and values, the values of a block below each other; what is empty is left out."""
    from adapters.cli.output import together

    return together(*_parts({name: value for name, value in told.items() if shown(value)}))


def shown(value: Any) -> str:
    """A value as people read it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(shown(part) for part in value)
        case Mapping():
            return ", ".join(f"{name}: {text}" for name, part in value.items() if (text := shown(part)))
    return str(value)


def indented(part: Any, by: int = STEP) -> Padding:
    """The same, further to the right."""
    from rich.padding import Padding

    return Padding(part, (0, 0, 0, by), expand=False)


def _parts(told: Mapping[str, Any]) -> Iterator[Any]:
    for is_structure, group in groupby(told.items(), lambda fact: _is_structure(fact[1])):
        if not is_structure:
            yield _grid((f"{name}:", shown(value)) for name, value in group)
            continue
        for name, value in group:
            yield f"{name}:"
            yield indented(_listed(value) if isinstance(value, list) else facts(value))


def _listed(parts: list[Any]) -> Table:
    return _grid(
        ("-", facts(part) if _is_structure(part) and len(shown(part)) > SHORT else shown(part)) for part in parts
    )


def _grid(rows: Iterable[tuple[str, Any]]) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _is_structure(value: Any) -> bool:
    """Whether this is told on several lines; texts with commas would run into each other on one."""
    if isinstance(value, list):
        return any(isinstance(part, Mapping) or (isinstance(part, str) and "," in part) for part in value)
    return isinstance(value, Mapping)
