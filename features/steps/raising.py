"""Sentences that raise cases."""

from __future__ import annotations

from pytest_bdd import parsers, step

from features.steps.facts import Rows, fields
from features.steps.scene import PATH, Scene

WHO = r"(?P<by>\w+)"
WORKFLOW = r"an? (?P<workflow>objection|renewal|course)"


@step(parsers.re(rf"{WHO} raises {WORKFLOW} with"))
def raises_with(scene: Scene, by: str, workflow: str, datatable: Rows) -> None:
    """These facts and no others."""
    scene.begin(by, workflow, fields(datatable))


@step(parsers.re(rf'{WHO} raises {WORKFLOW}, where (?P<label>[\w ,]+) is "(?P<value>.+)"'))
def raises_where(scene: Scene, by: str, workflow: str, label: str, value: str) -> None:
    """The usual facts, and one in particular."""
    scene.begin(by, workflow, scene.usual(workflow, "raise") | fields([[label, value]]))


@step(parsers.re(rf"{WHO} raises {WORKFLOW} without (?P<label>[\w ]+)"))
def raises_without(scene: Scene, by: str, workflow: str, label: str) -> None:
    """The usual facts, less one."""
    usual = scene.usual(workflow, "raise")
    del usual[label.replace(" ", "_")]
    scene.begin(by, workflow, usual)


@step(parsers.re(rf"{WHO} has raised {WORKFLOW}"))
def has_raised(scene: Scene, by: str, workflow: str) -> None:
    """The usual facts, now; whether it was heard is left open."""
    scene.begin(by, workflow, scene.usual(workflow, "raise"))
    scene.expect_no_refusal()


@step(parsers.re(rf"{WHO} has taken {WORKFLOW} as far as (?P<verb>\w+)"))
def has_taken(scene: Scene, by: str, workflow: str, verb: str) -> None:
    """Every step up to this one, with the usual facts."""
    has_raised(scene, by, workflow)
    scene.walk(by, PATH[1 : PATH.index(verb) + 1])


@step(parsers.re(rf"{WHO} has gone on as far as (?P<verb>\w+)"))
def has_gone_on(scene: Scene, by: str, verb: str) -> None:
    """Every step from where the case stands up to this one, with the usual facts."""
    scene.walk(by, PATH[PATH.index(scene.case["stage"]) : PATH.index(verb) + 1])


@step(parsers.re(rf"{WHO} raises an objection inside (?P<name>the \w+)( one)?"))
def raises_inside(scene: Scene, by: str, name: str) -> None:
    """The usual facts, and the renewal in which it came up."""
    scene.begin(by, "objection", scene.usual("objection", "raise") | {"inside": scene.kept[name]["id"]})


@step(parsers.re(r"this case is called (?P<name>the \w+)( one)?"))
def is_called(scene: Scene, name: str) -> None:
    """Another case can be raised, and this one still be spoken of."""
    scene.kept[name] = scene.case


@step(parsers.re(r"we come back to (?P<name>the \w+)( one)?"))
def come_back(scene: Scene, name: str) -> None:
    """The case that is spoken of from here on."""
    scene.case = scene.kept[name]
