"""Cases on random walks side by side: what is offered may be taken, by whoever may, until nothing is due any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

from engine.access import Who
from engine.case import Case
from engine.lifecycle import CLOSED
from engine.refusal import NotAllowed, NotDue, NotFillable, NotThere
from engine.situation import Situation
from tests.school import CHEN, GU, LI, MA, QIAN, WORKFLOWS, School, usual

HAN = Who("s-han", "Han", "manager")
PEOPLE = (CHEN, GU, HAN, LI, MA, QIAN)
"""Three who may approve: one may have investigated, and another made the plan."""
ONWARD = 0.3
WAYS_OUT = 60
"""Turns in which all cases are closed, each taking what is due next; longer, and one has no way out."""

Fields = dict[str, Any]


class Walker:
    """Leads cases of one school; the same random numbers lead them the same way in another."""

    def __init__(self, school: School, chance: Random) -> None:
        self._school, self._chance = school, chance
        self.cases: list[str] = []
        self.taken: Counter[str] = Counter()

    def wander(self, how_many: int, steps: int) -> None:
        """So many cases are raised, and so many steps taken, now in one of them and now in another."""
        for _ in range(how_many):
            self._raise(self._chance.choice(sorted(WORKFLOWS)))
        for _ in range(steps):
            self._school.clock.now += timedelta(minutes=self._chance.choice((1, 50, 600, 3_000)))
            case = self._case(self._chance.choice(self.cases))
            offered = self.offered(case)
            self._take(case, offered[0] if self._chance.random() < ONWARD else self._chance.choice(offered))

    def end(self) -> None:
        """Every case takes what is due next, turn by turn, until it is closed."""
        for _ in range(WAYS_OUT):
            still_open = [case for case in map(self._case, self.cases) if case.stage != CLOSED]
            for case in still_open:
                current = self._case(case.id)
                due = self._due(current)
                if due:
                    self._take(current, due)
        assert not still_open, [(case.workflow, case.stage, self.offered(case)) for case in still_open]

    def offered(self, case: Case) -> list[str]:
        """The steps that the case offers now."""
        policy = self._school.policies.get(case.policy)
        return case.lifecycle.next_steps(Situation(case, policy, self._school.clock()))

    def _case(self, case_id: str) -> Case:
        return self._school.application.case(case_id)

    def _raise(self, workflow: str) -> None:
        fields = usual("raise", workflow)
        if workflow == "objection" and self._chance.random() < 0.5:
            fields |= {"read_back": True, "remedy_sought": "an apology"}
        renewals = [case for case in map(self._case, self.cases) if case.workflow == "renewal"]
        if workflow == "objection" and renewals and self._chance.random() < 0.3:
            fields["inside"] = self._chance.choice(renewals).id
        self.cases.append(self._school.take(CHEN, "raise", fields, workflow=workflow).case.id)

    def _due(self, case: Case) -> str | None:
        """What brings the case on; None while it waits for another, or once it is closed."""
        offered = self.offered(case)
        return next((verb for verb in (case.stage, *CLEARING) if verb in offered), None)

    def _take(self, case: Case, verb: str) -> None:
        """The step, by the first who may take it; one whose form makes no sense here is left."""
        vary = VARIED.get(verb)
        fields = usual(verb, case.workflow) | (vary(self, case) if vary else {})
        for who in self._chance.sample(PEOPLE, len(PEOPLE)):
            try:
                self._school.take(who, verb, fields, case.id, workflow=case.workflow)
            except (NotAllowed, NotThere):
                continue
            except NotDue:
                assert verb in PERSONAL, f"{verb} was offered"
                continue
            except NotFillable:
                if verb in PLAIN:
                    raise
                return
            self.taken[verb] += 1
            return

    def version(self, case: Case) -> int:
        """One of the case's events."""
        return self._chance.randint(1, case.version)

    def other(self, _case: Case) -> str:
        """Any case there is."""
        return self._chance.choice(self.cases)

    def several(self, case: Case) -> list[str]:
        """A few cases of the same workflow."""
        same = [known for known in self.cases if self._case(known).workflow == case.workflow]
        return sorted(set(self._chance.choices(same, k=3)))

    def request(self, case: Case) -> int:
        """Something that somebody was asked for, if anything was."""
        numbered = [int(key.rpartition(":")[2]) for key in case.duties if key.rpartition(":")[2].isdecimal()]
        return self._chance.choice(numbered or [1])

    def answer(self, case: Case) -> Fields:
        """Of all answers that a family can give, more good ones than bad."""
        if case.workflow == "renewal":
            return {"answer": self._chance.choice(("accepted", "accepted", "declined", "undecided"))}
        satisfaction = self._chance.choice((1, 2, 3, 5, 5, 5))
        disputed = self._chance.choice(("none", "none", "none", "solution", "finding"))
        return {"satisfaction": satisfaction, "accepted": self._chance.random() < 0.8, "disputed": disputed}

    def deadline(self, case: Case) -> Fields:
        """Put off one of the case's deadlines."""
        names = [due.name for due in case.deadlines] or ["resolve"]
        return {"deadline": self._chance.choice(names), "until": f"{2030 + case.version}-01-01"}

    def plan(self, case: Case) -> Fields:
        """A plan, some of them with actions."""
        if case.workflow == "renewal" or self._chance.random() < 0.5:
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

    def severity(self, _case: Case) -> Fields:
        """Other cases need a second person's approval than before."""
        return {
            "severity": self._chance.choice(("low", "critical")),
            "kind": self._chance.choice(("ordinary", "complex")),
        }


PLAIN = ("listen", "record", "investigate", "solve", "feedback", "close", "note", "withdraw", "reopen", "approve")
"""Steps that make sense wherever they are offered, filled in as usual."""
PERSONAL = ("approve", "refuse", "contribute", "cancel")
"""Steps that are due for one person and not for another."""
CLEARING = ("approve", "decide", "report")
"""What may have to come before the step that is due."""
VARIED: Mapping[str, Callable[[Walker, Case], Fields]] = {
    "feedback": Walker.answer,
    "solve": Walker.plan,
    "close": Walker.outcome,
    "extend": Walker.deadline,
    "escalate": Walker.level,
    "reclassify": Walker.severity,
    "correct": Walker.other_name,
    "retract": lambda walker, case: {"version": walker.version(case)},
    "link": lambda walker, case: {"case": walker.other(case)},
    "merge": lambda walker, case: {"into": walker.several(case)[0]},
    "unmerge": lambda walker, case: {"case": case.links[-1].case if case.links else walker.other(case)},
    "incident": lambda walker, case: {"cases": walker.several(case)},
    "contribute": lambda walker, case: {"request": walker.request(case)},
    "cancel": lambda walker, case: {"request": walker.request(case)},
    "come_back": lambda walker, case: {"request": walker.request(case)},
    "panel": lambda _walker, _case: {
        "members": [{"name": name, "independent": True} for name in ("Dr Gu", "Hu Lan", "Tang Wei")]
    },
    "apply_policy": lambda _, case: {"policy": 3 - case.policy},
}
