"""XLSX: a workbook of one sheet, its first row in sight, moments as moments and texts as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import IO, Any

from adapters.export.sheet import Cell, Sheet
from engine.refusal import TooLarge

TITLE = "cases"
LONGEST = 32_767
"""Characters that a cell holds; longer texts are whole in the other formats."""
CUT = "…"
MOST = 1_048_575
"""Rows that a sheet holds below its head."""
MOMENT = "yyyy-mm-dd hh:mm:ss"


def write(sheet: Sheet, file: IO[bytes]) -> int:
    """Write the rows below the names of the columns; how many there were. Moments are on the institution's clock."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(TITLE)
    page.freeze_panes = "A2"

    def cells(row: Sequence[Cell]) -> Iterator[Any]:
        for value in row:
            match value:
                case str():
                    cell = WriteOnlyCell(page, value if len(value) <= LONGEST else value[: LONGEST - 1] + CUT)
                    cell.data_type = "s"  # whatever it begins with, it is no formula
                    yield cell
                case datetime():
                    cell = WriteOnlyCell(page, value.replace(tzinfo=None))
                    cell.number_format = MOMENT
                    yield cell
                case _:
                    yield value

    count = 0
    try:
        page.append(list(sheet.columns))
        for row in _that_fit(sheet.rows):
            page.append(cells(row))
            count += 1
        workbook.save(file)
    except BaseException:
        _clear(page)
        raise
    return count


def _that_fit(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    for count, row in enumerate(rows):
        if count == MOST:
            raise TooLarge(f"a workbook holds {MOST:,} cases; narrow them down, or take out csv")
        yield row


def _clear(page: Any) -> None:
    """Remove what a workbook keeps beside it until it is saved: of one that never is, it would stay."""
    with suppress(Exception):
        page.close()
    with suppress(Exception):
        page._writer.cleanup()  # noqa: SLF001 -- there is no other way to it
