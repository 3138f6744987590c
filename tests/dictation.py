"""Dictation: whatever a form asks for in words is what somebody wants it to be, field by field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

import orjson
from pydantic import BaseModel, ValidationError

from adapters.lifecycles import form_for
from adapters.pages.blanks import Blank, blanks_of
from engine.case import Case
from tests.school import WORKFLOWS, usual
from tests.variations import Fields, Variations

TEXTS = {"text", "line", "lines"}
OURS = {"campus", "deadline", "evidence", "fields"}
"""Looked up, whatever they are; what a correction says is a text of the step that it corrects."""
HEARD_AT_ONCE, NEWEST = 0.5, 2
NO_PATH = re.compile(r"[\s./]+")


class Place(NamedTuple):
    """Where a text stands: in a workflow, a step of it, and a field."""

    workflow: str
    verb: str
    field: str


Writing = Callable[[str, int], str]
"""Gives what is written in a line or in a text the so-manieth time."""


class Dictated(Variations):
    """Fills in forms so that they can be taken, with every text as it is dictated."""

    def __init__(self, chance: Random, cases: Mapping[str, str], writing: Writing) -> None:
        super().__init__(chance, cases)
        self._writing, self.written = writing, Counter[Place]()

    def opening(self, workflow: str) -> Fields:
        """A case is raised in other words, and now and then heard in one go."""
        heard = usual("listen", workflow) if "listen" in WORKFLOWS[workflow].lifecycle.records else {}
        if self._chance.random() < HEARD_AT_ONCE:
            return self._worded(workflow, "raise", heard | super().opening(workflow))
        raised = self._worded(workflow, "raise", super().opening(workflow))
        only_heard = heard.keys() - usual("raise", workflow).keys()
        return {name: said for name, said in raised.items() if name not in only_heard}

    def form(self, case: Case, verb: str) -> Fields:
        """What makes sense for this case, in other words."""
        return self._worded(case.workflow, verb, super().form(case, verb))

    def several(self, case: Case) -> list[str]:
        """The newest, which are the likeliest to be open still."""
        alike = [known for known, of in self._cases.items() if of == case.workflow and known != case.id]
        return alike[-NEWEST:] or [case.id]

    def other_name(self, case: Case) -> Fields:
        """The family is called otherwise."""
        return {"version": 1, "fields": {"student": {"name": self._writing("line", case.version)}}}

    def _worded(self, workflow: str, verb: str, fields: Fields) -> Fields:
        form = form_for(WORKFLOWS[workflow], verb)
        for blank in blanks_of(form):
            said = self._said(blank, fields.get(blank.name), Place(workflow, verb, blank.name))
            ways = (said, NO_PATH.sub("", said)) if isinstance(said, str) else (said,)
            taken = (fields | {blank.name: way} for way in ways if way is not None)
            fields = next((each for each in taken if _is_taken(form, each)), fields)
        return fields

    def _said(self, blank: Blank, said: Any, place: Place) -> Any:
        if blank.name in OURS:
            return None
        match blank.kind:
            case "text" | "line":
                return self._next(blank.kind, place)
            case "lines":
                return self._next("text", place).split("\n")
            case "group":
                return self._group(blank.parts, said or {}, place)
            case "rows":
                return [self._group(blank.parts, row, place) for row in said or [{}]]
        return None

    def _group(self, parts: Iterable[Blank], said: Fields, inside: Place) -> Fields:
        places = ((part, inside._replace(field=f"{inside.field}.{part.name}")) for part in parts)
        texts = ((part.name, self._said(part, said.get(part.name), place)) for part, place in places)
        return {**said, **{name: text for name, text in texts if text is not None}}

    def _next(self, kind: str, place: Place) -> str:
        self.written[place] += 1
        return self._writing(kind, self.written[place])


def texts_asked_for() -> set[Place]:
    """Every text that any step of any workflow asks for."""
    return {
        Place(name, verb, field)
        for name, workflow in WORKFLOWS.items()
        for verb in workflow.lifecycle.by_hand
        for field in _texts(blanks_of(form_for(workflow, verb)))
    }


def _texts(blanks: Iterable[Blank], inside: str = "") -> Iterator[str]:
    for blank in blanks:
        if blank.kind in TEXTS and blank.name not in OURS:
            yield inside + blank.name
        yield from _texts(blank.parts, f"{inside}{blank.name}.")


def _is_taken(form: type[BaseModel], fields: Fields) -> bool:
    try:
        form.model_validate_json(orjson.dumps(fields))
    except ValidationError:
        return False
    return True
