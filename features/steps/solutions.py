"""Sentences about where a plan comes from, who approves it, and what follows a case."""

from __future__ import annotations

from pytest_bdd import parsers, step, then

from features.steps.facts import listed
from features.steps.raising import WHO, WORKFLOW
from features.steps.scene import Scene

NAME = r"(?P<name>the \w+)( one)?"


@step(parsers.re(rf'{WHO} takes the plan from {NAME}, adapted: "(?P<adapted>.+)"'))
def takes_plan_from(scene: Scene, by: str, name: str, adapted: str) -> None:
    """With what one usually fills in besides."""
    usual = scene.usual(scene.case["workflow"], "solve")
    scene.take(by, "solve", usual | {"based_on": scene.kept[name]["id"], "adapted": adapted})


@then(parsers.re(rf"the plan was taken from {NAME}"))
def plan_is_from(scene: Scene, name: str) -> None:
    """And from no other."""
    scene.expect_no_refusal()
    assert scene.case["facts"]["solve"]["based_on"] == scene.kept[name]["id"]


@step(parsers.re(rf"{WHO} raises {WORKFLOW} that follows {NAME}"))
def raises_following(scene: Scene, by: str, workflow: str, name: str) -> None:
    """The usual facts, and the case that it takes up again."""
    scene.begin(by, workflow, scene.usual(workflow, "raise") | {"follows": scene.kept[name]["id"]})


@then(parsers.re(r"(?P<offered>[\w ,]+) (is|are) offered, and (?P<others>[\w ,]+) (is|are) not"))
def are_offered(scene: Scene, offered: str, others: str) -> None:
    """To whoever has looked at the case last; of the rest nothing is said."""
    scene.expect_no_refusal()
    steps = set(scene.case["next_steps"])
    assert (set(listed(offered)) - steps, set(listed(others)) & steps) == (set(), set())
