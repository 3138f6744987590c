"""XLSX: the first sheet of a workbook, its first row the header."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from adapters.import_register.table import Row, Table, UnreadableFile, column_names, named

LARGEST_PART = 1_000_000_000
LARGEST_TEXTS = 300_000_000
"""Bytes when unpacked; the workbook's table of texts is the one part that is held in memory whole."""
TEXTS = "xl/sharedStrings.xml"
BROKEN = (
    BadZipFile,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    SyntaxError,
    zlib.error,
)
"""What a damaged workbook comes to; an XML error is a SyntaxError."""


def read_xlsx(path: Path, opened: ExitStack) -> Table:
    """The table on the first sheet, row by row; `opened` closes the file."""
    try:
        _weigh(path)
        workbook = load_workbook(path, read_only=True, data_only=True)
        opened.callback(workbook.close)
        rows = workbook.worksheets[0].iter_rows(values_only=True)
        columns = column_names(next(rows, ()))
    except BROKEN as error:
        raise _broken(path) from error
    return Table(columns, _rows(path, rows, columns))


def _rows(path: Path, rows: Iterator[tuple[Any, ...]], columns: tuple[str, ...]) -> Iterator[Row]:
    number = 1
    while True:
        number += 1
        try:
            row = named(number, columns, [_cell(value) for value in next(rows)])
        except StopIteration:
            return
        except BROKEN as error:
            raise _broken(path) from error
        if row:
            yield row


def _cell(value: Any) -> Any:
    """Some programs write the carriage return of a line end out in letters."""
    return value.replace("_x000D_", "") if isinstance(value, str) else value


def _weigh(path: Path) -> None:
    """Refuse a small file that would unpack into more than a machine can hold."""
    with ZipFile(path) as parts:
        for part in parts.infolist():
            if part.file_size > (LARGEST_TEXTS if part.filename == TEXTS else LARGEST_PART):
                msg = f"{path.name} is too large when unpacked; save it as CSV and import that"
                raise UnreadableFile(msg)


def _broken(path: Path) -> UnreadableFile:
    return UnreadableFile(f"{path.name} is not an XLSX workbook, or it is damaged; open it and save it anew, or as CSV")
