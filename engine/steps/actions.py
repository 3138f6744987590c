"""Actions: what a plan says that somebody will do by a day, owed to the case until it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from engine.duty import ACTION, Duty
from engine.event import Event
from engine.lifecycle import ANYWHERE, Step
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.words import Day, Moment, Part, StaffName, Text


class Action(Part):
    """Something that somebody will do by a day."""

    what: Text
    owner: StaffName | None = None
    due: Moment | Day | None = None


class Finished(Event):
    """Finish: an action of the plan is done; say which one, and how it was done."""

    TOPIC = "case.finished"
    RETRACTABLE = True
    FIXED = frozenset({"action"})
    EXAMPLE = {"action": 1, "how": "The timetable leaves half an hour between the campuses."}

    action: int = Field(ge=1, le=200, description="Its number in the plan, counted from 1.")
    how: Text = Field(description="What was done, without names.")

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Only what is left to do is finished."""
        form: Any = situation.form
        if _key(form.action) not in situation.case.duties:
            left = ", ".join(key.removeprefix(_key("")) for key in situation.case.duties if key.startswith(_key("")))
            raise NotFillable([Flaw("action", f"is not left to do; of the plan there is left: {left}")])
        return {}

    def apply(self, aggregate: Any) -> None:
        """It is owed no longer."""
        aggregate.settle(_key(self.action))
        aggregate.facts = {**aggregate.facts, "finish": self}


def expect_owners_to_know(situation: Situation) -> None:
    """Refuse an action of somebody who may not know of the case."""
    form, message = situation.form, "is named in this confidential case and may not know of it; name somebody else"
    hidden = [n for n, action in enumerate(form.actions) if action.owner and situation.case.hides_from(action.owner)]
    if hidden:
        raise NotFillable([Flaw(f"actions.{n}.owner", message) for n in hidden])


def owe_actions(aggregate: Any, actions: Sequence[Action]) -> None:
    """What a new plan says is owed by those whom it names, in place of what is left of an earlier one."""
    for key in [key for key in aggregate.duties if key.startswith(_key(""))]:
        aggregate.settle(key)
    for number, action in enumerate(actions, 1):
        why = f"Action {number} of the plan is to be done."
        aggregate.owe(_key(number), Duty(action.owner, ACTION, action.due, why))
    aggregate.admit(action.owner for action in actions if action.owner)


def actions_left(situation: Situation) -> bool:
    """No action of its plan is left to do."""
    return any(key.startswith(_key("")) for key in situation.case.duties)


def _key(number: int | str) -> str:
    return f"{ACTION}:{number}"


ACTIONS = (Step("finish", ANYWHERE, Finished, guard=actions_left),)
