"""Waiting: a case in which another one was raised stands still until that one is closed, and takes its outcome back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.case import Case
from engine.event import Elsewhere, Event
from engine.lifecycle import ANYWHERE, CLOSED, OPEN, START, Step
from engine.refusal import Flaw, NotFillable
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
    """It is waiting, and goes on by itself when that is over."""
    return not situation.case.waits


def for_the_outer(before: Case, after: Case, case_of: Callable[[str], Case]) -> Iterator[Elsewhere]:
    """What a step of the inner case means for the one that it was raised inside."""
    if after.inside is None:
        return
    outer = case_of(after.inside)
    begins = before.stage in (START, CLOSED) and after.stage != CLOSED
    if begins and before.stage == START and "wait" not in outer.lifecycle.records:
        raise NotFillable([Flaw("inside", f"{outer.reference} is not a case that can wait for another")])
    if begins and (outer.stage != CLOSED or before.stage == START):
        yield Elsewhere(outer.id, "wait", {"case": after.id})
    ends = CLOSED not in (before.stage, outer.stage) and after.stage == CLOSED and after.id in outer.waits
    if ends or _ended_otherwise(before, after, outer):
        yield Elsewhere(outer.id, "take_back", {"case": after.id, "outcome": after.fact("outcome")})


def _ended_otherwise(before: Case, after: Case, outer: Case) -> bool:
    """Whether the outcome that was taken back has been corrected."""
    is_over = before.stage == after.stage == CLOSED and "take_back" in outer.facts
    return is_over and before.fact("outcome") != after.fact("outcome")


WAITING = (
    Step("wait", OPEN, Waited, by_hand=False),
    Step("take_back", ANYWHERE, TookBack, by_hand=False),
)
