"""Unanswered: a family that does not answer is asked again; then a manager decides without it, and says why."""

from __future__ import annotations

from datetime import datetime

from engine.case import Case
from engine.event import PathEvent
from engine.policy import Policy
from engine.situation import Situation
from engine.steps.beside import Reason


class DecidedWithout(PathEvent):
    """Decide: the family was asked again and does not answer; settle how the case ends, and say why."""

    reason: Reason


def answer_expected_by(case: Case, policy: Policy) -> datetime | None:
    """Until when the family's answer is waited for before somebody is reminded to ask again; None if for ever.

    It runs from when the family could be told: from the step of the path before, or from the approval of the plan.
    """
    told = (fact for verb, fact in case.facts.items() if verb == "approve" or isinstance(fact, PathEvent))
    since = max((fact.originator_version, fact.happened_at) for fact in told)[1]
    return policy.ends(policy.feedback.remind_after, since)


def waited_in_vain(situation: Situation) -> bool:
    """The family still has time to answer, and was not asked again."""
    until = answer_expected_by(situation.case, situation.policy)
    return until is None or situation.now >= until
