"""The sheet: the register as a table, one row a case, as far as somebody may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from adapters.index import masked, names
from adapters.register.asking import Asked, ask
from adapters.register.sight import scope_of
from engine.access import Who
from engine.asking.pace import IN_TIME
from engine.asking.selection import Selection

Cell = str | int | float | bool | datetime | None
Columns = dict[str, type]
"""What stands in each column: str, int, float, bool or datetime; any cell may be empty."""
AT_ONCE = 500

SAID: Columns = dict.fromkeys(
    ("summary", "findings", "root_cause", "approach", "adapted", "action_taken", "lesson", "intention"), str
)
"""What was said and done; in a confidential case it is shown to those who open that."""
WRITTEN = frozenset({*SAID, "reference", "category", "campus", "source"})
"""What people wrote; all the rest is in words of the program, in which nobody's name is looked for."""
BEFORE: Columns = {
    **dict.fromkeys(("reference", "workflow", "state", "stage", "reached", "campus"), str),
    **dict.fromkeys(("category", "severity", "kind"), str),
    "confidential": bool,
    **dict.fromkeys(("raised_at", "filed_at", "closed_at"), datetime),
    "days": float,
    "outcome": str,
}
AFTER: Columns = {
    **dict.fromkeys(("satisfaction_first", "satisfaction", "rounds", "reopened"), int),
    "escalated": str,
    "panel": bool,
    "effective": bool,
    "source": str,
}
ON_TIME = "_on_time"
DIGITS = 4


class Sheet(NamedTuple):
    """Rows with a cell for each column."""

    columns: Columns
    rows: Iterator[Sequence[Cell]]


def sheet(
    asked: Asked, who: Who, wanted: Selection, deadlines: Iterable[str], local: Callable[[datetime], datetime]
) -> Sheet:
    """The entries that somebody may see, the case raised first first, in the institution's own time.

    Whether a deadline was met in time is empty until that is decided. Who may not know families sees no names of them.
    """
    kept = {f"{name}{ON_TIME}": bool for name in deadlines}
    columns = BEFORE | SAID | AFTER | kept | {"case": str}
    return Sheet(columns, _rows(asked, who, wanted, columns, local))


def _rows(
    asked: Asked, who: Who, wanted: Selection, columns: Columns, local: Callable[[datetime], datetime]
) -> Iterator[Sequence[Cell]]:
    after, may_know_families = None, scope_of(who).people
    while page := asked.entries.page(who, wanted, after, AT_ONCE):
        families = {} if may_know_families else _families(asked, [row.case_id for row in page])
        for row in page:
            cells = _cells(row, local)
            if not may_know_families:
                cells = _without_names(cells, families.get(row.case_id))
            yield [cells.get(name) for name in columns]
        after = page[-1].raised_at, page[-1].case_id


def _families(asked: Asked, cases: Sequence[str]) -> dict[str, Sequence[str]]:
    return ask(asked, "as_of", lambda index: index.families(cases))


def _cells(row: Row[Any], local: Callable[[datetime], datetime]) -> dict[str, Cell]:
    known: dict[str, Any] = {name: getattr(row, name) for name in (*BEFORE, *AFTER)}
    cells = {name: local(value) if isinstance(value, datetime) else value for name, value in known.items()}
    cells |= {} if row.confidential else {name: getattr(row, name) for name in SAID}
    cells["days"] = None if row.days is None else round(row.days, DIGITS)
    marks = (row.judged or "").split()
    return cells | {f"{mark[:-1]}{ON_TIME}": mark[-1] == IN_TIME for mark in marks} | {"case": row.case_id}


def _without_names(cells: dict[str, Cell], family: Sequence[str] | None) -> dict[str, Cell]:
    """The same; of an entry whose family is not known here, nothing that anybody wrote."""
    if family is None:
        return {name: value for name, value in cells.items() if name not in WRITTEN}
    hidden = names(family)
    written = {name: masked(str(cells[name]), hidden) for name in WRITTEN & cells.keys() if cells[name]}
    return cells | written
