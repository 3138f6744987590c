"""What pencil and paper know of a solution: its actions, the wait for an answer, and whether it held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Protocol

from engine.steps.beside import LEVELS
from tests.school import POLICY

Said = dict[str, Any]


class Life(Protocol):
    """What was done with a case, and what was said, by version."""

    taken: list[str]
    said: list[Said]
    struck: set[int]
    moments: list[datetime]

    @property
    def stage(self) -> str:
        """Where the case stands."""

    def is_hidden_from(self, person: str, before: int) -> bool:
        """Whether somebody may not know of the case, before something else was done with it."""

    def is_confidential(self, before: int) -> bool:
        """Whether somebody had said so, before something else was done with it."""


def is_due(paper: Life, verb: str, now: datetime) -> bool:
    """Whether one of these steps may be taken; the policy asks for no approval."""
    match verb:
        case "finish":
            return bool(actions_left(paper))
        case "decide":
            return paper.stage == "feedback" and now >= time_to_ask_again(paper)
        case "review":
            return paper.stage == "closed" and "solve" in paper.taken
    return False


def makes_sense(paper: Life, verb: str, sent: Said, at: datetime, version: int) -> bool:
    """Whether what was filled in fits what was said before."""
    match verb:
        case "solve":
            return not any(paper.is_hidden_from(owner, version) for owner in owners(sent))
        case "finish":
            return sent["action"] in actions_left(paper)
        case "feedback":
            return not sent.get("told_at") or datetime.fromisoformat(sent["told_at"]) <= at
        case "close":
            return decided(paper, version) in (None, sent.get("outcome"))
        case "escalate":
            return level_before(paper, version) < LEVELS.index(sent["level"])
    return True


def can_be(paper: Life, verb: str | None, version: int, fields: Said) -> bool:
    """Whether what was said can be put right so; what makes no sense as it stands, by now, can be anything."""
    if verb is None or verb == "finish":
        return True
    said, at = paper.said[version - 1], paper.moments[version - 1]
    return not makes_sense(paper, verb, said, at, version) or makes_sense(paper, verb, said | fields, at, version)


def counted(paper: Life, *verbs: str, before: int | None = None) -> Iterator[int]:
    """The versions of these steps that count, the latest first."""
    upto = len(paper.taken) if before is None else before - 1
    return (v for v in range(upto, 0, -1) if paper.taken[v - 1] in verbs and v not in paper.struck)


def actions_left(paper: Life) -> set[int]:
    """The numbers of what is left to do of the latest plan; nothing, as long as the case is withdrawn."""
    plan, left = next(counted(paper, "solve"), None), next(counted(paper, "withdraw", "reopen"), None)
    if plan is None or (left and paper.taken[left - 1] == "withdraw"):
        return set()
    planned = range(1, len(paper.said[plan - 1].get("actions") or ()) + 1)
    return {*planned} - {paper.said[v - 1]["action"] for v in counted(paper, "finish") if v > plan}


def owners(sent: Said) -> set[str]:
    """Who is to do something."""
    return {action["owner"] for action in sent.get("actions") or () if action.get("owner")}


def time_to_ask_again(paper: Life) -> datetime:
    """When the family has had its time to answer, counted from the last step of the path."""
    told = next(counted(paper, "solve", "reopen"))
    return POLICY.feedback.remind_after.due(paper.moments[told - 1], POLICY.calendar)


def level_before(paper: Life, before: int) -> int:
    """How high the case had been escalated."""
    latest = next(counted(paper, "escalate", before=before), None)
    return -1 if latest is None else LEVELS.index(paper.said[latest - 1]["level"])


def is_below_the_board(paper: Life, before: int) -> bool:
    """Whether somebody is left to whom it can be escalated."""
    return level_before(paper, before) < len(LEVELS) - 1


def decided(paper: Life, before: int) -> str | None:
    """The outcome that was decided without an answer."""
    latest = next(counted(paper, "decide", "feedback", before=before), None)
    return None if latest is None else paper.said[latest - 1].get("outcome")


def last_moment_to_reopen(paper: Life, closed_at: datetime) -> datetime:
    """The window runs from closing, or from when a solution was seen not to hold."""
    review, closing = next(counted(paper, "review"), 0), next(counted(paper, "close", "withdraw"))
    failed = review > closing and not paper.said[review - 1]["effective"]
    start = max(closed_at, paper.moments[review - 1]) if failed else closed_at
    return POLICY.reopening.window.due(start, POLICY.calendar)
