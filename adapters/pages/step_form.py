"""The form of a step: drawn for a person, read as it comes back, and drawn again where it could not be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from zoneinfo import ZoneInfo

from adapters.lifecycles import NEEDS_VERSION, form_for
from adapters.pages.blanks import Blank, blanks_of
from adapters.pages.codes import CATEGORY
from adapters.pages.correcting import with_event
from adapters.pages.drawing import Drawing, Field
from adapters.pages.filled import Reading, another_row, filled_in
from adapters.pages.hints import hinted
from adapters.pages.keys import new_key
from adapters.pages.offers import Offered
from adapters.pages.posted import Posted
from adapters.pages.unlisted import ASKED
from engine.case import Case
from engine.refusal import Flaw

Tree = Mapping[str, Any]
BEHIND = frozenset({"happened_at", "inside", "follows", "campus", "adapted", "told_at", "told_by", "channel", "survey"})
"""Seldom wanted: what of it may be left open, and is, waits behind the rest."""
RAISING_BEHIND = frozenset({"about", "confidential", "demands"})
"""Recorded in a step of its own, or said with what they would like."""
PEOPLE_FIRST = ("guardian", "student", "channel", "happened_at", "words", "read_back")
"""The order in which a talk goes."""


@dataclass(frozen=True)
class StepForm:
    """Everything that the page needs to draw a step's form."""

    verb: str
    action: str
    keep: str
    instruction: str
    fields: tuple[Field, ...]
    flaws: Sequence[Flaw]
    key: str
    seen: int | None
    is_redrawn: bool = False
    asked: str = ""
    """The category that was asked about: whoever sends the same again means it."""

    @property
    def brings_files(self) -> bool:
        """Whether files may be sent with it."""
        return any(field.blank.kind == "files" for field in self.fields)

    @property
    def in_front(self) -> list[Field]:
        """What everybody is asked."""
        return [field for field in self._in_order if not self._is_behind(field)]

    @property
    def behind(self) -> list[Field]:
        """What is seldom wanted."""
        return [field for field in self._in_order if self._is_behind(field)]

    @property
    def _in_order(self) -> list[Field]:
        first = {name: place for place, name in enumerate(PEOPLE_FIRST if self.verb == "raise" else ())}
        return sorted(self.fields, key=lambda field: first.get(field.name, len(first)))

    def _is_behind(self, field: Field) -> bool:
        behind = BEHIND | RAISING_BEHIND if self.verb == "raise" else BEHIND
        return field.name in behind and not field.is_open


@dataclass(frozen=True)
class Blueprint:
    """A step of a workflow as a form, at one address."""

    workflow: type[Case]
    verb: str
    action: str
    keep: str
    """By what a browser knows what was typed here, until it is taken."""
    offered: Offered
    suggested: Mapping[str, Sequence[str]]
    corrects: str = ""
    """The step whose event a correction is about."""

    @classmethod
    def of_case(
        cls, case: Case, verb: str, offered: Offered, suggested: Mapping[str, Sequence[str]], corrects: str = ""
    ) -> Self:
        """The form of a step that a case may take."""
        action = f"/cases/{case.reference}/{verb}"
        return cls(type(case), verb, action, f"{verb}:{case.id}", offered, suggested, corrects)

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What the form asks for."""
        is_any_alike = bool(self.offered.get("cases"))
        asked = blanks_of(form_for(self.workflow, self.verb))
        blanks = tuple(hinted(blank, self.verb, is_any_alike=is_any_alike) for blank in asked)
        return with_event(blanks, self.workflow, self.corrects) if self.corrects else blanks

    def empty(self, zone: ZoneInfo, seen: int | None = None, tree: Tree | None = None) -> StepForm:
        """The form as it is first drawn, with what is known already filled in."""
        drawing = Drawing(filled_in(self.blanks, tree or {}, zone), (), self.offered, self.suggested)
        return self._drawn(drawing, new_key(), seen)

    def again(self, posted: Posted, zone: ZoneInfo, flaws: Sequence[Flaw], seen: int | None, key: str) -> StepForm:
        """The form as somebody has filled it in, with what is wrong beside each field."""
        tree = self.read(posted, zone)
        filled = filled_in(self.blanks, tree, zone)
        drawing = Drawing(filled, flaws, self.offered, self.suggested, another_row(posted))
        is_asked_about = any(flaw.field == CATEGORY for flaw in flaws)
        asked = str(tree.get(CATEGORY, "")) if is_asked_about else posted.text(ASKED)
        return replace(self._drawn(drawing, key, seen), is_redrawn=True, asked=asked)

    def read(self, posted: Posted, zone: ZoneInfo) -> dict[str, Any]:
        """The form that came back, as the API takes it."""
        return Reading(posted, zone).tree(self.blanks)

    def _drawn(self, drawing: Drawing, key: str, seen: int | None) -> StepForm:
        event = self.workflow.lifecycle.records[self.verb]
        shown = seen if self.verb in NEEDS_VERSION else None
        return StepForm(
            self.verb,
            self.action,
            self.keep,
            (event.__doc__ or "").partition(": ")[2],
            drawing.fields(self.blanks),
            drawing.beside_the_form(self.blanks),
            key,
            shown,
        )
