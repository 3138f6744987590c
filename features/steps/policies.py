"""Sentences in which the rules change."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, step, then

from adapters.policy.difference import Change, difference
from engine.access import OPERATOR
from engine.policy_reading import read_policy
from engine.refusal import NotFillable
from features.steps.casework import Refused
from features.steps.facts import Rows, listed
from features.steps.raising import WHO
from features.steps.scene import Scene

Value = str | int | list[str] | list[int]


@step(parsers.re(r'a new version of the policy gives ordinary objections "(?P<span>.+)"'))
def gives(scene: Scene, span: str) -> None:
    """For the cases that are raised from now on."""
    _adopt(scene, "deadlines.objection.resolve.ordinary", span)


@step(parsers.re(r"a new version of the policy sends back a satisfaction of (?P<score>\d)"))
def sends_back(scene: Scene, score: str) -> None:
    """For the cases that are raised from now on."""
    _adopt(scene, "feedback.sends_back_at", int(score))


@step(parsers.re(r"a new version of the policy has a second person approve the plans of (?P<these>.+) cases"))
def four_eyes(scene: Scene, these: str) -> None:
    """Of cases of this severity or kind, that are raised from now on."""
    _adopt(scene, "solution.four_eyes", listed(these))


@step("a new version of the policy lets somebody from outside approve plans, too")
def outsiders(scene: Scene) -> None:
    """Where nobody here is left."""
    _adopt(scene, "solution.outsiders", value=True)


@step(parsers.re(r"a new version of the policy asks the families (?P<days>.+) days before the end"))
def asks_families(scene: Scene, days: str) -> None:
    """Of courses that are raised from now on."""
    _adopt(scene, "touchpoints.days_before_end", [int(each) for each in listed(days)])


@step(parsers.re(r'a new version of the policy sets (?P<place>\S+) to "(?P<value>.+)"'))
def sets(scene: Scene, place: str, value: str) -> None:
    """One setting, as somebody has written it."""
    scene.size_before = scene.size()
    try:
        _adopt(scene, place, value)
    except NotFillable as refused:
        flaws = {flaw.field: flaw.message for flaw in refused.flaws}
        scene.refusal = Refused("facts are missing or wrong", str(refused), flaws)


@step(parsers.re(r'a new version of the policy knows the root cause "(?P<cause>.+)"'))
def knows(scene: Scene, cause: str) -> None:
    """It is one of the list from now on."""
    _adopt(scene, "known.root_cause", [cause])


@step(
    parsers.re(rf'{WHO} brings into force( from (?P<since>\d{{4}}-\d\d-\d\d))? that (?P<place>\S+) is "(?P<value>.+)"')
)
def brings_into_force(scene: Scene, by: str, since: str | None, place: str, value: str) -> None:
    """One rule is another one, in a version of its own."""
    _bring(scene, by, _changed(scene, place, int(value) if value.isdigit() else value), since or "")


@step(parsers.re(rf'{WHO} lists the categories "(?P<these>.+)"'))
def lists(scene: Scene, by: str, these: str) -> None:
    """These and no others, in a version of its own."""
    _bring(scene, by, _changed(scene, "known.category", these.split(", ")))


@then(parsers.re(r"version (?P<after>\d+) differs from version (?P<before>\d+) in"))
def differs(scene: Scene, after: str, before: str, datatable: Rows) -> None:
    """Rule by rule, in the order in which a policy is written, and in nothing else."""
    told = [
        (".".join(change.place), change.before or ", ".join(change.removed), change.after or ", ".join(change.added))
        for change in _difference(scene, before, after)
    ]
    assert told == [tuple(row) for row in datatable[1:]]


@then(parsers.re(r"version (?P<after>\d+) says the same as version (?P<before>\d+)"))
def says_the_same(scene: Scene, after: str, before: str) -> None:
    """Though it is another version."""
    assert _difference(scene, before, after) == []


def _difference(scene: Scene, before: str, after: str) -> list[Change]:
    book = scene.casebook.policies
    return difference(book.get(int(before)), book.get(int(after)))


def _bring(scene: Scene, by: str, rules: dict[str, Any], since: str = "") -> None:
    scene.expect_no_refusal()
    scene.size_before = scene.size()
    try:
        scene.casework.adopt(scene.people[by], rules, since)
    except Refused as refused:
        scene.refusal = refused


def _adopt(scene: Scene, place: str, value: Value) -> None:
    """The policy in force, with one setting changed."""
    scene.casebook.policies.adopt(read_policy(_changed(scene, place, value)), OPERATOR.id, scene.clock())


def _changed(scene: Scene, place: str, value: Value) -> dict[str, Any]:
    rules = scene.casebook.policies.at(scene.clock()).model_dump(mode="json")
    *tables, name = place.split(".")
    table = rules
    for part in tables:
        table = table.setdefault(part, {})
    table[name] = value
    return rules
