"""One incident, many families: their cases join one, which is investigated for all; one that does not belong leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field

from engine.case import Case
from engine.event import Elsewhere, Event, Given, PathEvent
from engine.lifecycle import ANYWHERE, CLOSED, OPEN, Step
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.beside import Link, Reason
from engine.steps.shared_finding import NOT_INVESTIGATED, Shared, leader_of, waiting, was_informed
from engine.words import CaseName, Line

MOST_AT_ONCE = 200


class Gathered(Event):
    """Incident: gather the cases that come from one incident; this one is investigated for all of them."""

    TOPIC = "case.gathered"
    CORRECTABLE = False
    MEANT_ELSEWHERE = DISCREET = True
    EXAMPLE = {
        "name": "timetable of 21 September",
        "cases": ["OBJ-7F3K-9Q2M"],
        "reason": "The same change of timetable.",
    }

    name: Line = Field(description="What happened, in a few words; without names.")
    cases: tuple[CaseName, ...] = Field(min_length=1, max_length=MOST_AT_ONCE, description="Those that join this one.")
    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """A case is at the head of one incident, under one name."""
        case, name = situation.case, situation.form.name
        if case.members and case.incident != name:
            raise NotFillable([Flaw("name", f"this case leads the incident {case.incident!r}; name that one")])
        return {}

    @classmethod
    def elsewhere(cls, case: Case, form: Any, case_of: Callable[[str], Case]) -> Iterator[Elsewhere]:
        """Every one of them joins, or none does."""
        joining = [case_of(each) for each in form.cases]
        met = [(n, next(_obstacles(case, other, form.cases[:n], case_of), "")) for n, other in enumerate(joining)]
        if flaws := [Flaw(f"cases.{n}", obstacle) for n, obstacle in met if obstacle]:
            raise NotFillable(flaws)
        for other in joining:
            yield Elsewhere(other.id, "join", {"case": case.id, "incident": form.name, "happened_at": form.happened_at})

    def apply(self, aggregate: Any) -> None:
        """The case leads them."""
        aggregate.incident = self.name
        aggregate.members = (*aggregate.members, *self.cases)
        aggregate.links = (*aggregate.links, *(Link(case, "same incident") for case in self.cases))


class Joined(Event):
    """Join: this case comes from the same incident as another one, which is investigated for both."""

    TOPIC = "case.joined"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M", "incident": "timetable of 21 September"}

    case: CaseName
    incident: Line

    def apply(self, aggregate: Any) -> None:
        """What is found there will hold here."""
        aggregate.incident, aggregate.leader = self.incident, self.case
        aggregate.links = (*aggregate.links, Link(self.case, "leads the incident"))


class Expected(Event):
    """Expect: a case that had joined before it was recorded waits for the finding from now on."""

    TOPIC = "case.expected"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M"}

    case: CaseName

    def apply(self, _aggregate: Any) -> None:
        """Nothing is new here; but whoever investigates at the same moment does not miss it."""


class Left(PathEvent):
    """Leave: this case does not come from that incident, and is investigated by itself, whatever was found there."""

    TOPIC = "case.left"
    MEANT_ELSEWHERE = True
    EXAMPLE = {"reason": "The family speaks of another day."}

    reason: Reason
    case: Annotated[str, Given]

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The case that led the incident."""
        return {"case": leader_of(situation.case)}

    @classmethod
    def elsewhere(cls, case: Case, form: Any, _case_of: Callable[[str], Case]) -> Iterator[Elsewhere]:
        """The one that leads lets it go."""
        yield Elsewhere(str(leader_of(case)), "let_go", {"case": case.id, "happened_at": form.happened_at})

    def apply(self, aggregate: Any) -> None:
        """It is a case like any other again; what was found elsewhere does not count for it."""
        super().apply(aggregate)
        if was_informed(aggregate):
            aggregate.facts = {verb: fact for verb, fact in aggregate.facts.items() if verb != Shared.STANDS_FOR}
        aggregate.incident = aggregate.leader = None
        aggregate.links = (*aggregate.links, Link(self.case, "left its incident"))


class LetGo(Event):
    """Let go: a case that had joined this one left the incident."""

    TOPIC = "case.let_go"
    CORRECTABLE = False
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M"}

    case: CaseName

    def apply(self, aggregate: Any) -> None:
        """It is led by this one no longer."""
        aggregate.members = tuple(case for case in aggregate.members if case != self.case)
        aggregate.links = (*aggregate.links, Link(self.case, "left the incident"))


def investigated_by_itself(situation: Situation) -> bool:
    """It joined an incident, and the case that leads it is investigated for all; if it does not belong there, leave."""
    return situation.case.leader is None


def has_joined(situation: Situation) -> bool:
    """It waits for the finding of no incident, and was given none."""
    case = situation.case
    return case.leader is not None or (was_informed(case) and not case.members)


def incidents(informed: type[PathEvent]) -> Iterator[Step]:
    """The steps of a workflow whose cases may come from one incident; `informed` is a Shared investigation."""
    yield Step("incident", OPEN, Gathered, guard=investigated_by_itself)
    for stage in OPEN:
        back = stage if stage in NOT_INVESTIGATED else Shared.STANDS_FOR
        yield Step("leave", stage, Left, back, guard=has_joined)
    yield Step("join", NOT_INVESTIGATED, Joined, by_hand=False)
    yield Step("expect", OPEN, Expected, by_hand=False)
    yield Step("let_go", ANYWHERE, LetGo, by_hand=False)
    yield Step("inform", "investigate", informed, "solve", by_hand=False)


def _obstacles(leader: Case, other: Case, earlier: Sequence[str], case_of: Callable[[str], Case]) -> Iterator[str]:
    """What speaks against a case's joining another one, in sentences."""
    if other.id == leader.id:
        yield "is this case itself"
    if other.id in earlier:
        yield f"{other.reference} is named twice"
    if other.workflow != leader.workflow:
        yield f"{other.reference} belongs to another workflow"
    if other.stage not in NOT_INVESTIGATED:
        yield f"{other.reference} stands at {other.stage}; only a case that is still to be investigated joins"
    if other.leader == leader.id:
        yield f"{other.reference} has joined already"
    if (other.leader and case_of(other.leader).stage != CLOSED) or waiting(other, case_of):
        yield f"{other.reference} belongs to another incident; let it leave that one first"
    if not other.is_hidden_like(leader):
        yield f"{other.reference} is hidden from other people than this case; let both be confidential alike first"
