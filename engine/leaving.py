"""Leaving the path and coming back to it: withdraw and reopen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from engine.beside import Reason
from engine.event import Given, PathEvent
from engine.lifecycle import CLOSED, OPEN, Rule, Step
from engine.reach import OutOfReach
from engine.situation import Situation


class Withdrawn(PathEvent):
    """Withdraw: the family takes the matter back; the case is closed as withdrawn."""

    TOPIC = "case.withdrawn"
    EXAMPLE = {"reason": "The mother rang: it was a misunderstanding."}
    TOLD = frozenset({"outcome"})

    reason: Reason
    outcome: Annotated[str, Given] = "withdrawn"


class Reopened(PathEvent):
    """Reopen: take a closed case up again, within the policy's window."""

    TOPIC = "case.reopened"
    EXAMPLE = {"reason": "The teacher was late again."}

    reason: Reason

    def apply(self, aggregate: Any) -> None:
        """The clock runs afresh, and the case counts as reopened once more."""
        super().apply(aggregate)
        aggregate.reopened_at = self.happened_at
        aggregate.reopened += 1


def within_window(situation: Situation) -> bool:
    """The time for reopening is over; raise a new case and link it."""
    case, policy = situation.case, situation.policy
    try:
        return case.closed_at is not None and situation.now <= policy.reopening.window.due(
            case.closed_at, policy.calendar
        )
    except OutOfReach:
        return False


def reopenings() -> Iterator[Step]:
    """Back to where a withdrawn case was; a solved one to solve, or to investigate where the finding is disputed."""
    for stage in OPEN:
        yield Step("reopen", CLOSED, Reopened, stage, when=_withdrawn_at(stage), guard=within_window)
    yield Step("reopen", CLOSED, Reopened, "investigate", when=_finding_was_disputed, guard=within_window)
    yield Step("reopen", CLOSED, Reopened, "solve", guard=within_window)


def _withdrawn_at(stage: str) -> Rule:
    def left_there(situation: Situation) -> bool:
        case = situation.case
        latest = next(fact for fact in reversed(case.facts.values()) if isinstance(fact, PathEvent))
        return isinstance(latest, Withdrawn) and case.left_at == stage

    return left_there


def _finding_was_disputed(situation: Situation) -> bool:
    rounds = situation.case.rounds
    return bool(rounds) and getattr(rounds[-1], "disputed", None) == "finding"
