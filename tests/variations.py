"""Variations: what is filled in on a random walk, so that it makes sense where the case stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from engine.case import Case
from tests.school import POLICY, usual

Fields = dict[str, Any]


class Variations:
    """Fills in forms, for the cases there are; the same random numbers fill them in the same way."""

    def __init__(self, chance: Random, cases: Mapping[str, str]) -> None:
        self._chance, self._cases = chance, cases

    def form(self, case: Case, verb: str) -> Fields:
        """What one usually fills in, and what depends on the case."""
        vary = VARIED.get(verb)
        return usual(verb, case.workflow) | (vary(self, case) if vary else {})

    def opening(self, workflow: str) -> Fields:
        """What one usually raises a case with."""
        return usual("raise", workflow)

    def other(self) -> str:
        """Any case there is."""
        return self._chance.choice([*self._cases])

    def several(self, case: Case) -> list[str]:
        """A few cases of the same workflow."""
        same = [known for known, of in self._cases.items() if of == case.workflow]
        return sorted(set(self._chance.choices(same, k=3)))

    def request(self, case: Case) -> int:
        """Something that somebody was asked for, if anything was."""
        return self._chance.choice([number for number, asked in case.requests.items() if asked.is_open] or [1])

    def owed(self, name: str, case: Case) -> int:
        """The number of something that is owed, if anything is."""
        numbers = [key.partition(":")[2] for key in (*case.duties, *case.set_aside) if key.startswith(f"{name}:")]
        return int(self._chance.choice(numbers or ["1"]))

    def answer(self, case: Case) -> Fields:
        """Of all answers that a family can give, more good ones than bad."""
        if case.workflow == "renewal":
            return {"answer": self._chance.choice(("accepted", "accepted", "declined", "undecided"))}
        satisfaction = self._chance.choice((1, 2, 3, 4, 5, 5, 5, 5))
        disputed = self._chance.choices(("none", "solution", "finding"), (8, 1, 1))[0]
        return {"satisfaction": satisfaction, "accepted": self._chance.random() < 0.9, "disputed": disputed}

    def deadline(self, case: Case) -> Fields:
        """Put off one of the case's deadlines, one that is still to be met if there is any."""
        running = {each.name: each.due for each in case.own_deadlines_at(case.modified_on, POLICY) if not each.met_at}
        name, due = self._chance.choice([*running.items()] or [("resolve", case.modified_on)])
        return {"deadline": name, "until": f"{due.year + 2}-01-01"}

    def plan(self, _case: Case) -> Fields:
        """A plan, some of them with actions."""
        if self._chance.random() < 0.5:
            return {}
        return {"actions": [{"what": "Change the timetable", "owner": "Li", "due": "2027-01-05"}]}

    def other_name(self, _case: Case) -> Fields:
        """The family is called otherwise."""
        return {"version": 1, "fields": {"student": {"name": self._chance.choice(("Wang Xiaoming", "Zhao Yi"))}}}

    def outcome(self, case: Case) -> Fields:
        """As somebody decided it, if no answer has come since."""
        facts = [verb for verb in case.facts if verb in ("feedback", "decide")]
        return {"outcome": vars(case.facts["decide"])["outcome"]} if facts[-1:] == ["decide"] else {}

    def level(self, _case: Case) -> Fields:
        """Up, wherever that is."""
        return {"level": self._chance.choice(("manager", "principal", "board"))}

    def graveness(self, case: Case) -> Fields:
        """A plan for some objections needs a second person's approval."""
        return {"severity": self._chance.choice(("low", "medium", "critical"))} if case.workflow == "objection" else {}

    def severity(self, _case: Case) -> Fields:
        """Other cases need a second person's approval than before."""
        return {
            "severity": self._chance.choice(("low", "critical")),
            "kind": self._chance.choice(("ordinary", "complex")),
        }


VARIED: Mapping[str, Callable[[Variations, Case], Fields]] = {
    "record": Variations.graveness,
    "feedback": Variations.answer,
    "solve": Variations.plan,
    "close": Variations.outcome,
    "extend": Variations.deadline,
    "escalate": Variations.level,
    "reclassify": Variations.severity,
    "correct": Variations.other_name,
    "retract": lambda _, case: {"version": case.latest_addition or case.version},
    "link": lambda among, _case: {"case": among.other()},
    "merge": lambda among, case: {"into": among.several(case)[0]},
    "unmerge": lambda among, case: {"case": case.merged_into or among.other()},
    "incident": lambda among, case: {"cases": among.several(case)},
    "contribute": lambda among, case: {"request": among.request(case)},
    "cancel": lambda among, case: {"request": among.request(case)},
    "come_back": lambda among, case: {"request": among.owed("support", case)},
    "finish": lambda among, case: {"action": among.owed("action", case)},
    "panel": lambda _known, _case: {
        "members": [{"name": name, "independent": True} for name in ("Dr Gu", "Hu Lan", "Tang Wei")]
    },
    "apply_policy": lambda _, case: {"policy": 3 - case.policy},
}
