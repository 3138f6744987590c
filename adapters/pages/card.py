"""A card: one case in as few words as it is known by, and where it can be moved from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row

from adapters.pages.sentences import told
from adapters.pages.visit import Visit
from engine.access import Place, takeable_at
from engine.case import Case

URGENT = frozenset({"high", "critical"})


@dataclass(frozen=True, slots=True)
class Card:
    """One case on the board, in as few words as it is known by."""

    reference: str
    stage: str
    workflow: str
    summary: str | None
    raised_by: str | None
    """Asked only where nothing says what the case is about."""
    due: datetime | None
    due_name: str | None
    is_late: bool
    is_stopped: bool
    raised_at: datetime
    is_theirs: bool
    """Whether the step that is due is for whoever looks."""
    ways: dict[str, str]
    """Where they can move it from here, each with the step that leads there."""
    held: list[str]
    """Where they could move it, if nothing held it up."""
    why: str
    """What holds it up, in their language."""
    tags: list[tuple[str, str]]
    line: str


def card_of(
    workflow: type[Case], visit: Visit, row: Row[Any], name_of: Callable[[str], str], *, tells_campus: bool
) -> Card:
    """The card of a row of the caseload, as whoever looks may use it."""
    ways = _ways_on(workflow, row.stage)
    theirs = takeable_at(visit.person, (row.stage, *ways.values()), Place(row.campus, row.raised_by, row.assignee))
    open_now = theirs - {row.stage} if row.held_up else theirs
    line = [
        row.reference,
        visit.word("channel", row.channel) if row.channel and not row.summary else None,
        row.campus if tells_campus and visit.person.campus != row.campus else None,
        name_of(row.assignee) if row.assignee else None,
    ]
    return Card(
        row.reference,
        row.stage,
        row.workflow,
        row.summary,
        None if row.summary else name_of(row.raised_by),
        row.due,
        row.due_name,
        row.due is not None and row.due < visit.now and not row.stopped,
        row.stopped,
        row.raised_at,
        row.stage in open_now,
        {stage: verb for stage, verb in ways.items() if verb in open_now},
        [stage for stage, verb in ways.items() if verb in theirs - open_now],
        _why_held_up(visit, row),
        list(_tags(visit, row)),
        " · ".join(filter(None, line)),
    )


@cache
def _ways_on(workflow: type[Case], stage: str) -> dict[str, str]:
    return workflow.lifecycle.ways_on(stage)


def _why_held_up(visit: Visit, row: Row[Any]) -> str:
    """What a rule says; of a confidential case its own page says it, and whoever reads that is put down."""
    if not row.held_up:
        return ""
    return visit.text("not open now; its page says why") if row.confidential else told(row.held_up, visit.locale)


def _tags(visit: Visit, row: Row[Any]) -> Iterator[tuple[str, str]]:
    if row.confidential:
        yield "warn", visit.text("Confidential")
    elif row.severity in URGENT:
        yield "warn", visit.word("severity", row.severity)
    if row.waiting_for and not row.held_up:
        yield "", visit.text("waits")
