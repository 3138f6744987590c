"""Sentences about who works here and what time it is."""

from __future__ import annotations

from datetime import datetime

from pytest_bdd import parsers, step

from features.steps.casework import Member
from features.steps.facts import Rows, moment
from features.steps.scene import Scene


@step("these people work here")
def people_work_here(scene: Scene, datatable: Rows) -> None:
    """Name, role, and campus, if they belong to one."""
    for name, role, campus in datatable:
        scene.people[name] = Member(*scene.casebook.staff.add(name, role, campus or None))


@step(parsers.re(r"it is (?P<when>\d{4}-\d\d-\d\d \d\d:\d\d)"))
def it_is(scene: Scene, when: str) -> None:
    """The clock is set."""
    scene.clock.at = datetime.fromisoformat(moment(when))
