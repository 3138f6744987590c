"""Sentences about deadlines."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, then

from features.steps.facts import Rows, local
from features.steps.scene import Scene


@then("the deadlines are")
def deadlines_are(scene: Scene, datatable: Rows) -> None:
    """All of them, each with the moment by which it is due."""
    scene.expect_no_refusal()
    assert [[deadline["name"], local(deadline["due"])] for deadline in scene.case["deadlines"]] == [
        list(row) for row in datatable
    ]


@then(parsers.re(r"(?P<name>\w+) is due by (?P<when>[\d: -]+)"))
def is_due(scene: Scene, name: str, when: str) -> None:
    """On the school's clock."""
    assert local(_deadline(scene, name)["due"]) == when


@then(parsers.re(r"(?P<name>\w+) was met on (?P<when>[\d: -]+), (?P<how>in time|too late)"))
def was_met(scene: Scene, name: str, when: str, how: str) -> None:
    """By the step that it asks for."""
    deadline = _deadline(scene, name)
    assert [local(deadline["met_at"]), deadline["overdue"]] == [when, how == "too late"]


@then(parsers.re(r"(?P<name>\w+) is (?P<how>overdue|not overdue)"))
def is_overdue(scene: Scene, name: str, how: str) -> None:
    """Judged at the moment of looking."""
    deadline = _deadline(scene, name)
    assert [deadline["met_at"], deadline["overdue"]] == [None, how == "overdue"]


@then(parsers.re(r"on (?P<by>\w+)'s list for the day (stands|stand)"))
def on_the_list(scene: Scene, by: str, datatable: Rows) -> None:
    """What is overdue, and what is due within a day: the earliest first, and nothing else."""
    scene.expect_no_refusal()
    listed = scene.casework.day(scene.people[by])
    shown = [[due["name"], local(due["due"]), "overdue" if due["overdue"] else ""] for due in listed]
    assert shown == [list(row) for row in datatable]


@then(parsers.re(r"(?P<by>\w+)'s list says why (?P<name>\w+) is due"))
def why_on_the_list(scene: Scene, by: str, name: str, datatable: Rows) -> None:
    """The line of this case, reason by reason."""
    assert _line(scene, by, name)["why"] == [reason for (reason,) in datatable]


@then(parsers.re(r"on (?P<by>\w+)'s list for the day (?P<step>\w+) settles (?P<name>\w+)"))
def settled_by(scene: Scene, by: str, step: str, name: str) -> None:
    """What they may do about it."""
    assert _line(scene, by, name)["step"] == step


@then(parsers.re(r"nothing stands on (?P<by>\w+)'s list for the day"))
def empty_list(scene: Scene, by: str) -> None:
    """Nothing of theirs is due."""
    scene.expect_no_refusal()
    assert scene.casework.day(scene.people[by]) == []


@then(parsers.re(r"the reasons for (?P<name>\w+) are"))
def reasons_are(scene: Scene, name: str, datatable: Rows) -> None:
    """Line by line."""
    assert _deadline(scene, name)["why"] == [line for (line,) in datatable]


def _line(scene: Scene, by: str, name: str) -> dict[str, Any]:
    """The line of this case on somebody's list."""
    listed = scene.casework.day(scene.people[by])
    [line] = [each for each in listed if (each["reference"], each["name"]) == (scene.case["reference"], name)]
    return dict(line)


def _deadline(scene: Scene, name: str) -> dict[str, Any]:
    scene.expect_no_refusal()
    [deadline] = [deadline for deadline in scene.case["deadlines"] if deadline["name"] == name]
    return dict(deadline)
