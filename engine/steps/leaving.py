"""Leaving the path and coming back to it: withdraw, refer and reopen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from engine.case import Case
from engine.duty import REVIEW
from engine.event import Given, New, PathEvent
from engine.lifecycle import CLOSED, OPEN, Rule, Step
from engine.policy import Policy
from engine.situation import Situation
from engine.steps.beside import Reason
from engine.words import Line


class Withdrawn(PathEvent):
    """Withdraw: the family takes the matter back; the case is closed as withdrawn."""

    TOPIC = "case.withdrawn"
    EXAMPLE = {"reason": "The mother rang: it was a misunderstanding."}
    TOLD = frozenset({"outcome"})

    reason: Reason
    outcome: Annotated[str, Given] = "withdrawn"

    def apply(self, aggregate: Any) -> None:
        """Nothing is owed any more."""
        super().apply(aggregate)
        aggregate.set_aside, aggregate.duties = aggregate.duties, {}


class Referred(PathEvent):
    """Refer: it is not ours to decide; say where it goes, and close it here: its clock never started."""

    TOPIC = "case.referred"
    EXAMPLE = {"route": "safeguarding", "reason": "A child may be in danger; the safeguarding lead takes over at once."}
    TOLD = frozenset({"new", "outcome"})

    route: Line = Field(description="Who takes it over: safeguarding, staff grievance, ...; without names.")
    reason: Reason
    outcome: Annotated[str, Given] = "out_of_scope"
    new: New = ()

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """A route that the policy does not list is marked."""
        return situation.policy.new_words(situation.form, "route")

    def apply(self, aggregate: Any) -> None:
        """Nothing is due here, nor was it ever."""
        super().apply(aggregate)
        aggregate.set_aside, aggregate.duties = aggregate.duties, {}
        aggregate.out_of_scope = True


class Reopened(PathEvent):
    """Reopen: take a closed case up again, within the policy's window."""

    TOPIC = "case.reopened"
    EXAMPLE = {"reason": "The teacher was late again."}

    reason: Reason

    def apply(self, aggregate: Any) -> None:
        """The clock runs afresh, what was owed is owed again, and the case counts as reopened once more."""
        super().apply(aggregate)
        aggregate.duties = aggregate.set_aside | {key: duty for key, duty in aggregate.duties.items() if key != REVIEW}
        aggregate.set_aside = {}
        aggregate.facts = {verb: fact for verb, fact in aggregate.facts.items() if verb != REVIEW}
        aggregate.reopened_at = self.happened_at
        aggregate.reopened += 1
        aggregate.out_of_scope = False


def not_investigated(situation: Situation) -> bool:
    """It has been investigated; go on, and close it with out of scope as its outcome."""
    return "investigate" not in situation.case.facts


def within_window(situation: Situation) -> bool:
    """The time for reopening is over; raise a new case that follows it."""
    until = _reopened_until(situation.case, situation.policy)
    return until is not None and situation.now <= until


def _reopened_until(case: Case, policy: Policy) -> datetime | None:
    """The window runs from closing, or from a review which found that the solution does not hold."""
    review = case.facts.get(REVIEW)
    starts = [case.closed_at, review.happened_at if review and not vars(review)["effective"] else None]
    return policy.ends(policy.reopening.window, max(filter(None, starts), default=case.raised_at))


def not_merged(situation: Situation) -> bool:
    """It was merged into another case; unmerge it first."""
    return situation.case.merged_into is None


def reopenings() -> Iterator[Step]:
    """Back to where a case left its path; a solved one to solve, or to investigate where the finding is disputed."""
    for stage in OPEN:
        yield Step("reopen", CLOSED, Reopened, stage, when=_left_at(stage), guard=(not_merged, within_window))
    yield Step("reopen", CLOSED, Reopened, "investigate", when=_finding_was_disputed, guard=(not_merged, within_window))
    yield Step("reopen", CLOSED, Reopened, "solve", guard=(not_merged, within_window))


def _left_at(stage: str) -> Rule:
    def left_there(situation: Situation) -> bool:
        case = situation.case
        latest = next(fact for fact in reversed(case.facts.values()) if isinstance(fact, PathEvent))
        return isinstance(latest, Withdrawn | Referred) and case.left_at == stage

    return left_there


def _finding_was_disputed(situation: Situation) -> bool:
    rounds = situation.case.rounds
    return bool(rounds) and getattr(rounds[-1], "disputed", None) == "finding"
