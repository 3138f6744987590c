"""Renewals: by when each family's answer is due, what came of it, and what it waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Row, Table, Text, select

from engine.access import Who
from engine.asking.sight import sight_cells, sight_columns, visible
from engine.case import Case
from engine.projection import Cells, ReadModel, Story
from engine.steps.waiting import TookBack
from engine.time.instant import Instant, micros

WORKFLOW, ANSWER = "renewal", "answer"
RENEWED, UNDECIDED = "renewed", "undecided"
STATES = {RENEWED: RENEWED, "lapsed": "declined", "deferred": "deferred"}
SOLVED = ("resolved", "partly_resolved")
SEVERAL = " "
"""Stands between ids; none contains it."""


class Renewals(ReadModel):
    """A row for each renewal whose answer is, or was, due; none for one that was merged or is not ours to handle."""

    name = "renewals"
    version = 2

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            *sight_columns(),
            Column("reference", Text, nullable=False),
            Column("stage", Text, nullable=False),
            Column("course", Text, nullable=False),
            Column("intention", Text),
            Column("reason", Text),
            Column("lessons_left", Integer),
            Column("touched", Integer),
            Column("paused", Boolean, nullable=False),
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
                yield (case.id, case.version, *sight_cells(case), *_told(case), touched(story), case.paused, *cells)

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

    def open(self, who: Who, campus: str | None, limit: int) -> Sequence[Row[Any]]:
        """The renewals that are still undecided, whose answer is due first first."""

        def question(table: Table) -> Any:
            of = table.c
            conditions = [visible(who, table), of.state == UNDECIDED]
            conditions += [of.campus == campus] if campus else []
            return select(table).where(*conditions).order_by(of.due, of.case_id).limit(limit)

        return self._view.ask(question)

    def campuses(self, who: Who) -> list[str]:
        """Where the renewals are that this person may see."""
        rows = self._view.ask(lambda table: select(table.c.campus).where(visible(who, table)).distinct())
        return sorted(row.campus for row in rows if row.campus)


def touched(story: Story) -> int | None:
    """The share of lessons used that is the last touchpoint of the course; None where its lessons are not counted.

    As far as it was known when the renewal was raised, and from what was said of the course since.
    """
    case, rules = story.case, story.policy.touchpoints
    total, left = case.fact("lessons_total"), case.fact("lessons_left")
    used = 0 if total is None or left is None else 100 * (total - left) // total if total else 100
    reached = [mark for mark in rules.lessons_used if mark <= used or rules.called(mark) in case.reminded]
    return max(reached, default=None if total is None or left is None else 0)


def _told(case: Case) -> Cells:
    """What is listed of a renewal; nothing of it is personal."""
    recorded = vars(case.facts["record"]) if "record" in case.facts else {}
    known = recorded.get("intention"), recorded.get("reason"), case.fact("lessons_left")
    return (case.reference, case.stage, case.fact("course"), *known)


def state_of(story: Story) -> str:
    """What came of a renewal; until it is closed it is undecided, and without an answer it was withdrawn."""
    if story.case.closed_at is None:
        return UNDECIDED
    return STATES.get(story.outcome or "", "withdrawn")


def solved_in(story: Story) -> list[str]:
    """The objections inside a renewal that were solved, as far as is known now."""
    taken_back = {event.case: event.outcome for event in story.events if isinstance(event, TookBack)}
    return [case for case, outcome in taken_back.items() if outcome in SOLVED]
