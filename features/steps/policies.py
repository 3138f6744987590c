"""Sentences in which the rules change."""

from __future__ import annotations

from pytest_bdd import parsers, step

from engine.access import OPERATOR
from engine.policy_reading import read_policy
from engine.refusal import NotFillable
from features.steps.casework import Refused
from features.steps.scene import Scene


@step(parsers.re(r'a new version of the policy gives ordinary objections "(?P<span>.+)"'))
def gives(scene: Scene, span: str) -> None:
    """For the cases that are raised from now on."""
    _adopt(scene, "deadlines.objection.resolve.ordinary", span)


@step(parsers.re(r"a new version of the policy sends back a satisfaction of (?P<score>\d)"))
def sends_back(scene: Scene, score: str) -> None:
    """For the cases that are raised from now on."""
    _adopt(scene, "feedback.sends_back_at", int(score))


@step(parsers.re(r'a new version of the policy sets (?P<place>\S+) to "(?P<value>.+)"'))
def sets(scene: Scene, place: str, value: str) -> None:
    """One setting, as somebody has written it."""
    scene.size_before = scene.size()
    try:
        _adopt(scene, place, value)
    except NotFillable as refused:
        flaws = {flaw.field: flaw.message for flaw in refused.flaws}
        scene.refusal = Refused("facts are missing or wrong", str(refused), flaws)


def _adopt(scene: Scene, place: str, value: str | int) -> None:
    """The policy in force, with one setting changed."""
    policies = scene.casebook.policies
    rules = policies.get(policies.latest()).model_dump(mode="json")
    *tables, name = place.split(".")
    table = rules
    for part in tables:
        table = table.setdefault(part, {})
    table[name] = value
    policies.adopt(read_policy(rules), OPERATOR.id, scene.clock())
