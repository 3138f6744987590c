"""The view of a case: what its page says of it, from what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from adapters.bootstrap import Casebook
from adapters.index import BadQuery, IndexBusy
from adapters.pages.facts import Facts, Said
from adapters.pages.visit import Visit
from engine.case import Case
from engine.duty import Duty
from engine.lifecycle import CLOSED, PATH
from engine.refusal import NotThere
from engine.selection import Selection

ADDS = ("note", "ask", "contribute", "cancel", "link", "support", "come_back", "finish", "recommend", "progress")
CHANGES = (
    "assign",
    "reclassify",
    "correct",
    "retract",
    "pause",
    "resume",
    "extend",
    "apply_policy",
    "incident",
    "leave",
)
WAITING = ("contribute", "approve", "refuse", "decide", "resume", "report", "receipt", "come_back", "finish", "review")
"""Offered only while somebody waits for them."""
SIMILAR_AT, SIMILAR = frozenset({"record", "investigate", "solve"}), 4

Shown = dict[str, Any]


class Told(NamedTuple):
    """What one step said, and when."""

    step: str
    happened_at: str
    said: list[Said]


@dataclass(frozen=True)
class CaseView:
    """What the page of one case shows, for one visit."""

    casebook: Casebook
    visit: Visit
    case: Case
    shown: Shown

    @property
    def facts(self) -> Facts:
        """Puts what was said as people read it."""
        return Facts(self.visit, self.name_of)

    @property
    def title(self) -> str:
        """What the case is about, as far as that is known."""
        facts = self.shown["facts"]
        about = facts.get("record", {}).get("summary") or facts.get("import", {}).get("summary")
        return str(about or self._person("guardian") or self.shown["reference"])

    @property
    def family(self) -> list[str]:
        """Who speaks, and about whom."""
        return [person for person in (self._person("guardian"), self._person("student")) if person]

    @property
    def path(self) -> list[Shown]:
        """The steps of its way, in order: which are behind it, which one is due."""
        steps = [stage for stage in self.case.lifecycle.stages if stage in PATH]
        due = steps.index(self.case.stage) if self.case.stage in steps else len(steps)
        return [
            {
                "step": step,
                "done_at": self.case.done.get(step),
                "state": "done" if number < due else "due" if number == due else "ahead",
            }
            for number, step in enumerate(steps)
        ]

    @property
    def waiting(self) -> list[str]:
        """Steps for which somebody waits, beside the one that is due."""
        return [step for step in WAITING if step in self.shown["next_steps"]]

    @property
    def others(self) -> list[tuple[str, list[str]]]:
        """What else one may do, by what it is for."""
        left = [step for step in self.shown["next_steps"] if step != self.case.stage]
        adds, changes = [s for s in left if s in ADDS], [s for s in left if s in CHANGES]
        leads = [step for step in left if step not in {*adds, *changes}]
        return [(name, steps) for name, steps in (("add", adds), ("change", changes), ("decide", leads)) if steps]

    @property
    def is_closed(self) -> bool:
        """Whether it is closed."""
        return self.case.stage == CLOSED

    @property
    def known(self) -> list[Told]:
        """What each step said last, in the order of the way; feedback is told round by round."""
        facts = self.shown["facts"]
        order = [*(step for step in ("raise", "import", *PATH) if step in facts and step != "feedback")]
        beside = [step for step in facts if step not in order and step != "feedback"]
        return [self._told(step, facts[step]) for step in (*order, *beside)]

    @property
    def rounds(self) -> list[Told]:
        """Every round of feedback, the first one first."""
        return [self._told("feedback", answer) for answer in self.shown["rounds"]]

    @property
    def duties(self) -> list[Duty]:
        """What is owed beside the deadlines."""
        return list(self.case.duties.values())

    @cached_property
    def history(self) -> list[Shown]:
        """Everything that happened, the latest first."""
        lines = self.casebook.presenter.history(self.visit.person, self.case.id)
        return [line | {"said": self.facts.of(type(self.case), line["step"], line["fields"])} for line in lines[::-1]]

    @property
    def evidence(self) -> Iterator[tuple[str, str, Shown]]:
        """Every file: its id, its name, and the line of the history that brought it."""
        for line in reversed(self.history):
            for file, name in (line["fields"].get("file_names") or {}).items():
                yield file, name, line

    def similar(self, verb: str) -> list[Shown]:
        """Resolved cases like this one, while it is being recorded, investigated or solved."""
        if verb not in SIMILAR_AT:
            return []
        try:
            found = self.casebook.register.similar(self.visit.person, case=self.case.id, limit=SIMILAR)
        except (BadQuery, IndexBusy, NotThere):
            return []
        items: list[Shown] = found["items"]
        return items

    @cached_property
    def track_records(self) -> dict[str, Shown]:
        """What came of each approach so far."""
        found = self.casebook.register.approaches(self.visit.person, Selection(self.case.workflow))
        return {each["approach"]: each for each in found["items"]}

    @property
    def linked(self) -> list[tuple[str, str]]:
        """The cases that belong with it: how, and their references."""
        inside = [("waits for", self.shown["waiting_for"])] if self.shown["waiting_for"] else []
        named = [*inside, *((link["relation"], link["case"]) for link in self.shown["links"])]
        return [(relation, self.reference_of(case)) for relation, case in named]

    def reference_of(self, case: str) -> str:
        """How people name a case."""
        return self.casebook.application.case(case).reference

    def name_of(self, person: str) -> str:
        """The name of a member of staff."""
        return self.casebook.staff.name_of(person)

    def _told(self, step: str, fields: Shown) -> Told:
        return Told(step, fields.get("happened_at", ""), self.facts.of(type(self.case), step, fields))

    def _person(self, who: str) -> str:
        person = self.shown["facts"].get("raise", {}).get(who)
        if not isinstance(person, dict):
            return str(person or "")
        about = ", ".join(part for part in (person.get("relation"), person.get("phone")) if part)
        return f"{person.get('name')} ({about})" if about else str(person.get("name") or "")
