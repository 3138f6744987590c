"""Sentences about what the cases of the register add up to."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, step, then

from features.steps.facts import Rows, table
from features.steps.raising import WHO
from features.steps.scene import Scene

QUESTION = r"(?P<question>volume|stages|on-time|reopened|satisfaction|root-causes)"


@step(parsers.re(rf"{WHO} asks analytics for {QUESTION}"))
def asks(scene: Scene, by: str, question: str) -> None:
    """Of every case that this person may see."""
    scene.found = scene.casework.analytics(scene.people[by], question, {})


@step(parsers.re(rf"{WHO} asks analytics for {QUESTION} where"))
def asks_where(scene: Scene, by: str, question: str, datatable: Rows) -> None:
    """Of those that are chosen so."""
    chosen = {label.replace(" ", "_"): value for label, value in datatable}
    scene.found = scene.casework.analytics(scene.people[by], question, chosen)


@then("it is counted that")
def is_counted(scene: Scene, datatable: Rows) -> None:
    """These lines and no others, in this order, in the columns that the table names."""
    expected = table(datatable)
    assert [_columns(item, expected[0]) for item in scene.found["items"]] == expected


@then("nothing is counted")
def nothing(scene: Scene) -> None:
    """No line, and no case."""
    assert [scene.found["items"], scene.found["total"]] == [[], 0]


@then(parsers.re(r"(?P<count>\d+) cases are counted in all"))
def in_all(scene: Scene, count: str) -> None:
    """However they are filed."""
    assert scene.found["total"] == int(count)


@then(parsers.re(r"the (?P<length>week|month)s are"))
def periods(scene: Scene, length: str, datatable: Rows) -> None:
    """Each, also an empty one."""
    expected = table(datatable)
    assert scene.found["by"] == length
    assert [_columns(period, expected[0]) for period in scene.found["periods"]] == expected


def _columns(item: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    return {name: _written(item[name.replace(" ", "_")]) for name in names}


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {part}" for name, part in value.items())
    return "" if value is None else str(value)
