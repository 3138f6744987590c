"""What an export keeps back: names of families, traces of hidden cases, files that were never finished."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from errno import ENOSPC
from io import BytesIO, StringIO
from pathlib import Path

import orjson
import pytest

from adapters.export import xlsx_file
from adapters.export.sheet import WRITTEN, Sheet, sheet
from adapters.index import TextIndex
from engine.asking.selection import EVERY_CASE
from projections.register import Register
from tests.institution import Institution


@dataclass
class Elsewhere:
    """Entries beside an index that is another's."""

    index: TextIndex
    entries: Register


def test_a_workbook_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people wrote lies in no temporary file, whatever went wrong on the way."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows() -> Iterator[list[str]]:
        yield ["Late teacher"]
        raise OSError(ENOSPC, "no space left")

    with pytest.raises(OSError, match="no space left"):
        xlsx_file.write(Sheet({"summary": str}, rows()), BytesIO())
    assert list(tmp_path.iterdir()) == []


def test_a_family_is_masked_in_what_people_wrote(institution: Institution, tmp_path: Path) -> None:
    """A word of the program stays, be it somebody's name; where the family is not known, nothing written is told."""
    case = institution.raised(guardian={"name": "May Medium"})
    institution.step("Li", institution.taken(case, "listen"), "record", summary="May waits", severity="medium")
    [row] = csv.DictReader(StringIO(institution.get("Sun", "export/csv").text, newline=""))
    assert [row[name] for name in ("severity", "summary", "case")] == ["medium", "*** waits", case["id"]]
    asked = Elsewhere(TextIndex(tmp_path / "index"), institution.casebook.register.entries)
    columns, rows = sheet(asked, institution.people["Sun"], EVERY_CASE, (), institution.casebook.calendar.local)
    [cells] = [dict(zip(columns, cells, strict=True)) for cells in rows]
    assert {name for name in WRITTEN if cells[name]} == set()
    assert [cells["severity"], cells["case"]] == ["medium", case["id"]]


def test_the_events_are_those_of_the_history(institution: Institution) -> None:
    """What amends a link that ever was to a hidden case is in neither, for whom that case is hidden from."""
    institution.hire("Yang", "manager")
    hidden = institution.raised(confidential=True, about=[{"what": "other", "staff": "Chen"}])
    case, other = institution.taken(institution.raised(), "listen"), institution.raised()
    for verb, form in (
        ("link", {"case": hidden["id"], "relation": "same day"}),
        ("retract", {"version": 3, "reason": "It was another day."}),
        ("link", {"case": other["id"], "relation": "same day"}),
        ("correct", {"version": 5, "fields": {"case": hidden["id"]}, "reason": "It was that one."}),
        ("note", {"text": "They will ring again."}),
    ):
        assert institution.post("Yang", f"objections/{case['id']}/{verb}", form).status_code == 200
    for name, versions in {"Chen": [1, 2, 5, 7], "Zhou": [1, 2, 3, 4, 5, 6, 7]}.items():
        told = map(orjson.loads, institution.get(name, "export/jsonl").content.splitlines())
        assert [each["version"] for each in told if each["case"] == case["id"]] == versions
        history = institution.get(name, f"cases/{case['id']}/history").json()["items"]
        assert [each["version"] for each in history] == versions


def test_the_index_may_be_built_anew_meanwhile(institution: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """Families are looked up in the index that is there by then, page by page."""
    institution.taken(institution.raised(), "listen", "record")
    institution.taken(institution.raised(), "listen", "record")
    institution.get("Sun", "register")
    monkeypatch.setattr("adapters.export.sheet.AT_ONCE", 1)
    register, local = institution.casebook.register, institution.casebook.calendar.local
    _, rows = sheet(register, institution.people["Sun"], EVERY_CASE, (), local)
    next(rows)
    register.follower.rebuild()
    institution.casebook.runner.catch_up()
    assert institution.form("record")["summary"] in next(rows)
