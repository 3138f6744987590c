"""Waiting: a case in which another one was raised stands still until that one is closed, and takes its outcome back."""

from __future__ import annotations

from typing import Any

from engine.event import Event
from engine.lifecycle import ANYWHERE, OPEN, Step
from engine.situation import Situation
from engine.words import CaseName, Line


class Waited(Event):
    """Wait: another case was raised inside this one; its path goes on when that one is closed."""

    TOPIC = "case.waited"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M"}

    case: CaseName

    def apply(self, aggregate: Any) -> None:
        """The case waits, and is linked."""
        aggregate.waits = (*aggregate.waits, self.case)
        aggregate.links = (*aggregate.links, self)

    @property
    def relation(self) -> str:
        """What the other case is to this one."""
        return "raised inside"


class TookBack(Event):
    """Take back: the case raised inside this one is closed; this one goes on, knowing its outcome."""

    TOPIC = "case.took_back"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M", "outcome": "resolved"}

    case: CaseName
    outcome: Line | None = None

    def apply(self, aggregate: Any) -> None:
        """The case waits for that one no longer."""
        aggregate.waits = tuple(case for case in aggregate.waits if case != self.case)
        aggregate.facts = {**aggregate.facts, "take_back": self}


def not_waiting(situation: Situation) -> bool:
    """It waits for the case that was raised inside it."""
    return not situation.case.waits


WAITING = (
    Step("wait", OPEN, Waited, by_hand=False),
    Step("take_back", ANYWHERE, TookBack, by_hand=False),
)
