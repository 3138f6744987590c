"""Merging: a duplicate is closed and stands outside the register, and comes back where the merge was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from engine.case import Case
from engine.delays import Astray
from engine.event import Elsewhere, Event, Given, PathEvent
from engine.lifecycle import ANYWHERE, CLOSED, OPEN, Rule, Step
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.beside import Link, Reason
from engine.words import CaseName


class Merged(PathEvent):
    """Merge: this case is a duplicate; it is closed, and the matter goes on in the one that it is merged into."""

    TOPIC = "case.merged"
    MEANT_ELSEWHERE = True
    FIXED = frozenset({"into"})
    TOLD = frozenset({"outcome"})
    EXAMPLE = {"into": "OBJ-7F3K-9Q2M", "reason": "The father rang about the same lesson."}

    into: CaseName
    reason: Reason
    outcome: Annotated[str, Given] = "merged"

    @classmethod
    def elsewhere(cls, case: Case, form: Any, case_of: Callable[[str], Case]) -> Iterator[Elsewhere]:
        """The other case takes this one in, if it is another open one of its kind that the same people may see."""
        into = case_of(form.into)
        for obstacle in _obstacles(case, into, case_of):
            raise NotFillable([Flaw("into", obstacle)])
        yield Elsewhere(into.id, "take_in", {"case": case.id, "happened_at": form.happened_at})

    def apply(self, aggregate: Any) -> None:
        """Nothing is due and nothing is owed any more; what stood still, or was asked for, is left as it is."""
        pauses, requests, duties = aggregate.pauses, aggregate.requests, aggregate.duties
        super().apply(aggregate)
        aggregate.pauses, aggregate.requests = pauses, requests
        aggregate.duties, aggregate.set_aside = {}, duties
        aggregate.links = (*aggregate.links, Link(self.into, "merged into"))


class Unmerged(PathEvent):
    """Unmerge: it was no duplicate; the case stands again where it stood, and its clock has run on meanwhile."""

    TOPIC = "case.unmerged"
    MEANT_ELSEWHERE = True
    FIXED = frozenset({"case"})
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M", "reason": "The father speaks of another lesson."}

    case: CaseName
    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The case that is named is the one that it had gone into."""
        if situation.form.case != situation.case.merged_into:
            raise NotFillable([Flaw("case", "is not the case that this one was merged into")])
        if situation.case.closed_at and situation.at < situation.case.closed_at:
            raise NotFillable([Flaw("happened_at", "lies before it was merged")])
        return {}

    @classmethod
    def elsewhere(cls, case: Case, form: Any, _case_of: Callable[[str], Case]) -> Iterator[Elsewhere]:
        """The other case gives this one back."""
        yield Elsewhere(form.case, "give_back", {"case": case.id, "happened_at": form.happened_at})

    def apply(self, aggregate: Any) -> None:
        """What was due and owed is so again, as if it had never been merged."""
        since = aggregate.closed_at or self.happened_at
        super().apply(aggregate)
        aggregate.facts = {verb: fact for verb, fact in aggregate.facts.items() if verb != "merge"}
        aggregate.astray = (*aggregate.astray, Astray(since, self.happened_at))
        aggregate.duties, aggregate.set_aside = aggregate.set_aside, {}
        aggregate.links = (*aggregate.links, Link(self.case, "unmerged from"))


class TookIn(Event):
    """Take in: a duplicate was merged into this case, which goes on for both."""

    TOPIC = "case.took_in"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M"}

    case: CaseName

    def apply(self, aggregate: Any) -> None:
        """The duplicate is linked."""
        aggregate.links = (*aggregate.links, Link(self.case, "duplicate"))


class GaveBack(Event):
    """Give back: what was taken in was no duplicate after all, and goes its own way again."""

    TOPIC = "case.gave_back"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M"}

    case: CaseName

    def apply(self, aggregate: Any) -> None:
        """Both facts stand: that it was taken in, and that it was given back."""
        aggregate.links = (*aggregate.links, Link(self.case, "no duplicate after all"))


def merged(situation: Situation) -> bool:
    """It was not merged into another case."""
    return situation.case.merged_into is not None


def not_held_up(situation: Situation) -> bool:
    """It is waiting; merge the other one into it, or wait, too."""
    return not situation.case.waits


def mergings() -> Iterator[Step]:
    """Out of the path and, where it was a mistake, back to where the case stood."""
    yield Step("merge", OPEN, Merged, CLOSED, guard=not_held_up)
    *earlier, last = OPEN
    for stage in earlier:
        yield Step("unmerge", CLOSED, Unmerged, stage, when=_left_at(stage), guard=merged)
    yield Step("unmerge", CLOSED, Unmerged, last, guard=merged)
    yield Step("take_in", OPEN, TookIn, by_hand=False)
    yield Step("give_back", ANYWHERE, GaveBack, by_hand=False)


def _left_at(stage: str) -> Rule:
    def left_there(situation: Situation) -> bool:
        return situation.case.left_at == stage

    return left_there


def _obstacles(case: Case, into: Case, case_of: Callable[[str], Case]) -> Iterator[str]:
    """What speaks against merging a case into another one, in sentences."""
    if into.id == case.id:
        yield "is this case itself"
    if into.workflow != case.workflow:
        yield f"{into.reference} belongs to another workflow"
    if into.merged_into:
        yield f"{into.reference} was itself merged into another case; merge this one into that"
    if into.stage == CLOSED:
        yield f"{into.reference} is closed; merge into a case that is open"
    if not case.is_hidden_like(into):
        yield f"{into.reference} is hidden from other people than this case; let both be confidential alike first"
    waits = case_of(case.inside).waits if case.inside else ()
    if case.id in waits and into.id not in waits:
        yield "a renewal waits for this case; merge the other one into it instead"
