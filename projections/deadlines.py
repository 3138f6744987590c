"""Deadlines: what is due in every case, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Text, select

from engine.access import Who
from engine.instant import Instant, micros, micros_or_none
from engine.projection import Cells, ReadModel, Story
from engine.sight import sight_cells, sight_columns, visible

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list for the day."""

    case: str
    reference: str
    workflow: str
    stage: str
    campus: str | None
    assignee: str | None
    name: str
    due: datetime
    overdue: bool


class Deadlines(ReadModel):
    """A row for each deadline of each case; whether one is overdue is asked, never stored.

    A deadline is `pending` while its case is open and nothing has met it. One that is stopped does not become overdue.
    """

    name = "deadlines"
    version = 2

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("name", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            Column("reference", Text, nullable=False),
            Column("workflow", Text, nullable=False),
            Column("stage", Text, nullable=False),
            *sight_columns(),
            Column("due", Instant, nullable=False, index=True),
            Column("met_at", Instant),
            Column("stopped", Boolean, nullable=False),
            Column("pending", Boolean, nullable=False),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        case = story.case
        of_case = (case.version, case.reference, case.workflow, case.stage, *sight_cells(case))
        is_open = case.closed_at is None
        for deadline in story.deadlines:
            met_at = micros_or_none(deadline.met_at)
            state = (micros(deadline.due), met_at, deadline.stopped, is_open and met_at is None)
            yield (case.id, deadline.name, *of_case, *state)

    def day(self, who: Who, now: datetime, until: datetime, limit: int = MOST_LISTED) -> list[Item]:
        """What is overdue now, or due until then, in the cases that this person may see; the earliest first."""
        rows = self._view.ask(
            lambda table: (
                select(table)
                .where(visible(who, table), table.c.pending, ~table.c.stopped, table.c.due <= until)
                .order_by(table.c.due, table.c.case_id, table.c.name)
                .limit(limit)
            )
        )
        return [_item(row, now) for row in rows]


def _item(row: Any, now: datetime) -> Item:
    about = (row.case_id, row.reference, row.workflow, row.stage, row.campus, row.assignee)
    return Item(*about, row.name, row.due, overdue=row.due < now)
