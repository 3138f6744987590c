"""Sentences in which cases and events leave the house."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from io import StringIO

import pytest
from pytest_bdd import parsers, step, then

from features.steps.facts import MOMENT, Rows, moment, table
from features.steps.raising import WHO
from features.steps.scene import Scene

FORMATS = {"cases": "csv", "events": "jsonl"}
SPOKEN = {"words", "summary", "fields", "guardian", "student"}


@dataclass
class Taken:
    """What was taken out last, and how it was asked for."""

    what: str = "cases"
    chosen: dict[str, str] | None = None
    file: bytes = b""

    def rows(self) -> list[dict[str, str]]:
        """The cases, one each."""
        return list(csv.DictReader(StringIO(self.file.decode(), newline="")))

    def events(self) -> list[dict[str, str]]:
        """The events, one each."""
        return [json.loads(line) for line in self.file.splitlines()]


@pytest.fixture
def taken() -> Taken:
    """Nothing yet."""
    return Taken()


@step(parsers.re(rf"{WHO} exports the (?P<what>cases|events)"))
def exports(scene: Scene, taken: Taken, by: str, what: str) -> None:
    """Of every case that this person may see."""
    _export(scene, taken, by, what, {})


@step(parsers.re(rf"{WHO} exports the (?P<what>cases|events) where"))
def exports_where(scene: Scene, taken: Taken, by: str, what: str, datatable: Rows) -> None:
    """Of those that are chosen so."""
    _export(scene, taken, by, what, {label.replace(" ", "_"): value for label, value in datatable})


@then(parsers.re(rf"{WHO} exports the same again"))
def exports_again(scene: Scene, taken: Taken, by: str) -> None:
    """Byte for byte."""
    before = taken.file
    _export(scene, taken, by, taken.what, taken.chosen or {})
    assert taken.file == before


@step("the rows exported are")
def rows_are(scene: Scene, taken: Taken, datatable: Rows) -> None:
    """In this order, in the columns that the table names."""
    scene.expect_no_refusal()
    expected = table(datatable)
    shown = [{name: row[name.replace(" ", "_")] for name in expected[0]} for row in taken.rows()]
    assert shown == [{name: _written(value) for name, value in row.items()} for row in expected]


@step("the events exported are")
def events_are(scene: Scene, taken: Taken, datatable: Rows) -> None:
    """In this order, in the columns that the table names."""
    scene.expect_no_refusal()
    expected = table(datatable)
    assert [{name: event[name.replace(" ", "_")] for name in expected[0]} for event in taken.events()] == expected


@step("nothing that was said is among them")
def nothing_said(scene: Scene, taken: Taken) -> None:
    """No event has a place for it, and no word of the cases is there."""
    said = [str(fact["words"]) for fact in scene.case["facts"].values() if "words" in fact]
    assert said
    assert [event for event in taken.events() if not SPOKEN.isdisjoint(event)] == []
    assert [words for words in said if words in taken.file.decode()] == []


def _export(scene: Scene, taken: Taken, by: str, what: str, chosen: dict[str, str]) -> None:
    def ask() -> dict[str, object]:
        taken.what, taken.chosen = what, chosen
        taken.file = scene.casework.export(scene.people[by], FORMATS[what], chosen)
        return scene.case

    scene.attempt(ask)


def _written(value: str) -> str:
    return moment(value) if MOMENT.fullmatch(value) else value
