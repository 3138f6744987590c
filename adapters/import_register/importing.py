"""Importing: a file is read row by row and taken in by the batch, so that its size does not matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.import_register.entries import Entries, Fields
from adapters.import_register.files import open_table
from adapters.import_register.register_map import RegisterMap
from adapters.import_register.rejects import Rejects
from adapters.import_register.table import Row
from engine.intake import Arrival, Taking
from engine.refusal import Flaw, NotFillable, Refusal

BATCH_ROWS = 200
BATCH_CHARACTERS = 4_000_000

Read = tuple[int, Fields | NotFillable]
"""A row by its line: the form as filled in, or why it could not be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How many came in, how many were in already, and where those are listed that do not fit."""

    imported: int
    already_there: int
    rejected: int
    rejects: str | None

    def shown(self) -> dict[str, Any]:
        """The same for JSON."""
        return asdict(self)


def import_register(
    intake: Taking,
    file: Path,
    chart: RegisterMap,
    *,
    zone: ZoneInfo,
    source: str | None,
    elsewhere: Path,
    seen: Callable[[int, int], None] = lambda _rows, _rejected: None,
) -> Answer:
    """Take in every row that fits.

    `zone` is that of moments without an offset, `elsewhere` the folder of the rejects where none can be written beside
    the file; `seen` is told how many rows have been dealt with, and how many of them were rejected.
    """
    counts: Counter[str] = Counter()
    with open_table(file) as table, Rejects(file, elsewhere) as rejects:
        named = source or chart.values.get("source") or file.stem
        entries = Entries(chart.columns_of(table), chart, zone, named)
        for batch in _batches(_read(row, entries) for row in table.rows):
            for line, arrival in _arrivals(intake, batch):
                counts["rejected" if isinstance(arrival, Refusal) else arrival] += 1
                if isinstance(arrival, Refusal):
                    rejects.add(line, arrival)
            seen(counts.total(), counts["rejected"])
    listed = str(rejects.path) if rejects.path else None
    return Answer(counts["imported"], counts["already there"], counts["rejected"], listed)


def first_entries(
    file: Path, chart: RegisterMap, zone: ZoneInfo, source: str, rejected: Iterable[int], most: int
) -> list[Fields]:
    """The first entries as the map reads them, without the rows of these lines, which come in order."""
    passed_over = iter(rejected)
    with open_table(file) as table:
        entries, nearest = Entries(chart.columns_of(table), chart, zone, source), next(passed_over, None)
        first: list[Fields] = []
        for row in table.rows:
            if row.line == nearest:
                nearest = next(passed_over, None)
            elif len(first) < most:
                first.append(entries.of(row.cells))
            else:
                break
        return first


def _read(row: Row, entries: Entries) -> Read:
    if row.flaw:
        return row.line, NotFillable([Flaw("row", row.flaw)])
    try:
        return row.line, entries.of(row.cells)
    except NotFillable as flaws:
        return row.line, flaws


def _batches(rows: Iterable[Read]) -> Iterator[list[Read]]:
    """So many rows at once as one append and the memory hold well."""
    batch: list[Read] = []
    size = 0
    for line, row in rows:
        batch.append((line, row))
        size += len(str(row))
        if len(batch) == BATCH_ROWS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _arrivals(intake: Taking, batch: list[Read]) -> Iterator[tuple[int, Arrival]]:
    fitting = iter(intake.take_in([row for _, row in batch if not isinstance(row, Refusal)]))
    for line, row in batch:
        yield line, row if isinstance(row, Refusal) else next(fitting)
