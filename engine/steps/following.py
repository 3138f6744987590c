"""Following: what comes too late to reopen a closed case is raised as a new one that follows it, and both say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import Field

from engine.case import Case
from engine.event import Elsewhere, Event, Opening
from engine.lifecycle import CLOSED, Step
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.beside import Link
from engine.steps.leaving import within_window
from engine.words import CaseName


class Following(Opening):
    """An opening that may say which closed case it takes up again."""

    MEANT_ELSEWHERE = True
    FIXED = frozenset({"follows"})

    follows: CaseName | None = Field(None, description="The closed case that it takes up again, too late to reopen it.")

    @classmethod
    def elsewhere(cls, case: Case, form: Any, case_of: Callable[[str], Case]) -> Iterator[Elsewhere]:
        """The earlier case knows what followed it; one that is still open is gone on with instead."""
        if form.follows is None:
            return
        earlier = case_of(form.follows)
        if earlier.workflow != case.workflow or earlier.stage != CLOSED:
            raise NotFillable([Flaw("follows", f"{earlier.reference} is not a closed {case.workflow}")])
        yield Elsewhere(earlier.id, "follow", {"case": case.id})

    def apply(self, aggregate: Any) -> None:
        """The case is raised, and linked to the earlier one."""
        super().apply(aggregate)
        if self.follows:
            aggregate.links = (*aggregate.links, Link(self.follows, "follows"))


class Followed(Event):
    """Follow: the matter was taken up again in another case, too late for this one to be reopened."""

    TOPIC = "case.followed"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M"}

    case: CaseName

    def apply(self, aggregate: Any) -> None:
        """The later case is linked."""
        aggregate.links = (*aggregate.links, Link(self.case, "followed by"))


def past_window(situation: Situation) -> bool:
    """It can still be reopened; reopen it instead of raising a new case."""
    return not within_window(situation)


FOLLOWING = (Step("follow", CLOSED, Followed, guard=past_window, by_hand=False),)
