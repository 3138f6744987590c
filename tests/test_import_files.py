"""Files as they are found: every dialect comes in, and broken ones are refused or listed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from adapters.import_register import table, xlsx_file
from adapters.import_register.files import open_table
from adapters.import_register.table import Row, UnreadableFile

HEADER = ["reference", "summary", "raised_at"]


def rows_of(file: Path) -> list[Row]:
    """Everything in a file."""
    with open_table(file) as opened:
        return list(opened.rows)


def workbook(file: Path, *rows: Sequence[object]) -> Path:
    """A workbook with one sheet."""
    book = Workbook(write_only=True)
    with closing(book):
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        book.save(file)
    return file


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_whatever_its_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Nobody has to say which it is."""
    file = tmp_path / "old.csv"
    file.write_text(f"编号{delimiter}内容\r\n1{delimiter}老师迟到，要退费\r\n", encoding)
    assert rows_of(file) == [Row(2, {"编号": "1", "内容": "老师迟到，要退费"})]


def test_a_quoted_cell_holds_delimiters_quotes_and_lines(tmp_path: Path) -> None:
    """And the line of a row is where it begins."""
    file = tmp_path / "old.csv"
    file.write_text('a,b\n1,"x,\n""y"""\n2,z\n', "utf-8")
    assert rows_of(file) == [Row(2, {"a": "1", "b": 'x,\n"y"'}), Row(4, {"a": "2", "b": "z"})]


def test_empty_rows_are_no_rows(tmp_path: Path) -> None:
    """Spreadsheets leave many of them."""
    file = tmp_path / "old.csv"
    file.write_text("a,b\n\n,\n1,2\n , \n", "utf-8")
    assert rows_of(file) == [Row(4, {"a": "1", "b": "2"})]


@pytest.mark.parametrize("content", ["", "a,b\n", "\ufeff"])
def test_a_file_of_no_rows_has_no_rows(tmp_path: Path, content: str) -> None:
    """It is not an error either."""
    for name in ("old.csv", "old.tsv"):
        file = tmp_path / name
        file.write_text(content, "utf-8")
        assert rows_of(file) == []


def test_a_row_with_more_cells_than_the_header_is_flawed(tmp_path: Path) -> None:
    """Most likely a quotation mark is missing, and its cells would stand under the wrong names."""
    file = tmp_path / "old.csv"
    file.write_text("a,b\n1,2,3\n4\n", "utf-8")
    flawed, short = rows_of(file)
    assert "3 cells under 2 columns" in flawed.flaw
    assert short == Row(3, {"a": "4"})


def test_a_row_beyond_all_measure_is_flawed_and_the_next_ones_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never in memory whole."""
    monkeypatch.setattr("adapters.import_register.csv_file.LONGEST_ROW", 100)
    monkeypatch.setattr("adapters.import_register.jsonl_file.LONGEST_ROW", 100)
    long = "x" * 1000
    csv, jsonl = tmp_path / "old.csv", tmp_path / "old.jsonl"
    csv.write_text(f'a,b\n1,"{long}"\n2,y\n', "utf-8")
    jsonl.write_text(f'{{"a":"{long}"}}\n{{"a":"2"}}\n', "utf-8")
    assert rows_of(csv)[0].flaw.startswith("field larger than field limit")
    assert rows_of(csv)[-1] == Row(3, {"a": "2", "b": "y"})
    assert rows_of(jsonl) == [Row(1, {}, "is longer than 100 bytes"), Row(2, {"a": "2"})]
    assert table.LONGEST_ROW == 10_000_000


def test_bytes_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    """The file is not a text."""
    file = tmp_path / "old.csv"
    file.write_bytes(b"a,b\n\xff\xff\xff\n")
    with pytest.raises(UnreadableFile, match="neither UTF-8 nor GB18030"):
        rows_of(file)


def test_a_line_that_is_not_a_json_object_is_flawed(tmp_path: Path) -> None:
    """The others are read."""
    file = tmp_path / "old.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"a":1}\n\n[1]\n{"a":\n{"a":NaN}\n{"a":2}')
    found = rows_of(file)
    assert [row.line for row in found] == [1, 3, 4, 5, 6]
    assert [bool(row.flaw) for row in found] == [False, True, True, True, False]
    assert found[1].flaw == "is not a JSON object"


def test_a_workbook_is_read_by_its_first_sheet(tmp_path: Path) -> None:
    """Dates are dates, numbers are numbers, and empty rows are left out."""
    day = datetime(2019, 9, 17, 19, 40)  # noqa: DTZ001 -- a cell of a workbook has no zone
    file = workbook(
        tmp_path / "old.xlsx", ["no", " what ", "day", None], [17, "Late", day], [None], [18, "x_x000D_\ny"]
    )
    assert rows_of(file) == [
        Row(2, {"no": 17, "what": "Late", "day": day}),
        Row(4, {"no": 18, "what": "x\ny"}),
    ]


def test_an_empty_workbook_has_no_rows(tmp_path: Path) -> None:
    """Neither has one with a header only."""
    assert rows_of(workbook(tmp_path / "empty.xlsx")) == []
    assert rows_of(workbook(tmp_path / "header.xlsx", ["a", "b"])) == []


def test_a_date_cell_is_a_day(tmp_path: Path) -> None:
    """A workbook keeps a day as the moment at which it begins."""
    file = workbook(tmp_path / "old.xlsx", ["day"], [date(2019, 9, 17)])
    assert rows_of(file)[0].cells["day"] == datetime(2019, 9, 17)  # noqa: DTZ001 -- see above


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing more", b"reference,summary\n"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever its name says."""
    file = tmp_path / "old.xlsx"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match="is not an XLSX workbook, or it is damaged"):
        rows_of(file)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("damage", ["cut off", "left out"])
def test_a_damaged_workbook_is_refused(tmp_path: Path, part: str, damage: str) -> None:
    """A part that is missing, or ends in the middle."""
    whole = workbook(tmp_path / "whole.xlsx", HEADER, ["1", "a", "2019-09-17"], ["2", "b", "2019-09-17"])
    file = tmp_path / "old.xlsx"
    with ZipFile(whole) as parts, ZipFile(file, "w") as damaged:
        for name in parts.namelist():
            content = parts.read(name)
            if name != part:
                damaged.writestr(name, content)
            elif damage == "cut off":
                damaged.writestr(name, content[: len(content) * 2 // 3])
    with pytest.raises(UnreadableFile, match="is not an XLSX workbook, or it is damaged"):
        rows_of(file)


def test_a_workbook_that_unpacks_into_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is unpacked."""
    monkeypatch.setattr(xlsx_file, "LARGEST_TEXTS", 1_000)
    file = tmp_path / "old.xlsx"
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as parts:
        parts.writestr(xlsx_file.TEXTS, " " * 1_001)
    file.write_bytes(packed.getvalue())
    with pytest.raises(UnreadableFile, match="too large when unpacked"):
        rows_of(file)


def test_a_kind_of_file_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    """With the kinds that are."""
    with pytest.raises(UnreadableFile, match=r"\.csv, \.tsv, \.xlsx or \.jsonl, not from \.pdf"):
        rows_of(tmp_path / "old.pdf")
