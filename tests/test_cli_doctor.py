"""The doctor, and the program as a whole: what is wrong is said in a line, with an exit code."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.command_line import PROGRAM, CommandLine, environment_of, fields, run


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """An empty casebook."""
    return CommandLine(tmp_path / "data")


def test_a_healthy_casebook_is_told_so(casebook: CommandLine) -> None:
    """With every setting, every store, and the versions of what it stands on."""
    casebook.hire("Chen", "manager")
    told = casebook.json("doctor")
    assert told["ok"] is True
    settings = {setting["setting"]: setting["value"] for setting in told["settings"]}
    assert settings["CASEBOOK_DATA"] == str(casebook.data)
    assert {"CASEBOOK_DATABASE", "CASEBOOK_KEYS", "CASEBOOK_POLICY", "CASEBOOK_PORT"} <= settings.keys()
    checks = {check["check"]: check for check in told["checks"]}
    assert {"SQLite", "versions", "disk", "log", "keys", "read models", "parked cases"} <= checks.keys()
    assert checks["read models"]["state"] == "ok"
    assert "eventsourcing 9.5" in checks["versions"]["says"]
    assert "CASEBOOK_DATA" in casebook("doctor").out


def test_the_doctor_names_settings_that_do_not_exist(casebook: CommandLine) -> None:
    """A misspelt variable would silently do nothing."""
    said = casebook("doctor", "--json", CASEBOOK_FOLDER="postgresql://x", CASEBOOK_AS="Chen")
    assert said.code == 0
    named = [check["says"] for check in said.json["checks"] if check["check"] == "environment"]
    assert named == ["CASEBOOK_FOLDER is not a setting"]


def test_the_doctor_looks_without_founding_a_casebook(casebook: CommandLine) -> None:
    """Where there is none it says so."""
    told = casebook.json("doctor")
    assert [check["state"] for check in told["checks"] if check["check"] == "log"] == ["warning"]
    assert not casebook.data.exists()


def test_the_doctor_hides_passwords(casebook: CommandLine) -> None:
    """And says in a line that a store cannot be reached."""
    address = "postgresql://casebook:secret@127.0.0.1:1/casebook?password=secret"
    said = casebook("doctor", "--json", "--database", address)
    assert said.code == 1
    assert "secret" not in said.out + said.err
    settings = {setting["setting"]: setting["value"] for setting in said.json["settings"]}
    assert settings["CASEBOOK_DATABASE"] == "postgresql://casebook:***@127.0.0.1:1/casebook?***"
    assert [check["check"] for check in said.json["checks"] if check["state"] == "wrong"] == ["stores"]


def test_the_doctor_finds_a_damaged_log(casebook: CommandLine) -> None:
    """A file that is no database is wrong, and the exit code says so."""
    casebook.data.mkdir()
    (casebook.data / "log.db").write_bytes(b"not a database" * 1000)
    said = casebook("doctor", "--json")
    assert (said.code, said.json["ok"]) == (1, False)


@pytest.mark.parametrize(
    ("release", "state"), [((3, 6, 23), "ok"), ((3, 7, 0), "warning"), ((3, 51, 2), "warning"), ((3, 51, 3), "ok")]
)
def test_the_doctor_warns_of_a_sqlite_that_may_lose_a_reset(
    casebook: CommandLine, monkeypatch: pytest.MonkeyPatch, release: tuple[int, int, int], state: str
) -> None:
    """From 3.7.0 to 3.51.2."""
    monkeypatch.setattr("sqlite3.sqlite_version_info", release)
    [check] = [check for check in casebook.json("doctor")["checks"] if check["check"] == "SQLite"]
    assert check["state"] == state
    assert check["says"].startswith(sqlite3.sqlite_version)


def test_a_setting_that_does_not_fit_is_wrong_usage(casebook: CommandLine) -> None:
    """It is named."""
    said = casebook("staff", "list", CASEBOOK_PORT="high")
    assert said.code == 2
    assert "CASEBOOK_PORT" in said.err


def test_a_store_that_cannot_be_reached_is_one_line(tmp_path: Path) -> None:
    """Not a page of the program's insides, and not what the driver of the database has to say about it."""
    said = run(tmp_path, "staff", "list", "--database", "postgresql://casebook:secret@127.0.0.1:1/casebook")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert "secret" not in said.err


def test_a_data_directory_that_is_none_is_one_line(casebook: CommandLine, tmp_path: Path) -> None:
    """It is named."""
    file = tmp_path / "file"
    file.touch()
    said = casebook("staff", "list", "--data", str(file))
    assert (said.code, said.out, said.err) == (1, "", f"{file} is not a directory\n")


def test_the_program_says_which_version_it_is(casebook: CommandLine) -> None:
    """As it was installed."""
    assert casebook("--version").out == f"casebook {version('casebook')}\n"


def test_the_program_runs_by_itself(tmp_path: Path) -> None:
    """As people start it: in a process of its own, with exit codes that a script can read."""
    added = run(tmp_path, "staff", "add", "陈", "--role", "manager", "--json")
    assert (added.code, added.json["name"], added.err) == (0, "陈", "")
    refused = run(tmp_path, "raise", "objection", *fields("channel=phone"), CASEBOOK_AS="陈")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert run(tmp_path, "raise").code == 2
    assert "staff" in run(tmp_path, "--help").out


def test_whoever_reads_the_answer_may_stop(tmp_path: Path) -> None:
    """As `head` does; nothing is said about it, and the exit code is 0."""
    reading, writing = os.pipe()
    os.close(reading)
    command, environment = [*PROGRAM, "workflows"], environment_of(tmp_path)
    done = subprocess.run(command, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False)  # noqa: S603 -- our own
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_asking_for_help_loads_no_store_and_no_server(tmp_path: Path) -> None:
    """So it is there at once."""
    heavy = ("fastapi", "uvicorn", "sqlalchemy", "psycopg", "tantivy", "pydantic", "openpyxl")
    asked = f"import sys, adapters.cli.main as m; print([name for name in {heavy!r} if name in sys.modules])"
    loaded = subprocess.check_output([PROGRAM[0], "-c", asked], env=environment_of(tmp_path), text=True)  # noqa: S603 -- our own
    assert loaded == "[]\n"
