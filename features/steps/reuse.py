"""Sentences about taking up a past solution, and about what came of each approach."""

from __future__ import annotations

from pytest_bdd import parsers, step, then

from features.steps.facts import Rows, fields, table
from features.steps.raising import WHO
from features.steps.scene import Scene
from features.steps.solutions import NAME


@step(parsers.re(rf"{WHO} applies the solution of {NAME}"))
def applies(scene: Scene, by: str, name: str) -> None:
    """In one action: nothing is said but which case it is taken from."""
    scene.take(by, "solve", {"based_on": scene.kept[name]["id"]})


@step(parsers.re(rf"{WHO} applies the solution of {NAME} with"))
def applies_with(scene: Scene, by: str, name: str, datatable: Rows) -> None:
    """And with these facts; the others are taken."""
    scene.take(by, "solve", {"based_on": scene.kept[name]["id"]} | fields(datatable))


@step(parsers.re(rf"{WHO} corrects its plan to be based on {NAME}"))
def corrects_source(scene: Scene, by: str, name: str) -> None:
    """The plan is the fifth event of the case."""
    named = {"based_on": scene.kept[name]["id"]}
    scene.take(by, "correct", {"version": 5, "fields": named, "reason": "It was taken from another case."})


@then(parsers.re(rf"{WHO} is told of the approaches"))
def told_of_approaches(scene: Scene, by: str, datatable: Rows) -> None:
    """All that this person may know of, in the columns that the table names."""
    scene.expect_no_refusal()
    told, expected = scene.casework.approaches(scene.people[by]), table(datatable)
    shown = [{name: str(item[name.replace(" ", "_")]) for name in expected[0]} for item in told]
    assert shown == [{name: value or "None" for name, value in row.items()} for row in expected]


@then(parsers.re(rf"{WHO} is told of no approach"))
def told_of_none(scene: Scene, by: str) -> None:
    """There is none that this person may know of."""
    scene.expect_no_refusal()
    assert scene.casework.approaches(scene.people[by]) == []
