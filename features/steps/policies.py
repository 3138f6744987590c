"""Sentences in which the rules change."""

from __future__ import annotations

from pytest_bdd import parsers, step

from engine.access import OPERATOR
from engine.policy import read_policy
from features.steps.scene import Scene


@step(parsers.re(r'a new version of the policy gives ordinary objections "(?P<span>.+)"'))
def gives(scene: Scene, span: str) -> None:
    """For the cases that are raised from now on."""
    _adopt(scene, ("deadlines", "objection", "resolve", "ordinary"), span)


@step(parsers.re(r"a new version of the policy sends back a satisfaction of (?P<score>\d)"))
def sends_back(scene: Scene, score: str) -> None:
    """For the cases that are raised from now on."""
    _adopt(scene, ("feedback", "sends_back_at"), int(score))


def _adopt(scene: Scene, path: tuple[str, ...], value: str | int) -> None:
    """The policy in force, with one number changed."""
    policies = scene.casebook.policies
    rules = policies.get(policies.latest()).model_dump(mode="json")
    *tables, name = path
    table = rules
    for part in tables:
        table = table[part]
    table[name] = value
    policies.adopt(read_policy(rules), OPERATOR.id, scene.clock())
