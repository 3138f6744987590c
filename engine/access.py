"""Who may do what: denied unless a row of the table allows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from engine.case import Case
from engine.refusal import NotAllowed, NotThere
from engine.steps.family_link import GIVE, REVOKE, link_of

Role = Literal["teacher", "manager", "auditor", "analyst", "admin", "operator", "reaction", "family"]


@dataclass(frozen=True, slots=True)
class Who:
    """The member of staff who acts; a manager without a campus is the principal and acts everywhere.

    A reaction acts, too, and a family by its link: they take the `steps` that are named, and no others.
    """

    id: str
    name: str
    role: Role
    campus: str | None = None
    steps: frozenset[str] = frozenset()


OPERATOR = Who("operator", "operator", "operator")
"""Whoever holds the data directory."""


class Place(NamedTuple):
    """Whose a case is, as far as a list of cases knows it."""

    campus: str | None
    raised_by: str
    assignee: str | None


EVERYTHING: frozenset[str] | None = None
BY_WHO_LOOKS_AFTER = frozenset({GIVE, REVOKE})
WHY_NOT = MappingProxyType(
    {
        "contribute": "nothing was asked of you that is still to be answered",
        **dict.fromkeys(BY_WHO_LOOKS_AFTER, "this is for whoever looks after the case, and whom it is not about"),
    }
)
BY_TEACHERS = BY_WHO_LOOKS_AFTER | frozenset(
    {"raise", "listen", "record", "note", "contribute", "finish", "progress", "recommend", "thank"}
)
STEPS: MappingProxyType[Role, frozenset[str] | None] = MappingProxyType(
    {
        "teacher": BY_TEACHERS,
        "manager": EVERYTHING,
        "operator": frozenset({"import"}),
        "auditor": frozenset(),
        "analyst": frozenset(),
        "admin": frozenset({"import"}),
    }
)


def authorise(who: Who, verb: str, case: Case | None = None, campus: str | None = None) -> None:
    """Refuse a step that is not this person's to take; a case that they may not know of is not there.

    Before a case is raised, `campus` is where it is to be raised.
    """
    if case is not None and not may_see(who, case):
        msg = f"there is no case {case.id}"
        raise NotThere(msg)
    if not may_take(who, verb):
        msg = f"{_a(who.role)} may not take the step {verb}"
        raise NotAllowed(msg)
    if case is not None and not may_take(who, verb, case):
        why = WHY_NOT.get(verb, "the case is of another campus")
        msg = f"you may not take the step {verb} here: {why}"
        raise NotAllowed(msg)
    if who.role == "manager" and case is None and not _at_campus(who, campus):
        msg = f"a manager of {who.campus} may not take the step {verb} at {campus}"
        raise NotAllowed(msg)


def may_take(who: Who, verb: str, case: Case | None = None) -> bool:
    """Whether a step is this person's to take, in this case or at all; a teacher answers for themselves alone.

    A manager who was asked for help at another campus does there what a teacher does.
    """
    return _allows(_steps_of(who, case), who, verb, case)


def takeable(who: Who, verbs: Iterable[str], case: Case) -> list[str]:
    """Those of these steps that are this person's to take in the case."""
    steps = _steps_of(who, case)
    return [verb for verb in verbs if _allows(steps, who, verb, case)]


def takeable_at(who: Who, verbs: Iterable[str], place: Place) -> frozenset[str]:
    """Those of these steps of the path that are this person's to take in a case of which no more is known."""
    steps = _steps_of(who, place)
    return frozenset(verbs if steps is None else steps.intersection(verbs))


def manages(who: Who, case: Case | Place) -> bool:
    """Whether somebody acts in this case for others, too."""
    return who.role == "manager" and (_at_campus(who, case.campus) or who.id in (case.raised_by, case.assignee))


def oversees(who: Who, colleague: Who) -> bool:
    """Whether somebody may look at what is due for a colleague: their own day, and managers that of their campus."""
    return who.id == colleague.id or (who.role == "manager" and who.campus in (None, colleague.campus))


def may_see(who: Who, case: Case) -> bool:
    """Whether the case exists for this person."""
    if who.role in ("teacher", "manager"):
        takes_part = who.id in (case.raised_by, case.assignee) or who.id in case.admitted
        is_theirs = takes_part or (who.role == "manager" and _at_campus(who, case.campus))
        return is_theirs and not case.hides_from(who.id)
    if who.role == "operator":
        return not case.confidential
    if who.role == "family":
        link = link_of(case)
        return link is not None and link.actor == who.id
    return who.role in ("auditor", "reaction")


def _steps_of(who: Who, case: Case | Place | None) -> frozenset[str] | None:
    steps = STEPS.get(who.role, who.steps)
    return BY_TEACHERS if steps is EVERYTHING and case is not None and not manages(who, case) else steps


def _allows(steps: frozenset[str] | None, who: Who, verb: str, case: Case | None) -> bool:
    if steps is None:
        return True
    if case is None or verb not in steps:
        return verb in steps
    if verb in BY_WHO_LOOKS_AFTER:
        return case.assignee == who.id and who.id not in case.about
    return verb != "contribute" or case.awaits(who.id)


def _at_campus(who: Who, campus: str | None) -> bool:
    return who.campus is None or campus is None or who.campus == campus


def _a(role: str) -> str:
    return f"{'an' if role[0] in 'aeo' else 'a'} {role}"
