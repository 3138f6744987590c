"""A tour: cases of an institution are led until every step was taken, in the words of somebody's choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from engine.access import OPERATOR, Who
from engine.application import Application, Request, Taken
from engine.policy_book import PolicyBook
from tests.dictation import Dictated, Place, Writing, texts_asked_for
from tests.institution import Institution, StoppedClock
from tests.walking import NEVER, PEOPLE, STRICTER, Tally, Walker

SEED, CASES, STEPS, LONGEST = 12, 8, 60, 40


@dataclass(frozen=True)
class Behind:
    """What is behind the pages of an institution."""

    institution: Institution

    @property
    def application(self) -> Application:
        """Takes the steps."""
        return self.institution.casebook.application

    @property
    def policies(self) -> PolicyBook:
        """Every version of the rules."""
        return self.institution.casebook.policies

    @property
    def clock(self) -> StoppedClock:
        """The time there."""
        return self.institution.clock

    def take(self, who: Who, verb: str, fields: Mapping[str, Any], case: str = "", *, workflow: str) -> Taken:
        """Take a step."""
        return self.application.take(Request(who, workflow, verb, fields, case))


def prepared(institution: Institution) -> None:
    """Its people are on the staff, and a plan may need a second person."""
    for who in PEOPLE:
        if who.name not in institution.people:
            institution.hire(who.name, who.role, who.campus)
    institution.casebook.policies.adopt(STRICTER, OPERATOR.id, institution.clock())


def toured(institution: Institution, writing: Writing) -> list[str]:
    """The references of some cases on which every step was taken, and every text written; always the same ones."""
    tally, words = Tally(), list[Dictated]()

    def dictated(chance: Random, cases: Mapping[str, str]) -> Dictated:
        words.append(Dictated(chance, cases, writing))
        return words[-1]

    walker = Walker(Behind(institution), Random(SEED), tally, dictated)  # noqa: S311 -- a walk that can be taken again
    for _ in range(LONGEST):
        walker.begin(CASES)
        walker.wander(STEPS)
        if not tally.left:
            break
    assert tally.left == set()
    assert _asked_for() - {*words[0].written} == set()
    return [institution.casebook.application.case(case).reference for case in _few(institution, walker.cases)]


def _few(institution: Institution, cases: Mapping[str, str]) -> Iterator[str]:
    """Few cases that have every step between them, the richest first."""
    verbs = {case: institution.casebook.workflows[of].lifecycle.verbs for case, of in cases.items()}
    events = institution.casebook.application.events
    steps = {case: {(of, verbs[case][type(event)]) for event in events(case)} for case, of in cases.items()}
    left = {step for taken in steps.values() for step in taken}
    while left:
        richest = max(cases, key=lambda case: len(steps[case] & left))
        left -= steps[richest]
        yield richest


def _asked_for() -> set[Place]:
    return {place for place in texts_asked_for() if (place.workflow, place.verb) not in NEVER}
