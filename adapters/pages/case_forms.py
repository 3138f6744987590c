"""The forms of a case: each step's, with what is known already filled in, and what it may be chosen from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from adapters.casebook import Casebook
from adapters.pages.correcting import FIELDS, changed, said
from adapters.pages.filled import Tree
from adapters.pages.offers import Offers
from adapters.pages.posted import Posted
from adapters.pages.step_form import Blueprint, StepForm
from adapters.pages.unlisted import ASKED, unlisted
from adapters.pages.visit import Visit
from engine.case import Case
from engine.refusal import Flaw, NotFillable

Shown = Mapping[str, Any]
OF_AN_EVENT = ("correct", "retract")
"""Steps that are about an earlier event, by its version."""


@dataclass(frozen=True)
class CaseForms:
    """Draws the forms of one case for one visit, and reads them."""

    casebook: Casebook
    visit: Visit
    case: Case
    shown: Shown

    def empty(self, verb: str, asked: Mapping[str, str]) -> StepForm:
        """The form as it is first drawn; `asked` may name the event it is about, or the case a plan is taken from."""
        version = asked.get("version", "")
        known = self._known(verb)
        if verb in OF_AN_EVENT and version:
            known = {"version": version} | ({FIELDS: self._said(version)[1]} if verb == "correct" else {})
        if verb == "solve" and asked.get("based_on"):
            known = self._reused(asked["based_on"])
        return self._blueprint(verb, version).empty(self.visit.zone, self.case.version, known)

    def again(self, verb: str, form: Posted, flaws: Sequence[Flaw], key: str) -> StepForm:
        """The form as it was filled in, with what is wrong."""
        blueprint = self._blueprint(verb, form.text("version"), form.all("evidence"))
        return blueprint.again(form, self.visit.zone, flaws, self.case.version, key)

    def fields(self, verb: str, form: Posted) -> Tree:
        """What was filled in, as the API takes it; of a correction, what it changes."""
        version, zone = form.text("version"), self.visit.zone
        blueprint = Blueprint.of_case(self.case, verb, {}, {}, self._corrects(verb, version))
        tree = blueprint.read(form, zone)
        if blueprint.corrects:
            parts = next(blank.parts for blank in blueprint.blanks if blank.name == FIELDS)
            tree[FIELDS] = changed(parts, self._said(version)[1], tree.get(FIELDS, {}), zone)
        return tree

    def questions(self, fields: Tree, form: Posted) -> list[Flaw]:
        """What is asked once before it is taken; what the case has already is not."""
        listed = self.casebook.policies.get(self.case.policy).known.get("category", ())
        has = str(self.case.classified.get("category", ""))
        return list(unlisted(self.visit, (*listed, has) if has else listed, fields, form.text(ASKED)))

    def _blueprint(self, verb: str, version: str, brought: Sequence[str] = ()) -> Blueprint:
        offers = Offers(self.casebook, self.visit)
        policy = self.casebook.policies.get(self.case.policy)
        offered = offers.of(verb, self.case, self.shown, brought)
        return Blueprint.of_case(self.case, verb, offered, offers.words(policy), self._corrects(verb, version))

    def _corrects(self, verb: str, version: str) -> str:
        return self._said(version)[0] if verb == "correct" else ""

    def _said(self, version: str) -> tuple[str, Tree]:
        found = said(self._lines, int(version)) if version.isascii() and version.isdecimal() else None
        if found is None:
            raise NotFillable([Flaw("version", "this case has no such event")])
        return found

    @cached_property
    def _lines(self) -> list[dict[str, Any]]:
        return self.casebook.presenter.history(self.visit.person, self.case.id)

    def _known(self, verb: str) -> Tree:
        """What is known already when a step's form is drawn."""
        recorded = self.shown["facts"].get("record", {})
        match verb:
            case "listen" | "feedback":
                return self._heard_in_raising(verb) | {"happened_at": self.visit.now.isoformat()}
            case "investigate":
                said = recorded.get("allegations") or [recorded.get("summary")]
                return {"findings": [{"allegation": each} for each in said if each]}
            case "unmerge" if into := self.case.merged_into:
                return {"case": self.casebook.application.case(into).reference}
            case "reclassify":
                return {name: recorded.get(name) for name in ("category", "severity", "kind")}
        return {}

    def _heard_in_raising(self, verb: str) -> Tree:
        """What was put down when the case was raised, until it has been listened to."""
        facts = self.shown["facts"]
        if verb != "listen" or verb in facts:
            return {}
        return {name: facts["raise"][name] for name in ("words", "channel") if facts.get("raise", {}).get(name)}

    def _reused(self, name: str) -> Tree:
        """What a plan takes over from a resolved case."""
        source = self.casebook.finder.case(self.visit.person, name)
        taken = {} if source.confidential else {part: source.fact(part) for part in ("approach", "plan")}
        return {"based_on": source.reference} | taken
