"""The command line over PostgreSQL: the same commands, on a server, from more than one machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine, fields
from tests.institution import new_database
from tests.old_register import ROW, jsonl

STEPS = {
    "record": ("category=teaching.lateness", "severity=low", "kind=ordinary", "summary=Teacher late"),
    "investigate": ("findings.allegation=late", "findings.finding=upheld", "root_cause=timetable"),
    "solve": ("approach=make-up lesson", "plan=One lesson"),
    "feedback": ("satisfaction=5", "accepted=yes", "words=谢谢", "happened_at=2026-03-08 10:00"),
    "close": ("outcome=resolved", "lesson=Plan travel", "action_taken=A lesson"),
}


@pytest.fixture
def database(postgres_url: str, tmp_path: Path) -> str:
    """The address of an empty database."""
    return new_database(postgres_url, tmp_path.name)


def without_weights(found: dict[str, Any]) -> dict[str, Any]:
    """What was found, whatever its order: that counts documents which were replaced, until segments are merged."""
    items = ({**item, "score": 0} for item in found["items"])
    return found | {"items": sorted(items, key=lambda item: str(item["case"]))}


def test_a_case_from_its_first_words_to_the_register_and_back_again(database: str, tmp_path: Path) -> None:
    """Raised on one machine, moved on from another, found, rebuilt and examined; a machine holds its index alone."""
    here, there = (CommandLine(tmp_path / node, database) for node in ("here", "there"))
    here.hire("Chen", "manager", "North")
    raised = here.objection("read_back=yes")["reference"]
    for verb, filled in STEPS.items():
        case = there.json("step", raised, verb, *fields(*filled), who="Chen")
    assert case["stage"] == "closed"
    file = jsonl(tmp_path / "old.jsonl", ROW | {"words": "老师又迟到，要退费"})
    assert here.json("import", "register", str(file))["imported"] == 1
    for node in (here, there):
        found = node.json("search", "退费")
        assert {item["reference"] for item in found["items"]} == {raised, ROW["reference"]}
        assert [item["reference"] for item in node.json("similar", raised)["items"]] == [ROW["reference"]]
    shown = there("show", raised, who="Chen").out
    assert here.json("rebuild")["rebuilt"] == "all"
    assert without_weights(here.json("search", "退费")) == without_weights(found)
    assert there("show", raised, who="Chen").out == shown
    assert len(there.json("history", raised, who="Chen")["items"]) == 7
    for node in (here, there):
        checks = {check["check"]: check for check in node.json("doctor")["checks"]}
        assert {checks[name]["state"] for name in ("log", "keys", "read models", "parked cases")} == {"ok"}
        assert checks["read models"]["says"].endswith("up to date")
        assert [path.name for path in node.data.iterdir()] == ["index"]


def test_what_is_refused_is_refused_alike(database: str, tmp_path: Path) -> None:
    """In one line on standard error, with nothing written."""
    casebook = CommandLine(tmp_path, database)
    casebook.hire("Chen", "manager")
    raised = casebook.objection("read_back=yes")["reference"]
    not_now = f"in {raised} the step close cannot be taken now: it stands at record"
    refused = {
        (
            "step",
            raised,
            "close",
            *fields("outcome=resolved"),
        ): not_now,
        ("step", raised, "record", *fields("category=x")): "severity: is required",
        ("show", "OBJ-0000-0000"): "there is no case OBJ-0000-0000",
        ("step", raised, "note", *fields("text=x"), "--as", "Nobody"): "nobody on the staff is called Nobody",
    }
    for words, told in refused.items():
        said = casebook(*words, who="Chen")
        assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
        assert told in said.err
    assert casebook.json("show", raised, who="Chen")["version"] == 2
