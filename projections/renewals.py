"""Renewals: by when each family's answer is due, what came of it, and what it waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, Row, Table, Text, select

from engine.access import Who
from engine.instant import Instant, micros
from engine.projection import Cells, ReadModel, Story
from engine.sight import sight_cells, sight_columns, visible
from engine.waiting import TookBack

WORKFLOW, ANSWER = "renewal", "answer"
RENEWED, UNDECIDED = "renewed", "undecided"
STATES = {RENEWED: RENEWED, "lapsed": "declined", "deferred": "deferred"}
SOLVED = ("resolved", "partly_resolved")
SEVERAL = " "
"""Stands between ids; none contains it."""


class Renewals(ReadModel):
    """A row for each renewal whose answer is, or was, due; none for one that was merged or is not ours to handle."""

    name = "renewals"
    version = 1

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            *sight_columns(),
            Column("due", Instant, nullable=False, index=True),
            Column("state", Text, nullable=False),
            Column("waits", Text, nullable=False),
            Column("solved", Text, nullable=False),
            Column("recommended", Text, nullable=False),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        case = story.case
        if case.workflow != WORKFLOW:
            return
        for deadline in story.deadlines:
            if deadline.name == ANSWER:
                sets = case.waits, solved_in(story), case.recommended
                cells = micros(deadline.due), state_of(story), *map(SEVERAL.join, sets)
                yield (case.id, case.version, *sight_cells(case), *cells)

    def due(
        self, who: Who, since: datetime | None = None, until: datetime | None = None, campus: str | None = None
    ) -> Sequence[Row[Any]]:
        """The renewals that this person may see whose answer is due in this span."""

        def question(table: Table) -> Any:
            of = table.c
            conditions = [visible(who, table)]
            conditions += [of.due >= since] if since else []
            conditions += [of.due <= until] if until else []
            conditions += [of.campus == campus] if campus else []
            return select(of.state, of.waits, of.solved, of.recommended).where(*conditions)

        return self._view.ask(question)


def state_of(story: Story) -> str:
    """What came of a renewal; until it is closed it is undecided, and without an answer it was withdrawn."""
    if story.case.closed_at is None:
        return UNDECIDED
    return STATES.get(story.outcome or "", "withdrawn")


def solved_in(story: Story) -> list[str]:
    """The objections inside a renewal that were solved, as far as is known now."""
    taken_back = {event.case: event.outcome for event in story.events if isinstance(event, TookBack)}
    return [case for case, outcome in taken_back.items() if outcome in SOLVED]
