"""Sentences in which an old register is taken over."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import parsers, step

from adapters.import_register import import_register, read_map
from engine.access import OPERATOR
from engine.intake import Intake
from features.steps.facts import Rows
from features.steps.scene import Scene


@dataclass
class OldRegister:
    """The file as it lies there, its map, and what was said of it last."""

    folder: Path
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """The rows."""
        return self.folder / "register.csv"

    @property
    def map(self) -> Path:
        """Which column is which fact."""
        return self.folder / "map.toml"


@pytest.fixture
def old_register(tmp_path: Path) -> OldRegister:
    """A folder of its own."""
    folder = tmp_path / "old"
    folder.mkdir()
    return OldRegister(folder)


@step("an old register")
def register_lies_there(old_register: OldRegister, docstring: str) -> None:
    """With a column for each fact."""
    old_register.file.write_text(docstring, "utf-8")


@step("a map for it")
def map_lies_there(old_register: OldRegister, docstring: str) -> None:
    """Which column is which fact, and what its values mean."""
    old_register.map.write_text(docstring, "utf-8")


@step(parsers.re(r'it is imported from "(?P<source>.+)"'))
def is_imported(scene: Scene, old_register: OldRegister, source: str) -> None:
    """By whoever holds the casebook; it returns when what came in can be found."""
    if not old_register.map.exists():
        old_register.map.write_text("", "utf-8")
    calendar = scene.casebook.calendar
    answer = import_register(
        Intake(scene.casebook.application, OPERATOR),
        old_register.file,
        read_map(old_register.map),
        zone=calendar.timezone,
        source=source,
        elsewhere=old_register.folder,
    )
    scene.casebook.runner.catch_up()
    old_register.answer = answer.shown()


@step(parsers.re(r"(?P<imported>\d+) came in, (?P<there>\d+) (was|were) there, and (?P<rejected>\d+) did not fit"))
def came_in(old_register: OldRegister, imported: str, there: str, rejected: str) -> None:
    """Every row is accounted for."""
    answer = old_register.answer
    counts = [answer["imported"], answer["already_there"], answer["rejected"]]
    assert counts == [int(imported), int(there), int(rejected)]
    assert (answer["rejects"] is None) == (rejected == "0")


@step("these did not fit")
def did_not_fit(old_register: OldRegister, datatable: Rows) -> None:
    """Line by line, with the reason."""
    listed = Path(old_register.answer["rejects"]).read_text("utf-8").splitlines()
    rejects = {str(row["line"]): str(row["reasons"]) for row in map(json.loads, listed)}
    assert list(rejects) == [line for line, _ in datatable]
    for line, reason in datatable:
        assert reason in rejects[line]


@step(parsers.re(r"an old case (?P<reference>[\w-]+) is among the resolved ones"))
def old_case(scene: Scene, old_register: OldRegister, reference: str, datatable: Rows) -> None:
    """With these facts, and dates in the year before unless they say otherwise."""
    known = {"reference": reference, "raised_at": "2025-09-17T19:40:00+08:00"}
    known |= {label.replace(" ", "_"): value for label, value in datatable}
    old_register.file.write_text("\n".join([",".join(known), ",".join(f'"{value}"' for value in known.values())]))
    is_imported(scene, old_register, "old register")
    assert old_register.answer["imported"] == 1, old_register.answer
    shutil.rmtree(old_register.folder)
    old_register.folder.mkdir()
