"""Duties: what is still owed to every case, by whom and by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Integer, Table, Text, and_, false, or_, select, true, tuple_

from engine.access import Who
from engine.asking.cursor import cursor_of, place_of
from engine.asking.owed import owed
from engine.asking.sight import sight_cells, sight_columns, visible
from engine.projection import Cells, ReadModel, Story
from engine.time.instant import Instant, micros

MOST_LISTED = 200
UNDATED = datetime(2300, 1, 1, tzinfo=UTC)
"""Stands for no date: after every date there is."""


ORDERED_BY = (Instant, Text, Text, Text)


class Line(NamedTuple):
    """What is owed, by its place in the case."""

    case: str
    name: str
    key: str


class Duties(ReadModel):
    """A row for each deadline that is to be met and each duty that is to be done; whether it is late is asked."""

    name = "duties"
    version = 1

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("name", Text, primary_key=True),
            Column("key", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            *sight_columns(),
            Column("owner", Text),
            Column("due", Instant, nullable=False, index=True),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        case = story.case
        deadlines = story.deadlines if case.closed_at is None else ()
        for each in owed(case, deadlines, story.policy):
            due = micros(each.due or UNDATED)
            yield (case.id, each.name, each.key, case.version, *sight_cells(case), each.owner, due)

    def day(
        self,
        who: Who,
        now: datetime,
        until: datetime,
        limit: int = MOST_LISTED,
        cursor: str | None = None,
        *,
        told_to: Who | None = None,
    ) -> tuple[list[Line], str | None]:
        """What is overdue now, due until then, or waits for this person; the earliest first; where the rest begins.

        What somebody else, to whom it is told, may not know of is neither among the lines nor where the rest begins.
        """
        limit = max(1, min(limit, MOST_LISTED))
        start = place_of(cursor, len(Line._fields)) if cursor else None

        def question(table: Table) -> Any:
            of = table.c
            order = (of.due, of.case_id, of.name, of.key)
            beyond = tuple_(*order) > tuple_(start[0], *start[1], types=ORDERED_BY) if start else true()
            known = true() if told_to is None else visible(told_to, table)
            wanted = (visible(who, table), known, _concerns(who, table, now, until), beyond)
            return select(*order).where(*wanted).order_by(*order).limit(limit + 1)

        rows = self._view.ask(question)
        lines = [Line(row.case_id, row.name, row.key) for row in rows[:limit]]
        return lines, cursor_of(rows[limit - 1].due, *lines[-1]) if len(rows) > limit else None


def _concerns(who: Who, table: Table, now: datetime, until: datetime) -> ColumnElement[bool]:
    """What a person owes; in the cases they look after what nobody in particular owes, and what is late.

    Managers have everything at their campus that is late, and what without a date never will be.
    """
    of = table.c
    is_manager = true() if who.role == "manager" else false()
    late, undated, of_nobody = of.due < now, of.due == UNDATED, of.owner.is_(None)
    is_raisers = and_(of.raised_by == who.id, of.key == "")
    looks_after = or_(of.assignee == who.id, and_(of.assignee.is_(None), or_(is_manager, is_raisers)))
    theirs = and_(looks_after, or_(late, and_(of_nobody, or_(of.due <= until, undated))))
    return or_(of.owner == who.id, theirs, and_(is_manager, or_(late, and_(of_nobody, undated))))
