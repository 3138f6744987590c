"""Four eyes: where the policy asks for it, a second person approves the plan before the family is told of it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from engine.beside import Reason
from engine.case import Case
from engine.duty import ACTION, APPROVAL, Duty
from engine.event import Event, PathEvent
from engine.lifecycle import Step
from engine.situation import Situation
from engine.words import Text

DONE_BY = ("investigate", "solve")
"""The steps after which a person's eyes are not the second ones."""


class Approved(Event):
    """Approve: the plan is good, and the family may be told; only somebody who neither investigated nor solved it."""

    TOPIC = "case.approved"
    EXAMPLE = {"comment": "Fair to the family, and we can keep it."}

    comment: Text | None = Field(None, description="What you would like to add; without names.")

    def apply(self, aggregate: Any) -> None:
        """The family may be told of the plan."""
        aggregate.facts = {**aggregate.facts, "approve": self}
        aggregate.settle(APPROVAL)


class Refused(PathEvent):
    """Refuse: the plan goes back to solve; say what a better one would have to do."""

    TOPIC = "case.refused"
    EXAMPLE = {"reason": "Three lessons are owed, and the plan makes up for two."}

    reason: Reason

    def apply(self, aggregate: Any) -> None:
        """Another plan is due, and of this one nothing is to be done."""
        super().apply(aggregate)
        aggregate.duties = {key: duty for key, duty in aggregate.duties.items() if duty.name != ACTION}


def owe_approval(aggregate: Any) -> None:
    """Owe it to the case that a second person looks at its plan."""
    aggregate.owe(APPROVAL, Duty(None, APPROVAL, None, "A plan waits for a second person to approve or refuse it."))


def approved(situation: Situation) -> bool:
    """Its plan waits for a second person to approve or refuse it."""
    case = situation.case
    return not situation.policy.solution.asks_approval(case.classified) or _is_approved(case)


def waits_for_approval(situation: Situation) -> bool:
    """No plan of it waits for approval."""
    return not approved(situation)


def by_a_second_person(situation: Situation) -> bool:
    """Whoever investigated or solved it leaves this to another."""
    return situation.by not in {situation.case.facts[verb].by for verb in DONE_BY if verb in situation.case.facts}


def _is_approved(case: Case) -> bool:
    """Whether the plan was approved as it stands: neither made anew nor corrected since."""
    approval, plan = case.facts.get("approve"), case.facts["solve"]
    corrections = case.corrections.get(plan.originator_version, ())
    latest = max((plan, *corrections), key=lambda event: event.originator_version)
    return approval is not None and approval.originator_version > latest.originator_version


SECOND_EYES = (waits_for_approval, by_a_second_person)

FOUR_EYES = (
    Step("approve", "feedback", Approved, guard=SECOND_EYES),
    Step("refuse", "feedback", Refused, "solve", guard=SECOND_EYES),
)
