"""Filing: when a case enters the register, and what of its facts is filed there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from engine.case import Case
from engine.event import Event
from engine.lifecycle import PATH

FILING = ("record", "import")
"""The steps by which a case is filed."""
TEXTS = ("summary", "root_cause", "approach", "based_on", "adapted", "action_taken", "lesson", "intention")
"""What is kept of a case's facts as it was written; the latest step that knows it says it."""


def filing(case: Case) -> Event | None:
    """The event that filed the case in the register; None if it is not in it, or was merged into another one."""
    if case.merged_into:
        return None
    return next((case.facts[verb] for verb in FILING if verb in case.facts), None)


def reached(case: Case) -> str | None:
    """The furthest of the six steps that was taken; None of an old case, of which nobody knows."""
    return next((verb for verb in reversed(PATH) if verb in case.facts), None)


def texts_of(case: Case) -> list[str | None]:
    """The texts that are kept, in the order of their names."""
    told: dict[str, str] = {}
    for event in case.facts.values():
        said = vars(event)
        told |= {name: said[name] for name in _texts_in(type(event)) if said[name] is not None}
    return [told.get(name) for name in TEXTS]


def findings_of(case: Case) -> str | None:
    """What was found of each allegation, in their order; None where it was not found one by one."""
    found = case.fact("findings")
    return ", ".join(each.finding for each in found) if isinstance(found, tuple) else None


def satisfaction_of(case: Case) -> tuple[int | None, int | None, bool | None]:
    """The first answer, the last one, each from 1 to 5, and whether the first solution was accepted."""
    if not case.rounds:
        known = case.fact("satisfaction")
        return known, known, None
    said = [score for score in (vars(answer).get("satisfaction") for answer in case.rounds) if score is not None]
    first, last = (said[0], said[-1]) if said else (None, None)
    return first, last, vars(case.rounds[0]).get("accepted")


@cache
def _texts_in(kind: type[Event]) -> Sequence[str]:
    return [name for name in TEXTS if name in kind.model_fields]
