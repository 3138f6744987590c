"""Sentences in which somebody takes a step on the case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from pytest_bdd import parsers, step

from features.steps.casework import Refused
from features.steps.facts import Rows, fields
from features.steps.raising import WHO
from features.steps.scene import Scene

STEP = r"takes the step (?P<verb>\w+)"


@step(parsers.re(rf"{WHO} {STEP}"))
def takes(scene: Scene, by: str, verb: str) -> None:
    """With what one usually fills in."""
    scene.take(by, verb, scene.usual(scene.case["workflow"], verb))


@step(parsers.re(rf"{WHO} {STEP} with"))
def takes_with(scene: Scene, by: str, verb: str, datatable: Rows) -> None:
    """These facts and no others."""
    scene.take(by, verb, fields(datatable))


@step(parsers.re(rf'{WHO} {STEP}, where (?P<label>[\w ,]+) is "(?P<value>.+)"'))
def takes_where(scene: Scene, by: str, verb: str, label: str, value: str) -> None:
    """With what one usually fills in, and one fact in particular."""
    scene.take(by, verb, scene.usual(scene.case["workflow"], verb) | fields([[label, value]]))


@step(parsers.re(rf"{WHO} {STEP} without (?P<label>[\w ]+)"))
def takes_without(scene: Scene, by: str, verb: str, label: str) -> None:
    """With what one usually fills in, less one fact."""
    usual = scene.usual(scene.case["workflow"], verb)
    del usual[label.replace(" ", "_")]
    scene.take(by, verb, usual)


@step("the same submission is sent again")
def sent_again(scene: Scene) -> None:
    """As a person does who saw no answer."""
    scene.send_again()


@step(parsers.re(r'the same submission is sent again, where (?P<label>[\w ]+) is "(?P<value>.+)"'))
def sent_again_where(scene: Scene, label: str, value: str) -> None:
    """The key says it is the same; the facts say it is not."""
    assert scene.sent is not None
    scene.send_again(fields={**scene.sent.fields, **fields([[label, value]])})


@step(parsers.re(rf"{WHO} has the case in front of (him|her|them)"))
def holds(scene: Scene, by: str) -> None:
    """And does not look again before acting."""
    scene.held[by] = scene.latest_version()


@step(parsers.re(rf"{WHO} and (?P<other>\w+) take the step (?P<verb>\w+) at the same moment"))
def take_together(scene: Scene, by: str, other: str, verb: str) -> None:
    """Both have seen the same case; both send before either has an answer."""
    usual = scene.usual(scene.case["workflow"], verb)
    submissions = [scene.step(name, verb, usual) for name in (by, other)]
    ready = Barrier(len(submissions), timeout=10)

    def send(submission: Any) -> Refused | None:
        ready.wait()
        try:
            scene.case = scene.casework.send(submission)
        except Refused as refused:
            return refused
        return None

    scene.size_before = scene.size()
    with ThreadPoolExecutor(len(submissions)) as both:
        refusals = [refused for refused in both.map(send, submissions) if refused]
    assert len(refusals) < len(submissions), refusals
    scene.refusal = refusals[0] if refusals else None


@step(parsers.re(rf'{WHO} links it to (?P<name>the \w+)( one)? as "(?P<relation>.+)"'))
def links(scene: Scene, by: str, name: str, relation: str) -> None:
    """Each case stays what it is."""
    scene.take(by, "link", {"case": scene.kept[name]["id"], "relation": relation})
