"""What pencil and paper know of duplicates: where a case went, and whether it came back."""

from __future__ import annotations

from datetime import datetime

from engine.refusal import NotDue, NotFillable, Refusal
from tests.solution_model import Life, Said, counted

STEPS = ("merge", "unmerge")
NOT_WHILE_MERGED = ("reopen", "finish", "review")


def is_merged(paper: Life) -> bool:
    """Whether it went into another case, and did not come back."""
    latest = next(counted(paper, "merge", "unmerge"), None)
    return latest is not None and paper.taken[latest - 1] == "merge"


def is_barred(paper: Life, verb: str) -> bool:
    """Whether a step has to wait until the case is back."""
    return verb in NOT_WHILE_MERGED and is_merged(paper)


def refuses(paper: Life, verb: str, sent: Said, at: datetime, other: str) -> type[Refusal] | None:
    """How merging or unmerging is refused, if it is."""
    if not _is_due(paper, verb):
        return NotDue
    return None if _makes_sense(paper, verb, sent, at, other) else NotFillable


def _is_due(paper: Life, verb: str) -> bool:
    """A case is merged once, and comes back from there."""
    return is_merged(paper) == (verb == "unmerge") and (verb == "unmerge" or paper.stage != "closed")


def _makes_sense(paper: Life, verb: str, sent: Said, at: datetime, other: str) -> bool:
    """It goes into the other case, which is hidden from nobody, and comes back from that one later."""
    if verb == "unmerge":
        merged = next(counted(paper, "merge"))
        return bool(sent["case"] == other and at >= paper.moments[merged - 1])
    return sent["into"] == other and not paper.is_confidential(len(paper.taken) + 1)
