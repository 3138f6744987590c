"""How a person stands to a case: who they are, and what ties them to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.access import Role, Who
from engine.application import Application, Request
from engine.refusal import NotAllowed, NotDue, NotFillable, NotThere, Refusal

HERE, ELSEWHERE = "North", "South"
FAR = "2099-01-01"
UNFILLABLE = {"never asked for": 1}
"""What fills no form: whoever is told so was allowed to try."""
CELLS: dict[type[Refusal], str] = {NotFillable: "+", NotDue: "+", NotAllowed: "x", NotThere: "."}


@dataclass(frozen=True)
class Standing:
    """One column of the table, and the case that the person of this column stands to in this way."""

    letter: str
    told: str
    role: Role
    campus: str | None = None
    ties: frozenset[str] = frozenset()

    def who(self) -> Who:
        """The person."""
        return Who(f"s-{self.letter}", f"Person {self.letter}", self.role, self.campus)


def _standings() -> Iterator[Standing]:
    rows: tuple[tuple[str, Role, str | None, str], ...] = (
        ("teacher who raised it", "teacher", HERE, "raised"),
        ("teacher who looks after it", "teacher", HERE, "assigned"),
        ("teacher who was asked", "teacher", HERE, "asked"),
        ("teacher who was asked and has answered", "teacher", HERE, "asked answered"),
        ("teacher with an action in its plan", "teacher", HERE, "acts"),
        ("teacher whom it is about", "teacher", HERE, "named"),
        ("teacher who was asked, and whom it is about", "teacher", HERE, "asked named"),
        ("teacher who looked after it, and whom it is about", "teacher", HERE, "assigned named"),
        ("teacher at its campus, a stranger to it", "teacher", HERE, ""),
        ("manager of its campus", "manager", HERE, ""),
        ("manager of its campus whom it is about", "manager", HERE, "named"),
        ("manager elsewhere", "manager", ELSEWHERE, ""),
        ("manager elsewhere who was asked", "manager", ELSEWHERE, "asked"),
        ("manager elsewhere who looks after it", "manager", ELSEWHERE, "assigned"),
        ("principal", "manager", None, ""),
        ("principal whom it is about", "manager", None, "named"),
        ("auditor", "auditor", None, ""),
        ("analyst", "analyst", None, ""),
        ("administrator", "admin", None, ""),
        ("administrator who was given it as a teacher", "admin", None, "assigned"),
        ("operator", "operator", None, ""),
    )
    for letter, (told, role, campus, ties) in zip("abcdefghijklmnopqrstuvwxyz", rows, strict=False):
        yield Standing(letter, told, role, campus, frozenset(ties.split()))


STANDINGS = tuple(_standings())
WhoOf = Callable[[Standing], Who]


class Situations:
    """Brings cases of one workflow into the situations of the table."""

    def __init__(self, application: Application, workflow: str, principal: Who, who_of: WhoOf = Standing.who) -> None:
        self._application, self._principal, self.who_of = application, principal, who_of
        self.workflow = application.workflows[workflow]
        self._verbs = self.workflow.lifecycle.records

    def reaches(self, standing: Standing, *, confidential: bool) -> bool:
        """Whether the cases of this workflow know such a tie: who it is about, who was asked, whose action it is."""
        needs = {"named": "about", "asked": "ask", "acts": "actions"}
        known = {*self._verbs, *(name for kind in self._verbs.values() for name in kind.model_fields)}
        return {needs[tie] for tie in standing.ties if tie in needs} <= known and (not confidential or "about" in known)

    def case_of(self, standing: Standing, *, confidential: bool) -> str:
        """A new case to which the person stands in this way."""
        ties, who = standing.ties, self.who_of(standing)
        person = who.id
        case = self._take(who if "raised" in ties else self._principal, "raise", {"campus": HERE})
        if "listen" in self._verbs:
            self._take(self._principal, "listen", {}, case)
        if "asked" in ties:
            self._take(self._principal, "ask", {"of": person, "due": FAR}, case)
        if "answered" in ties:
            self._take(who, "contribute", {"request": self._application.case(case).version}, case)
        if "assigned" in ties:
            self._take(self._principal, "assign", {"to": person}, case)
        if "record" in self._verbs:
            about = {"about": [{"what": "teacher", "staff": person}]} if "named" in ties else {}
            self._take(self._principal, "record", about | ({"confidential": True} if confidential else {}), case)
        if "acts" in ties:
            self._take(self._principal, "investigate", {}, case)
            self._take(self._principal, "solve", {"actions": [{"what": "a new timetable", "owner": person}]}, case)
        return case

    def met(self, standing: Standing, verb: str, case: str) -> str:
        """What a person meets who tries this step, as the table writes it."""
        try:
            self._application.take(Request(self.who_of(standing), self.workflow.workflow, verb, UNFILLABLE, case))
        except Refusal as refused:
            return CELLS[type(refused)]
        msg = f"{verb} was taken with a form that cannot be filled in"
        raise AssertionError(msg)

    def _take(self, who: Who, verb: str, fields: dict[str, Any], case: str = "") -> str:
        form = self._verbs[verb].EXAMPLE | fields
        return self._application.take(Request(who, self.workflow.workflow, verb, form, case)).case.id
