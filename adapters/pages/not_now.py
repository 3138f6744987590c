"""Not now: why a step that somebody might expect cannot be taken where its case stands, and what is raised instead."""

from __future__ import annotations

from adapters.casebook import Casebook
from engine.access import Who, may_take
from engine.case import Case
from engine.lifecycle import CLOSED
from engine.refusal import NotDue
from engine.situation import Situation
from engine.steps.following import past_window


def why_not(casebook: Casebook, who: Who, case: Case, verb: str) -> str:
    """What stands in the way of a step that is not offered; nothing, if it is not theirs or the case is closed."""
    if CLOSED in (case.stage, verb) or not may_take(who, verb, case):
        return ""
    try:
        case.lifecycle.rehearse(verb, _situation(casebook, who, case))
    except NotDue as error:
        return str(error)
    return ""


def raises_beside(casebook: Casebook, who: Who, case: Case) -> str:
    """How a new case would belong with this one: come up `inside` it, or one that `follows` it; nothing, if neither."""
    if not may_take(who, "raise"):
        return ""
    if case.stage != CLOSED:
        return "inside" if "wait" in case.lifecycle.records else ""
    is_over = "follow" in case.lifecycle.records and past_window(_situation(casebook, who, case))
    return "follows" if is_over and not case.merged_into else ""


def _situation(casebook: Casebook, who: Who, case: Case) -> Situation:
    policy_of = casebook.policies.get
    return Situation(case, policy_of(case.policy), casebook.clock(), by=who.id, policy_of=policy_of)
