"""Cases on random walks side by side: what is offered may be taken, by whoever may, until nothing is due any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from engine.access import Who, may_see, may_take
from engine.case import Case
from engine.lifecycle import CLOSED
from engine.refusal import NotDue, NotFillable
from engine.situation import Situation
from tests.offering import Place, may_be_taken, offered_to
from tests.school import CHEN, GU, LI, MA, POLICY, QIAN, WORKFLOWS
from tests.variations import Variations

HAN = Who("s-han", "Han", "manager")
PEOPLE = (CHEN, GU, HAN, LI, MA, QIAN)
"""Three who may approve: one may have investigated, and another made the plan."""
ONWARD, STRAIGHT, SILENT = 0.3, 0.75, 0.2
DETOURS, WAYS_OUT = 12, 60
"""Turns in which all cases are closed, by detours at first; longer, and one has no way out."""

NAMING = ("merge", "incident", "escalate")
"""Steps that make sense only if what they name does."""
PLAIN = {verb for case in WORKFLOWS.values() for verb in case.lifecycle.by_hand}.difference(NAMING)
"""Steps that make sense wherever they are offered."""
NEVER = {("objection", "countersign"), *(("renewal", verb) for verb in ("approve", "countersign", "refuse"))}
"""A second person is always left; a renewal is not classified, so no policy asks that its offer is approved."""
FOUR_EYES = POLICY.solution.model_copy(update={"four_eyes": ("critical", "complex"), "outsiders": True})
STRICTER = POLICY.model_copy(update={"solution": FOUR_EYES})
PERSONAL = ("approve", "refuse", "contribute", "cancel")
"""Steps that are due for one person and not for another."""
CLEARING = ("approve", "decide", "report")
"""What may have to come before the step that is due."""


Vary = Callable[[Random, Mapping[str, str]], Variations]


class Tally:
    """How often each step of each workflow was tried, and how often it was taken, on several walks."""

    def __init__(self) -> None:
        self.tried = Counter[tuple[str, str]]()
        self.taken = Counter[tuple[str, str]]()

    @property
    def left(self) -> set[tuple[str, str]]:
        """The steps that can be taken, and were not yet."""
        verbs = {(name, verb) for name, case in WORKFLOWS.items() for verb in case.lifecycle.by_hand if verb != "raise"}
        return verbs - NEVER - {*self.taken}


class Walker:
    """Leads cases of one school; the same random numbers lead them the same way in another."""

    def __init__(self, school: Place, chance: Random, tally: Tally, vary: Vary = Variations) -> None:
        self._school, self._chance, self._tally = school, chance, tally
        self.cases: dict[str, str] = {}
        """The workflow of each."""
        self._vary = vary(chance, self.cases)

    def begin(self, how_many: int) -> None:
        """So many cases are raised."""
        for _ in range(how_many):
            self._raise(self._chance.choice(sorted(WORKFLOWS)))

    def wander(self, steps: int) -> None:
        """So many steps are taken, now in one case and now in another."""
        for _ in range(steps):
            self._school.clock.now += timedelta(minutes=self._chance.choice((1, 50, 600, 3_000)))
            case = self._case(self._vary.other())
            self._take(case, self.offered(case)[0] if self._chance.random() < ONWARD else self._any(case))

    def end(self) -> None:
        """Every case takes what is due next, turn by turn, until it is closed."""
        for turn in range(WAYS_OUT):
            still_open = [case for case in map(self._case, self.cases) if case.stage != CLOSED]
            if not still_open:
                return
            self._school.clock.now += timedelta(minutes=self._chance.choice((1, 50, 600, 6_000)))
            for case in still_open:
                current = self._case(case.id)
                is_straight = turn >= DETOURS or self._chance.random() < STRAIGHT
                if verb := self._due(current) if is_straight else self._any(current):
                    self._take(current, verb)
        raise AssertionError([(case.workflow, case.stage, self.offered(case)) for case in still_open])

    def look(self) -> None:
        """Somebody looks at one of the cases: what it offers them they may take, and nothing else."""
        case, who = self._case(self._vary.other()), self._chance.choice(PEOPLE)
        offered = offered_to(self._school, case, who)
        for verb in case.lifecycle.by_hand:
            if verb in PLAIN or verb not in offered:
                form = self._vary.form(case, verb)
                assert (verb in offered) == may_be_taken(self._school, case, who, verb, form), verb

    def _any(self, case: Case) -> str:
        """Of all steps that are offered, the one that was tried least so far; of several any."""
        offered = self.offered(case)
        return min(self._chance.sample(offered, len(offered)), key=lambda verb: self._tally.tried[case.workflow, verb])

    def offered(self, case: Case) -> list[str]:
        """The steps that the case offers now."""
        policy_of = self._school.policies.get
        situation = Situation(case, policy_of(case.policy), self._school.clock(), policy_of=policy_of)
        return case.lifecycle.next_steps(situation)

    def _case(self, case_id: str) -> Case:
        return self._school.application.case(case_id)

    def _raise(self, workflow: str) -> None:
        fields = self._vary.opening(workflow)
        if workflow == "objection" and self._chance.random() < 0.5:
            fields |= {"read_back": True, "remedy_sought": "an apology"}
        renewals = [case for case, of in self.cases.items() if of == "renewal" and self._case(case).stage != CLOSED]
        if workflow == "objection" and renewals and self._chance.random() < 0.3:
            fields["inside"] = self._chance.choice(renewals)
        self.cases[self._school.take(CHEN, "raise", fields, workflow=workflow).case.id] = workflow

    def _due(self, case: Case) -> str | None:
        """What brings the case on; None while it waits for another, or once it is closed."""
        offered = self.offered(case)
        if "decide" in offered and self._chance.random() < SILENT:
            return "decide"
        return next((verb for verb in (case.stage, *CLEARING) if verb in offered), None)

    def _take(self, case: Case, verb: str) -> None:
        """The step, by the first who may take it; one whose form makes no sense here is left."""
        fields = self._vary.form(case, verb)
        self._tally.tried[case.workflow, verb] += 1
        for who in self._chance.sample(PEOPLE, len(PEOPLE)):
            if not (may_see(who, case) and may_take(who, verb, case)):
                continue
            try:
                self._school.take(who, verb, fields, case.id, workflow=case.workflow)
            except NotDue:
                assert verb in PERSONAL, f"{verb} was offered"
                continue
            except NotFillable:
                if verb in PLAIN:
                    raise
                return
            self._tally.taken[case.workflow, verb] += 1
            return
