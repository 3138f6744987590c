"""At hand: what somebody wants to have before their eyes while they fill in the form of a step."""

from __future__ import annotations

from typing import Any

from adapters.pages.case_view import CaseView
from adapters.pages.facts import Said
from adapters.plan import SOLVE, OpenAction, open_actions

PLAN = frozenset({"approach", "plan", "offer"})


def at_hand(view: CaseView, verb: str) -> dict[str, Any]:
    """The plan, which a family is told before it is asked; what is left to do, before a case is closed."""
    plan: list[Said] = []
    left: list[OpenAction] = []
    if verb == "feedback":
        plan = [said for told in view.known if told.step == SOLVE for said in told.said if said.name in PLAN]
    if verb == "close":
        left = [action for _, action in open_actions(view.case)]
    return {"plan": plan, "left": left}
