"""The view of a case: what its page says of it, from what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from adapters.casebook import Casebook
from adapters.index import BadQuery, IndexBusy
from adapters.pages import steps
from adapters.pages.facts import Facts, Said
from adapters.pages.visit import Visit
from adapters.plan import open_actions
from engine.asking.selection import Selection
from engine.awaited import CONTRIBUTION
from engine.case import Case
from engine.duty import Duty
from engine.lifecycle import CLOSED, PATH
from engine.refusal import NotThere

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
        return Facts(self.visit, self.name_of, self.files)

    @property
    def title(self) -> str:
        """What the case is about, as far as that is known."""
        facts = self.shown["facts"]
        about = facts.get("record", {}).get("summary") or facts.get("import", {}).get("summary")
        return str(about or self._person("guardian", name_alone=True) or self.shown["reference"])

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
        return steps.waiting(self.shown["next_steps"], asked=self.case.awaits(self.visit.person.id))

    @property
    def others(self) -> list[tuple[str, list[str]]]:
        """What else one may do, by what it is for."""
        return steps.others(step for step in self.shown["next_steps"] if step != self.case.stage)

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
    def duties(self) -> list[tuple[Duty, str]]:
        """What is owed beside the deadlines and what was asked of colleagues; of an action, what the plan says."""
        said = {key: action.what for key, action in open_actions(self.case)}
        return [(duty, said.get(key, "")) for key, duty in self.case.duties.items() if duty.name != CONTRIBUTION]

    @property
    def requests(self) -> Iterator[tuple[Shown, bool]]:
        """What was asked of colleagues, and whether the answer is late."""
        calendar = self.casebook.policies.get(self.case.policy).calendar
        for told, awaited in zip(self.shown["requests"], self.case.requests.values(), strict=True):
            yield told, awaited.is_open and awaited.deadline(calendar, self.visit.now).overdue

    @cached_property
    def files(self) -> dict[str, str]:
        """The names of the files of the case."""
        return {file: name for line in self._lines for file, name in _names(line).items()}

    @cached_property
    def _lines(self) -> list[Shown]:
        return self.casebook.presenter.history(self.visit.person, self.case.id)

    @cached_property
    def history(self) -> list[Shown]:
        """Everything that happened, the latest first."""
        told, workflow = self.facts, type(self.case)
        gone = {line["fields"]["version"] for line in self._lines if line["step"] == "retract"}
        return [
            line
            | {
                "said": told.in_line(workflow, line),
                "may": [] if line["version"] in gone else self._may(line["step"]),
            }
            for line in self._lines[::-1]
        ]

    def _may(self, step: str) -> list[str]:
        """What one may do about an event that still counts: correct it, or take it back."""
        event = self.case.lifecycle.records[step]
        can = {"correct": event.CORRECTABLE, "retract": event.RETRACTABLE}
        return [verb for verb, holds in can.items() if holds and verb in self.shown["next_steps"]]

    @property
    def evidence(self) -> Iterator[tuple[str, str, Shown]]:
        """Every file: its id, its name, and the line of the history that brought it."""
        for line in self._lines:
            for file, name in _names(line).items():
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

    def _person(self, who: str, *, name_alone: bool = False) -> str:
        person = self.shown["facts"].get("raise", {}).get(who)
        if not isinstance(person, dict):
            return str(person or "")
        about = "" if name_alone else ", ".join(filter(None, (person.get("relation"), person.get("phone"))))
        return f"{person.get('name')} ({about})" if about else str(person.get("name") or "")


def _names(line: Shown) -> dict[str, str]:
    """The files that an event brought, by their ids."""
    return line["fields"].get("file_names") or {}
