"""The story: who works at the demo institution, its rules, and what happens with each family, read from its files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

STORY = files("adapters.demo").joinpath("story")
SEED = 2026
WORKFLOWS = ("course", "objection", "renewal")
PHONE = "128"
"""No subscriber's number begins so."""


@dataclass(frozen=True)
class Scene:
    """One step: when, by whom, in which case of the story, and what is filled in."""

    when: str
    by: str
    case: str
    workflow: str
    verb: str
    fields: Mapping[str, Any]


def told(name: str) -> dict[str, Any]:
    """What a file of the story says."""
    return tomllib.loads(STORY.joinpath(name).read_text("utf-8"))


def content(name: str) -> bytes:
    """A file that somebody in the story brings as evidence."""
    return STORY.joinpath("files", name).read_bytes()


def families() -> dict[str, dict[str, Any]]:
    """Every family by its name; the phone of the one who speaks is made up, and the same each time."""
    campuses = sorted(STORY.joinpath("families").iterdir(), key=lambda campus: campus.name)
    found = {file.name.removesuffix(".toml"): file for campus in campuses for file in campus.iterdir()}
    return {name: tomllib.loads(found[name].read_text("utf-8")) for name in sorted(found)}


def scenes() -> Iterator[Scene]:
    """Every step of every family."""
    for name, family in families().items():
        guardian = {"phone": _phone(name), **family["guardian"]}
        opening = {"guardian": guardian, "student": {"name": family["student"]}, "campus": family["campus"]}
        for workflow in WORKFLOWS:
            for case in family.get(workflow, ()):
                yield from _of(f"{name}.{case.get('as', workflow)}", workflow, case["steps"], opening)


def _of(case: str, workflow: str, steps: list[dict[str, Any]], opening: Mapping[str, Any]) -> Iterator[Scene]:
    for step in steps:
        day, clock, by = step["at"].split(" ", 2)
        [verb] = step.keys() - {"at"}
        fields = {**opening, **step[verb]} if verb == "raise" else step[verb]
        yield Scene(f"{day} {clock}", by, case, workflow, verb, fields)


def _phone(family: str) -> str:
    return PHONE + f"{int(sha256(f'{SEED} {family}'.encode()).hexdigest(), 16) % 10**8:08}"
