"""Four eyes: where the policy asks for it, a second person approves the plan before the family is told of it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from engine.case import Case
from engine.duty import ACTION
from engine.event import Event, PathEvent
from engine.lifecycle import Step
from engine.policy import Policy
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.beside import Reason
from engine.words import Line, Text

FIRST_EYES = ("investigate", "inform", "solve")
"""Whoever has taken one of these steps, or corrected it, is no second person."""


class Approved(Event):
    """Approve: the plan is good, and the family may be told; only somebody who neither investigated nor solved it."""

    TOPIC = "case.approved"
    EXAMPLE = {"comment": "Fair to the family, and we can keep it."}

    comment: Text | None = Field(None, description="What you would like to add; without names.")

    def apply(self, aggregate: Any) -> None:
        """The family may be told of the plan."""
        aggregate.facts = {**aggregate.facts, "approve": self}


class Countersigned(Event):
    """Countersign: nobody here is left to approve the plan; say who from outside has read it, and approves it."""

    TOPIC = "case.countersigned"
    EXAMPLE = {"name": "Dr Gu", "reason": "Chen investigated it, Yang made the plan, and there is no third manager."}

    name: Line = Field(description="Of somebody who does not work here.")
    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """A colleague is not passed off as an outsider."""
        name = situation.form.name
        if name and situation.works_here(name):
            raise NotFillable([Flaw("name", f"{name} is on the staff, and approves the plan without your help")])
        return {}

    def apply(self, aggregate: Any) -> None:
        """The plan is approved."""
        aggregate.facts = {**aggregate.facts, "approve": self}


class Refused(PathEvent):
    """Refuse: the plan goes back to solve; say what a better one would have to do."""

    TOPIC = "case.refused"
    EXAMPLE = {"reason": "Three lessons are owed, and the plan makes up for two."}

    reason: Reason

    def apply(self, aggregate: Any) -> None:
        """Another plan is due, and of this one nothing is to be done."""
        super().apply(aggregate)
        aggregate.duties = {key: duty for key, duty in aggregate.duties.items() if duty.name != ACTION}


def awaits_approval(case: Case, policy: Policy) -> bool:
    """Whether the plan, as it and the case stand now, is still to be approved by a second person."""
    asked = case.stage == "feedback" and policy.solution.asks_approval(case.classified)
    return asked and not _is_approved(case)


def approved(situation: Situation) -> bool:
    """Its plan waits for a second person to approve or refuse it."""
    return not awaits_approval(situation.case, situation.policy)


def waits_for_approval(situation: Situation) -> bool:
    """No plan of it waits for approval."""
    return awaits_approval(situation.case, situation.policy)


def by_a_second_person(situation: Situation) -> bool:
    """Whoever investigated or solved it leaves this to another."""
    taken = [situation.case.facts[verb] for verb in FIRST_EYES if verb in situation.case.facts]
    return situation.by not in {event.by for fact in taken for event in _as_it_stands(situation.case, fact)}


def left_to_outsiders(situation: Situation) -> bool:
    """Only colleagues approve a plan; whether outsiders may, too, is for the policy to say."""
    return situation.policy.solution.outsiders


def by_the_first(situation: Situation) -> bool:
    """It is for you to approve."""
    return not by_a_second_person(situation)


def _is_approved(case: Case) -> bool:
    """Whether the plan was approved as it stands: neither made anew nor corrected since."""
    approval, (*_, latest) = case.facts.get("approve"), _as_it_stands(case, case.facts["solve"])
    return approval is not None and approval.originator_version > latest.originator_version


def _as_it_stands(case: Case, fact: Event) -> tuple[Event, ...]:
    """A fact, and what has put it right since."""
    return (fact, *case.corrections.get(fact.originator_version, ()))


SECOND_EYES = (waits_for_approval, by_a_second_person)

FOUR_EYES = (
    Step("approve", "feedback", Approved, guard=SECOND_EYES),
    Step("countersign", "feedback", Countersigned, guard=(waits_for_approval, left_to_outsiders, by_the_first)),
    Step("refuse", "feedback", Refused, "solve", guard=SECOND_EYES),
)
