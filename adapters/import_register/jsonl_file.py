"""JSON Lines: an object a line, in UTF-8."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import orjson

from adapters.import_register.table import LONGEST_ROW, Row, Table

FIRST_ROWS = 100


def read_jsonl(path: Path, opened: ExitStack) -> Table:
    """The objects in the file, one by one; `opened` closes the file."""
    file = opened.enter_context(path.open("rb"))
    if file.read(len(BOM_UTF8)) != BOM_UTF8:
        file.seek(0)
    start = file.tell()
    names = dict.fromkeys(name for row in islice(_rows(file), FIRST_ROWS) for name in row.cells)
    file.seek(start)
    return Table(tuple(names), _rows(file), has_header=False)


def _rows(file: BinaryIO) -> Iterator[Row]:
    number = 0
    while line := file.readline(LONGEST_ROW):
        number += 1
        if line.endswith(b"\n") or len(line) < LONGEST_ROW:
            if line.strip():
                yield _row(number, line)
        else:
            _skip_line(file)
            yield Row(number, {}, f"is longer than {LONGEST_ROW:,} bytes")


def _row(number: int, line: bytes) -> Row:
    try:
        cells = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Row(number, {}, f"is not JSON: {error.msg}")
    return Row(number, cells) if isinstance(cells, dict) else Row(number, {}, "is not a JSON object")


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(LONGEST_ROW)) and not rest.endswith(b"\n"):
        pass
