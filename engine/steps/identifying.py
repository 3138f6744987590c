"""Identifying: a family that was put down by name turns out to be one of the roster, and the case is tied to it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from engine.event import Event, Given
from engine.lifecycle import ANYWHERE, Step
from engine.personal import Personal
from engine.situation import Situation
from engine.steps.beside import Reason
from engine.words import Line


class Identified(Event):
    """Identify: the family was put down by name, and is in the roster by now; say who of it, and how you know."""

    TOPIC = "case.identified"
    CORRECTABLE = False
    DISCREET = RETRACTABLE = True
    EXAMPLE = {"guardian": "g-17", "reason": "Same name, same phone; asked her at the desk."}

    guardian: Personal[Line] = Field(description="The id of the guardian in the roster.")
    reason: Reason
    family: Annotated[str, Given]

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """As whom the log knows a guardian of the roster, in this case as in any other."""
        return {"family": situation.pseudonym_of(situation.form.guardian)}

    def apply(self, aggregate: Any) -> None:
        """The case is that family's; what it keeps sealed stays under its own key."""
        aggregate.family = self.family
        aggregate.facts = {**aggregate.facts, "identify": self}


def by_name_alone(situation: Situation) -> bool:
    """It was raised for a guardian of the roster; if that is wrong, withdraw it and raise it for the right one."""
    return situation.case.subject == situation.case.id


IDENTIFYING = (Step("identify", ANYWHERE, Identified, guard=by_name_alone),)
