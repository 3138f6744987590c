"""Afterwards: whether a solution holds is seen some weeks after the case was closed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from engine.case import Case
from engine.duty import REVIEW, Duty
from engine.event import Event, Given, PathEvent
from engine.lifecycle import CLOSED, Step
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.words import Text

WHY = "The case was closed as resolved; look again whether the solution holds."
RESOLVED = ("resolved", "partly_resolved")


class LookedAgain(Event):
    """Review: some weeks after closing, see whether the solution holds; if it does not, the case can be reopened."""

    TOPIC = "case.looked_again"
    EXAMPLE = {"effective": True, "text": "The teacher has been on time for four weeks."}

    effective: bool = Field(description="Does the solution hold?")
    text: Personal[Text] = Field(description="What you have seen and heard.")

    def apply(self, aggregate: Any) -> None:
        """It is known whether the solution holds, and nobody owes another look."""
        aggregate.facts = {**aggregate.facts, REVIEW: self}
        aggregate.settle(REVIEW)


class Closing(PathEvent):
    """The end of a case. Where it is a solution, the policy may ask that somebody looks again."""

    review_due: Annotated[datetime | None, Given] = None

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """By when somebody looks again; what was decided without the family's answer is not closed as anything else."""
        outcome, decided = situation.form.outcome, _decided(situation.case)
        if decided not in (None, outcome):
            raise NotFillable([Flaw("outcome", f"was decided to be {decided}; close it so, or correct the decision")])
        span = situation.policy.solution.review_after if outcome in RESOLVED else None
        return {"review_due": situation.policy.ends(span, situation.at)}

    def apply(self, aggregate: Any) -> None:
        """The case is closed, and another look at it is owed."""
        super().apply(aggregate)
        if self.review_due:
            aggregate.owe(REVIEW, Duty(None, REVIEW, self.review_due, WHY))


def _decided(case: Case) -> str | None:
    """The outcome that was decided after the family's last answer, if there was any."""
    decision, answer = case.facts.get("decide"), case.facts.get("feedback")
    if decision is None or (answer and answer.originator_version > decision.originator_version):
        return None
    return str(vars(decision)["outcome"])


def effective(case: Case) -> bool | None:
    """Whether the solution of a closed case was seen to hold; None as long as nobody has looked again."""
    return vars(case.facts[REVIEW])["effective"] if REVIEW in case.facts else None


def was_solved(situation: Situation) -> bool:
    """It was closed without a solution of its own; there is nothing to look at again."""
    facts = situation.case.facts
    return "merge" not in facts and ("solve" in facts or "import" in facts)


AFTERWARDS = (Step("review", CLOSED, LookedAgain, guard=was_solved),)
