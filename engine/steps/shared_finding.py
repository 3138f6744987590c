"""A shared finding: what is found in the case that leads an incident counts for those that joined it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from engine.case import Case
from engine.event import Elsewhere, PathEvent
from engine.form import blanks_of, personal_fields
from engine.lifecycle import CLOSED
from engine.words import CaseName

NOT_INVESTIGATED = ("listen", "record", "investigate")
LEADER_CLOSED = "The case that led the incident was closed before it was investigated."
HIDDEN_OTHERWISE = "What is found for the incident does not count for it."


class Shared(PathEvent):
    """The investigation of the case that leads the incident, as it counts for one that had joined."""

    STANDS_FOR = "investigate"
    MEANT_ELSEWHERE = False

    case: CaseName

    @classmethod
    def given(cls, _situation: Any) -> dict[str, Any]:
        """Whatever was to be worked out was worked out where it was investigated."""
        return {}

    def apply(self, aggregate: Any) -> None:
        """The case waits for nobody's finding any longer; it still comes from the same incident."""
        super().apply(aggregate)
        aggregate.leader = None


def was_informed(case: Case) -> bool:
    """Whether what counts as found in it was found in the case that led the incident."""
    return isinstance(case.facts.get(Shared.STANDS_FOR), Shared)


def leader_of(case: Case) -> str | None:
    """The case whose finding it waits for, or was given."""
    found = case.facts.get(Shared.STANDS_FOR)
    return case.leader or (found.case if isinstance(found, Shared) else None)


def for_the_incident(before: Case, after: Case, case_of: Callable[[str], Case]) -> Iterator[Elsewhere]:
    """What a step means for the cases of the same incident: they learn what was found, or another one leads them."""
    if after.leader and after.stage == "investigate" and (before.stage, before.leader) != (after.stage, after.leader):
        yield from _asked(before, after, case_of(after.leader))
    if before.stage == "investigate" and _is_investigated(after):
        at = after.facts["investigate"].happened_at
        yield from _informed([each for each in waiting(after, case_of) if each.stage == "investigate"], after, at)
    elif before.stage in NOT_INVESTIGATED and after.stage == CLOSED:
        yield from _led_on(after, waiting(after, case_of))


def waiting(leader: Case, case_of: Callable[[str], Case]) -> list[Case]:
    """The cases that wait for what will be found in this one, the first to join first."""
    joined = (case_of(member) for member in leader.members)
    return [each for each in joined if each.leader == leader.id and each.stage in NOT_INVESTIGATED]


def _asked(before: Case, after: Case, leader: Case) -> Iterator[Elsewhere]:
    """A case is ready to learn what was found; until it is, the one that leads knows who waits."""
    if _is_investigated(leader):
        yield from _informed([after], leader)
    elif leader.stage == CLOSED:
        yield Elsewhere(after.id, "leave", {"reason": LEADER_CLOSED})
    elif before.stage != after.stage:
        yield Elsewhere(leader.id, "expect", {"case": after.id})


def _informed(joined: list[Case], leader: Case, at: datetime | None = None) -> Iterator[Elsewhere]:
    """What was found, told where the same people may read it; a case that is hidden otherwise leaves."""
    for each in joined:
        if each.is_hidden_like(leader):
            yield Elsewhere(each.id, "inform", _found(leader, each) | {"case": leader.id, "happened_at": at})
        else:
            yield Elsewhere(each.id, "leave", {"reason": HIDDEN_OTHERWISE})


def _found(leader: Case, other: Case) -> dict[str, Any]:
    """The facts of the investigation that the other case takes over; what is sealed stays with its family."""
    found, asked = leader.facts["investigate"], blanks_of(other.lifecycle.records["inform"])
    return found.model_dump(mode="json", include={*asked}.difference(personal_fields(type(found))), exclude_none=True)


def _led_on(leader: Case, joined: list[Case]) -> Iterator[Elsewhere]:
    """Before anything was found nobody leads them any longer: of those left the first one does."""
    if not joined:
        return
    heir, *others = joined
    yield Elsewhere(heir.id, "leave", {"reason": LEADER_CLOSED})
    for each in others:
        if not each.is_hidden_like(heir):
            yield Elsewhere(each.id, "leave", {"reason": HIDDEN_OTHERWISE})
    if cases := [each.id for each in others if each.is_hidden_like(heir)]:
        yield Elsewhere(heir.id, "incident", {"name": leader.incident, "cases": cases, "reason": LEADER_CLOSED})


def _is_investigated(case: Case) -> bool:
    return "investigate" in case.facts and case.stage not in NOT_INVESTIGATED
