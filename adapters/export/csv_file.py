"""CSV: as RFC 4180 has it, in UTF-8, and no cell of it a formula."""

from __future__ import annotations

import csv
from datetime import datetime
from io import TextIOWrapper
from typing import IO

from adapters.export.sheet import Cell, Sheet

FORMULA = (*"=+-@", *"\uff1d\uff0b\uff0d\uff20", *"\t\r\n")
"""What spreadsheets take for the beginning of a formula, at full width too, or lose in front of one; see OWASP."""
AS_TEXT = "'"


def write(sheet: Sheet, file: IO[bytes]) -> int:
    """Write the rows below the names of the columns; how many there were."""
    text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
    rows, count = csv.writer(text), 0
    rows.writerow(sheet.columns)
    for row in sheet.rows:
        rows.writerow(map(_written, row))
        count += 1
    text.detach()
    return count


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case datetime():
            return cell.isoformat()
        case str():
            return f"{AS_TEXT}{cell}" if cell.startswith(FORMULA) else cell
    return str(cell)
