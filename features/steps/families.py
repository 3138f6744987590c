"""Sentences about several families and one incident, and about families that were heard twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pytest_bdd import parsers, step, then

from features.steps.casework import Shown
from features.steps.facts import Rows, fields, listed, local, moment, table
from features.steps.raising import WHO
from features.steps.scene import PATH, Scene


@step(parsers.re(rf"{WHO} records what these families say"))
def records_what_they_say(scene: Scene, by: str, datatable: Rows) -> None:
    """Each is raised, heard and recorded there and then, and from then on spoken of by the family's name."""
    for row in table(datatable):
        _at(scene, row["on"])
        guardian = {"guardian": {"name": row["family"]}, "student": {"name": f"{row['family']}'s child"}}
        scene.begin(by, "objection", scene.usual("objection", "raise") | guardian)
        scene.walk(by, PATH[1:3])
        scene.kept[_called(row["family"])] = scene.case


@step(parsers.re(r"we speak of family (?P<family>\w+)"))
def speak_of(scene: Scene, family: str) -> None:
    """Whose case is spoken of from here on."""
    scene.case = scene.kept[_called(family)]


@step(parsers.re(rf'{WHO} gathers (?P<families>.+) as the incident "(?P<incident>.+)"'))
def gathers(scene: Scene, by: str, families: str, incident: str) -> None:
    """They join the case that is spoken of."""
    cases = [scene.kept[name if name in scene.kept else _called(name)]["id"] for name in listed(families)]
    scene.take(by, "incident", {"name": incident, "cases": cases, "reason": "All of them come from one change."})


@step(parsers.re(rf"{WHO} takes the step (?P<verb>\w+) for these families"))
def takes_for_each(scene: Scene, by: str, verb: str, datatable: Rows) -> None:
    """Each at its own moment, with the usual facts and those that stand in the other columns."""
    for row in table(datatable):
        _at(scene, row.pop("on"))
        scene.case = scene.kept[_called(row.pop("family"))]
        given = fields([(label, value) for label, value in row.items() if value])
        scene.take(by, verb, scene.usual("objection", verb) | given)
        scene.expect_no_refusal()


@step(parsers.re(rf"{WHO} finds the families' cases so"))
def finds_them(scene: Scene, by: str, datatable: Rows) -> None:
    """Each, in the columns that the table names."""
    expected = table(datatable)
    cases = [scene.casework.show(scene.people[by], scene.kept[_called(row["family"])]["id"], {}) for row in expected]
    shown = [{"family": row["family"]} | _shown(case) for case, row in zip(cases, expected, strict=True)]
    assert [{name: each[name] for name in expected[0]} for each in shown] == expected


@step(parsers.re(rf'{WHO} merges it into (?P<name>the \w+)( one)?, because "(?P<reason>.+)"'))
def merges(scene: Scene, by: str, name: str, reason: str) -> None:
    """The case that is spoken of is a duplicate."""
    scene.take(by, "merge", {"into": scene.kept[name]["id"], "reason": reason})


@step(parsers.re(rf'{WHO} unmerges it from (?P<name>the \w+)( one)?, because "(?P<reason>.+)"'))
def unmerges(scene: Scene, by: str, name: str, reason: str) -> None:
    """It was none."""
    scene.take(by, "unmerge", {"case": scene.kept[name]["id"], "reason": reason})


@then("no deadline runs")
def no_deadline(scene: Scene) -> None:
    """Nothing is due, and nothing was."""
    scene.expect_no_refusal()
    assert scene.case["deadlines"] == []


@then("it is linked to no other case")
def no_links(scene: Scene) -> None:
    """To none that whoever looks may know of."""
    scene.expect_no_refusal()
    assert scene.case["links"] == []


def _at(scene: Scene, when: str) -> None:
    scene.clock.at = datetime.fromisoformat(moment(when))


def _called(family: str) -> str:
    return f"family {family}"


def _shown(case: Shown) -> dict[str, str]:
    """What the tables of several families ask for, as people write it."""
    facts, rounds = case["facts"], case["rounds"]
    due = {deadline["name"]: deadline["due"] for deadline in case["deadlines"]}
    told: dict[str, Any] = {
        "stage": case["stage"],
        "incident": case["incident"],
        "resolve by": local(due.get("resolve")),
        "root cause": facts.get("investigate", {}).get("root_cause"),
        "approach": facts.get("solve", {}).get("approach"),
        "outcome": facts.get("close", {}).get("outcome"),
        "satisfaction": ", ".join(str(answer["satisfaction"]) for answer in rounds),
        "closed at": local(case["closed_at"]),
    }
    return {label: value or "" for label, value in told.items()}
