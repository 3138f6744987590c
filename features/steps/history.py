"""Sentences about what happened, and about what was written."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, step, then

from features.steps.facts import Rows, local, table
from features.steps.raising import WHO
from features.steps.scene import Scene

DAY = 24 * 60 * 60


@step(parsers.re(rf"{WHO} reads the history"))
def reads(scene: Scene, by: str) -> None:
    """Event by event."""
    scene.attempt(lambda: {**scene.case, "history": scene.casework.history(scene.people[by], scene.case["id"])})


@then("the history is")
def history_is(scene: Scene, datatable: Rows) -> None:
    """Event by event, in the columns that the table names."""
    scene.expect_no_refusal()
    expected = table(datatable)
    assert [_line(item, row) for item, row in zip(scene.case["history"], expected, strict=True)] == expected


@then("the end of the history is")
def history_ends(scene: Scene, datatable: Rows) -> None:
    """The last events, in the columns that the table names."""
    scene.expect_no_refusal()
    expected = table(datatable)
    assert [_line(item, expected[0]) for item in scene.case["history"][-len(expected) :]] == expected


@then(parsers.re(r"(?P<count>\d+) events? (is|are) written"))
def events_written(scene: Scene, count: str) -> None:
    """In one go."""
    scene.expect_no_refusal()
    assert scene.size() - scene.size_before == int(count)


@then("nothing more is written")
def nothing_written(scene: Scene) -> None:
    """The log holds what it held."""
    scene.expect_no_refusal()
    assert scene.size() == scene.size_before


def _line(item: dict[str, Any], columns: dict[str, str]) -> dict[str, str]:
    facts = {name.replace("_", " "): str(value) for name, value in item["fields"].items()}
    shown = facts | {
        "who": item["by_name"],
        "event": item["event"],
        "step": item["step"],
        "happened at": local(item["happened_at"]),
        "recorded at": local(item["recorded_at"]),
        "entered": _later(item["late"] // DAY) if item["late"] else "",
        "policy": str(item["policy"]),
    }
    return {column: shown.get(column, "") for column in columns}


def _later(days: int) -> str:
    return "1 day later" if days == 1 else f"{days} days later"
