"""Evidence from the command line: brought, named, saved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command_line import CommandLine, fields, staffed

SHEET = b"%PDF-1.7 the attendance sheet"


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """A casebook with a teacher, a manager and an auditor."""
    return staffed(tmp_path / "data")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A file to bring."""
    path = tmp_path / "sheet.pdf"
    path.write_bytes(SHEET)
    return path


def test_a_file_is_brought_named_and_saved(casebook: CommandLine, sheet: Path, tmp_path: Path) -> None:
    """`add` prints the id and nothing else; `get` saves what was brought."""
    said = casebook("evidence", "add", str(sheet), who="Chen")
    known = said.out.strip()
    case = casebook.objection()
    casebook.json("step", case["id"], "note", *fields("text=The sheet.", f"evidence={known}"), who="Chen")
    saved = tmp_path / "saved.pdf"
    told = casebook.json("evidence", "get", known, "-o", str(saved), who="Chen")
    assert saved.read_bytes() == SHEET
    assert (told["name"], told["type"], told["size"]) == ("sheet.pdf", "application/pdf", len(SHEET))


def test_the_doctor_compares_what_lies_there_with_the_log(casebook: CommandLine, sheet: Path) -> None:
    """A file that a case names and that is gone is wrong; one that nobody names or others may read is told."""

    def examined() -> tuple[str, str]:
        [check] = [check for check in casebook("doctor", "--json").json["checks"] if check["check"] == "evidence"]
        return check["state"], check["says"]

    assert examined() == ("ok", f"0 files, 0.0 MB at {casebook.data / 'evidence'}")
    named, waits = (casebook("evidence", "add", str(sheet), who="Chen").out.strip() for _ in range(2))
    case = casebook.objection()
    casebook.json("step", case["id"], "note", *fields("text=The sheet.", f"evidence={named}"), who="Chen")
    assert examined() == ("ok", f"2 files, 0.0 MB at {casebook.data / 'evidence'}")
    lies = list((casebook.data / "evidence").glob("??/*"))
    for path in lies:
        os.utime(path, (0, 0))
    lies[0].chmod(0o644)
    state, says = examined()
    assert (state, "1 are named by no case and can be deleted: " in says) == ("warning", True)
    assert f"1 can be read by others on this machine: {lies[0].name}" in says
    for path in lies:
        path.unlink()
    state, says = examined()
    assert (state, f"missing, bring them back from a copy: {named} of {case['id']}" in says) == ("wrong", True)
    assert (waits in says, casebook("doctor").code) == (False, 1)


def test_what_cannot_be_brought_or_saved_is_said_in_one_line(
    casebook: CommandLine, sheet: Path, tmp_path: Path
) -> None:
    """Nothing is written over, and what is not taken says what is."""
    drawing = tmp_path / "plan.png"
    drawing.write_bytes(b"<svg/>")
    for words, says in (
        (("evidence", "add", str(drawing)), "send a PDF"),
        (("evidence", "get", "0" * 32, "-o", str(tmp_path / "saved")), "there is no evidence"),
    ):
        said = casebook(*words, who="Li")
        assert (said.code, said.err.count("\n")) == (1, 1)
        assert says in said.err
    assert not (tmp_path / "saved").exists()
    refused = casebook("evidence", "add", str(sheet), who="Zhou")
    assert (refused.code, "teachers and managers" in refused.err) == (1, True)


def test_nothing_is_written_over(casebook: CommandLine, sheet: Path) -> None:
    """A file that is there already is not the place to save another."""
    known = casebook("evidence", "add", str(sheet), who="Chen").out.strip()
    case = casebook.objection()
    casebook.json("step", case["id"], "note", *fields("text=The sheet.", f"evidence={known}"), who="Chen")
    sheet.write_bytes(b"mine")
    said = casebook("evidence", "get", known, "-o", str(sheet), who="Chen")
    assert (said.code, sheet.read_bytes()) == (1, b"mine")
