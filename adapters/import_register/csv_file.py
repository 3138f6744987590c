"""CSV as it is found: with or without a mark at its beginning, in UTF-8 or GB18030, its cells parted by , ; or tab."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from adapters.import_register.table import LONGEST_ROW, Row, Table, UnreadableFile, column_names, named

CHUNK = 1 << 20
MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
ENCODINGS = ("utf-8", "gb18030")
DELIMITERS = (",", ";", "\t")


def read_csv(path: Path, opened: ExitStack) -> Table:
    """The table in the file, row by row; `opened` closes the file."""
    csv.field_size_limit(LONGEST_ROW)
    file = opened.enter_context(path.open(encoding=_encoding(path), newline=""))
    delimiter = _delimiter(file)
    lines = Lines(file)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        columns = column_names(next(reader, []))
    except csv.Error as error:
        msg = f"{path.name} is not CSV: {error}"
        raise UnreadableFile(msg) from None
    return Table(columns, _rows(reader, lines, columns))


class Lines:
    """The lines of a file, counted; those beyond all measure come in pieces."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._piece = file, "\n"
        self.ended = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self._piece = self._file.readline(LONGEST_ROW)
        if not self._piece:
            raise StopIteration
        self.ended += self._is_whole
        return self._piece

    @property
    def _is_whole(self) -> bool:
        return self._piece.endswith(("\n", "\r"))

    def leave(self) -> None:
        """Pass over what is left of a line that was begun."""
        while not self._is_whole and next(self, None) is not None:
            pass


def _rows(reader: Iterator[list[str]], lines: Lines, columns: tuple[str, ...]) -> Iterator[Row]:
    while True:
        line = lines.ended + 1
        try:
            row = named(line, columns, next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            lines.leave()
            row = Row(line, {}, f"{error}; is a quotation mark missing?")
        if row:
            yield row


def _delimiter(file: TextIO) -> str:
    """The one that parts the header into the most cells."""
    header = file.readline(LONGEST_ROW)
    file.seek(0)
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([header], delimiter=delimiter), [])))


def _encoding(path: Path) -> str:
    """The first encoding in which every byte of the file makes sense."""
    with path.open("rb") as file:
        start = file.read(len(BOM_UTF8))
    marked = [encoding for mark, encoding in MARKS.items() if start.startswith(mark)]
    for encoding in marked or ENCODINGS:
        if _makes_sense(path, encoding):
            return encoding
    msg = f"{path.name} is neither UTF-8 nor GB18030"
    raise UnreadableFile(msg)


def _makes_sense(path: Path, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
