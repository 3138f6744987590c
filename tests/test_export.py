"""Exports as other programs read them: whatever people wrote arrives as text, and types as types."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime
from errno import ENOSPC
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import orjson
import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from adapters.export import xlsx_file
from adapters.http import export
from adapters.settings import Settings
from tests.browsing import browser
from tests.command_line import CommandLine, staffed
from tests.institution import SIX_STEPS, Institution, running_institution
from tests.old_register import ROW, jsonl

XES = "{http://www.xes-standard.org/}"
FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\uff1d1")
NASTY = (*FORMULAS, '<a href="x">&', 'a,b\n"c"', "补课费")
LONG = "长" * 40_000


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """Old cases with summaries of every kind, and an open one."""
    folder = tmp_path_factory.mktemp("export")
    casebook = staffed(folder / "data")
    texts = enumerate((*NASTY, LONG), 10)
    rows = [
        ROW
        | {"reference": f"<{day}>", "summary": text, "satisfaction": 4, "raised_at": f"2019-09-{day}T19:40:00+08:00"}
        for day, text in texts
    ]
    casebook.json("import", "register", str(jsonl(folder / "old.jsonl", *rows)))
    return casebook


def exported(casebook: CommandLine, name: str, folder: Path) -> Path:
    """The file."""
    file = folder / f"export.{name}"
    told = casebook.json("export", name, "-o", str(file))
    assert [told["format"], told["file"]] == [name, str(file)]
    assert told.get("cases", told.get("events")) == len(NASTY) + 1
    return file


def test_no_cell_of_csv_is_a_formula(casebook: CommandLine, tmp_path: Path) -> None:
    """What a spreadsheet would run begins with an apostrophe; everything else is as it was written."""
    text = exported(casebook, "csv", tmp_path).read_text("utf-8")
    summaries = [row["summary"] for row in csv.DictReader(StringIO(text, newline=""))]
    assert summaries == [*(f"'{each}" for each in FORMULAS), *NASTY[len(FORMULAS) :], LONG]
    assert casebook("export", "csv", "-o", "-").out.replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_a_workbook_holds_texts_numbers_and_moments(casebook: CommandLine, tmp_path: Path) -> None:
    """No text is a formula; one that is too long for a cell ends with a sign that it does."""
    page = load_workbook(exported(casebook, "xlsx", tmp_path))["cases"]
    head, *rows = page.iter_rows()
    columns = {cell.value: place for place, cell in enumerate(head)}
    summaries = [row[columns["summary"]] for row in rows]
    assert [cell.value for cell in summaries[:-1]] == list(NASTY)
    assert {cell.data_type for cell in summaries} == {"s"}
    assert str(summaries[-1].value).endswith("长…")
    first = [rows[0][columns[name]].value for name in ("raised_at", "satisfaction", "confidential", "campus")]
    assert first == [datetime(2019, 9, 10, 19, 40), 4, False, None]  # noqa: DTZ001 -- a workbook knows no zone


def test_parquet_has_types(casebook: CommandLine, tmp_path: Path) -> None:
    """Moments of the world, whole numbers, yes and no; nothing where nothing is known."""
    table = parquet.read_table(exported(casebook, "parquet", tmp_path))
    rows: list[dict[str, Any]] = table.to_pylist()
    assert [row["summary"] for row in rows] == [*NASTY, LONG]
    first = [rows[0][name] for name in ("raised_at", "satisfaction", "panel", "resolve_on_time")]
    assert first == [datetime(2019, 9, 10, 11, 40, tzinfo=UTC), 4, False, None]


def test_xes_is_a_trace_for_each_case(casebook: CommandLine, tmp_path: Path) -> None:
    """Well-formed whatever a case is called; each attribute is of a type that the standard knows."""
    log = ET.fromstring(exported(casebook, "xes", tmp_path).read_bytes())  # noqa: S314 -- what was written a line above
    assert [log.tag, log.get("xes.version")] == [f"{XES}log", "1849-2016"]
    traces = log.findall(f"{XES}trace")
    assert [_keys(trace)["concept:name"] for trace in traces] == [f"<{day}>" for day in range(10, 19)]
    [event] = traces[0].findall(f"{XES}event")
    known = _keys(event)
    assert [known["concept:name"], known["org:resource"]] == ["import", "operator"]
    assert known["time:timestamp"] == "2019-09-10T19:40:00.000+08:00"
    kinds = {each.tag.removeprefix(XES) for trace in traces for each in trace.iter()}
    assert kinds == {"trace", "event", "string", "date", "int"}


def test_every_event_of_ocel_belongs_to_objects_that_are_there(casebook: CommandLine, tmp_path: Path) -> None:
    """And every type and attribute is declared."""
    log = orjson.loads(exported(casebook, "ocel", tmp_path).read_bytes())
    objects = {each["id"]: each["type"] for each in log["objects"]}
    for each in log["events"]:
        related = {relation["qualifier"]: objects[relation["objectId"]] for relation in each["relationships"]}
        assert related == {"case": "objection", "by": "actor"}
    for kind in ("event", "object"):
        declared = {each["name"]: {of["name"] for of in each["attributes"]} for each in log[f"{kind}Types"]}
        for each in log[f"{kind}s"]:
            assert {of["name"] for of in each["attributes"]} <= declared[each["type"]]


def test_a_pipe_is_written_to_and_a_link_followed(casebook: CommandLine, tmp_path: Path) -> None:
    """Neither gives way to a file of its name."""
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "cases.csv"
    os.mkfifo(pipe)
    link.symlink_to(file)
    reading = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    casebook.json("export", "csv", "-o", str(pipe), "--from", "2020-01-01")
    casebook.json("export", "csv", "-o", str(link), "--from", "2020-01-01")
    assert [pipe.is_fifo(), link.is_symlink()] == [True, True]
    assert os.read(reading, 10_000) == file.read_bytes()
    os.close(reading)


def test_a_refused_export_leaves_the_older_file_alone(casebook: CommandLine, tmp_path: Path) -> None:
    """And nothing beside it; a place that is none, and a format that is none, are wrong usage."""
    file = tmp_path / "cases.csv"
    file.write_text("from last year")
    refused = casebook("export", "csv", "-o", str(file), who="Li")
    assert [refused.code, refused.err.strip()] == [1, "this is not for the role teacher"]
    for name, day in (("csv", "2999-01-01"), ("csv", "9999-12-31"), ("jsonl", "2999-01-01")):
        future = casebook("export", name, "-o", str(file), "--as-of", day)
        assert [future.code, future.err.strip()] == [1, "as_of: lies in the future"]
    assert [each.read_text() for each in tmp_path.iterdir()] == ["from last year"]
    assert casebook("export", "csv", "-o", str(tmp_path / "nowhere" / "x")).code == 2
    assert casebook("export", "pdf", "-o", str(file)).code == 2


def test_a_file_comes_to_be_saved(institution: Institution) -> None:
    """Under a name of its own, announced with its size; a format that is none is not there."""
    answer = institution.get("Zhou", "export/ocel")
    assert answer.headers["content-disposition"] == 'attachment; filename="events.ocel.json"'
    assert answer.headers["content-type"] == "application/json"
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert institution.get("Zhou", "export/pdf").status_code == 404


def test_what_cannot_be_written_is_said(institution: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, and more cases than a workbook holds; the turn is free again."""
    for _ in range(3):
        institution.taken(institution.raised(), "listen", "record")
    with monkeypatch.context() as patched:
        patched.setattr(export, "TemporaryFile", partial(Path("/dev/full").open, "r+b", buffering=0))
        full = [institution.get("Zhou", "export/csv") for _ in range(export.AT_ONCE + 1)]
    told = f"the file cannot be written here now: {os.strerror(ENOSPC)}"
    assert {(answer.status_code, answer.json()["detail"]) for answer in full} == {(503, told)}
    monkeypatch.setattr(xlsx_file, "MOST", 2)
    large = institution.get("Zhou", "export/xlsx")
    told = "a workbook holds 2 cases; narrow them down, or take out csv"
    assert [large.status_code, large.json()["detail"]] == [413, told]


def test_only_so_many_are_written_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks while as many are written as the machine bears is told to ask again."""
    monkeypatch.setattr(export, "AT_ONCE", 0)
    with running_institution(Settings(data=tmp_path)) as institution:
        answer = institution.get("Zhou", "export/csv")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["detail"] == "0 exports are being written; ask again in a moment"


def test_the_page_offers_what_one_may_take_out_of_the_cases_it_counts(institution: Institution) -> None:
    """An analyst the cases, an auditor the events, too; each link asks for the cases that are chosen, and works."""
    institution.taken(institution.raised(), *SIX_STEPS)
    institution.taken(institution.raised(workflow="renewal"), "listen", "record")
    institution.casebook.runner.catch_up()
    for name, formats in {"Sun": 3, "Zhou": 6}.items():
        somebody = browser(institution, name)
        links = somebody.get("/analytics", workflow="renewal").all(".export a")
        assert len(links) == formats
        file = somebody.get(str(links[0]["href"])).answer
        [row] = csv.DictReader(StringIO(file.text, newline=""))
        assert row["workflow"] == "renewal"


def _keys(element: ET.Element) -> dict[str | None, str | None]:
    return {each.get("key"): each.get("value") for each in element}
