"""Reminding: what is still outstanding when its time has come is said once, to whoever owes it."""

from __future__ import annotations

from typing import Any

from engine.duty import REMINDER, Duty
from engine.event import Event
from engine.lifecycle import ANYWHERE, CLOSED, Step
from engine.situation import Situation
from engine.words import Line, Moment, Text


class Reminded(Event):
    """Remind: something is outstanding, and its time has come."""

    TOPIC = "case.reminded"
    CORRECTABLE = False
    EXAMPLE = {"of": "answer", "due": "2026-09-22T20:00:00+08:00", "text": "The family's answer is outstanding."}

    of: Line
    due: Moment
    text: Text

    def apply(self, aggregate: Any) -> None:
        """Nobody is reminded of it again; what nobody owed yet is owed by whoever looks after the case."""
        aggregate.reminded = {**aggregate.reminded, self.of: self.due}
        if self.of not in aggregate.duties:
            aggregate.owe(f"{REMINDER}:{self.of}", Duty(None, REMINDER, None, self.text))


def still_outstanding(situation: Situation) -> bool:
    """Nothing is outstanding in it."""
    return situation.case.stage != CLOSED or situation.form.of in situation.case.duties


REMINDING = (Step("remind", ANYWHERE, Reminded, guard=still_outstanding, by_hand=False),)
