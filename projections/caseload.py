"""The caseload: every case as it stands now, one row each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Integer, Row, Table, Text, and_, case, not_, or_, select, true

from engine.access import Who
from engine.asking.cursor import cursor_of, place_of
from engine.asking.selection import Selection
from engine.asking.sight import sight_cells, sight_columns, visible
from engine.asking.urgency import is_late, most_urgent
from engine.deadlines import Deadline
from engine.projection import Cells, ReadModel, Story
from engine.situation import Situation
from engine.time.instant import Instant, micros, micros_or_none

MOST_LISTED = 200


class Caseload(ReadModel):
    """Finds cases by reference, and lists those that a person may see, the latest first."""

    name = "caseload"
    version = 4
    stay = True

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            Column("reference", Text, nullable=False, index=True),
            Column("workflow", Text, nullable=False),
            Column("stage", Text, nullable=False),
            *sight_columns(),
            Column("category", Text),
            Column("summary", Text),
            Column("channel", Text),
            Column("severity", Text),
            Column("kind", Text),
            Column("paused", Boolean, nullable=False),
            Column("waiting_for", Text),
            Column("held_up", Text),
            Column("raised_at", Instant, nullable=False, index=True),
            Column("closed_at", Instant),
            Column("due", Instant),
            Column("due_name", Text),
            Column("stopped", Boolean, nullable=False),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        of, due = story.case, next_due(story)
        known, said = of.classified.get, of.fact if not of.confidential else _nothing
        yield (
            of.id,
            of.version,
            of.reference,
            of.workflow,
            of.stage,
            *sight_cells(of),
            known("category"),
            said("summary") or said("course"),
            said("channel"),
            known("severity"),
            known("kind"),
            of.paused,
            of.waiting_for,
            of.lifecycle.held_up(of.stage, Situation(of, story.policy, of.modified_on)) or None,
            micros(of.raised_at),
            micros_or_none(of.closed_at),
            micros(due.due) if due else None,
            due.name if due else None,
            due.stopped if due else False,
        )

    def find(self, reference: str) -> str | None:
        """The id of the case of this reference; None if there is none, or more than one."""
        found = self._view.ask(lambda table: select(table.c.case_id).where(table.c.reference == reference).limit(2))
        return found[0].case_id if len(found) == 1 else None

    def page(
        self,
        who: Who,
        *,
        workflow: str | None = None,
        stage: str | None = None,
        assignee: str | None = None,
        campus: str | None = None,
        overdue: bool | None = None,
        now: datetime,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[str], str | None]:
        """The ids of the cases that this person may see, the latest first, and where the next page begins."""
        wanted = {"workflow": workflow, "stage": stage, "assignee": assignee, "campus": campus}
        limit = max(1, min(limit, MOST_LISTED))
        start = place_of(cursor, 1) if cursor else None

        def question(table: Table) -> Any:
            of = table.c
            conditions = [visible(who, table)]
            conditions += [of[name] == value for name, value in wanted.items() if value is not None]
            if overdue is not None:
                conditions.append(is_late(table, now) if overdue else not_(is_late(table, now)))
            if start is not None:
                conditions.append(_after(table, start[0], *start[1]))
            asked = select(of.case_id, of.raised_at).where(*conditions)
            return asked.order_by(of.raised_at.desc(), of.case_id).limit(limit + 1)

        rows = self._view.ask(question)
        more = cursor_of(rows[limit - 1].raised_at, rows[limit - 1].case_id) if len(rows) > limit else None
        return [row.case_id for row in rows[:limit]], more

    def visible(self, who: Who, wanted: Selection) -> Sequence[Row[Any]]:
        """Those of these cases that this person may see, and what each is called, the one raised first first."""

        def question(table: Table) -> Any:
            of = table.c
            named = select(of.case_id, of.reference, of.workflow, of.campus)
            return named.where(visible(who, table), *wanted.of(table)).order_by(of.raised_at, of.case_id)

        return self._view.ask(question)

    def board(
        self,
        who: Who,
        workflows: Iterable[str],
        stages: Sequence[str],
        *,
        campus: str | None = None,
        assignee: str | None = None,
        overdue: bool = False,
        words: str = "",
        now: datetime,
        each: int,
    ) -> Sequence[Row[Any]]:
        """The open cases of some workflows, what is due first at each stage first, so many of each stage.

        Each row says as `waiting` how many stand at its stage in all, and as `late` how many of these are late.
        """
        wanted = {"campus": campus, "assignee": assignee}

        def question(table: Table) -> Any:
            of = table.c
            conditions = [visible(who, table), of.closed_at.is_(None), of.workflow.in_(workflows), _says(table, words)]
            conditions += [of[name] == value for name, value in wanted.items() if value is not None]
            conditions += [is_late(table, now)] if overdue else []
            return most_urgent(table, conditions, stages, each, now)

        return self._view.ask(question)

    def places(self, who: Who) -> dict[str, list[str]]:
        """The campuses and the people who look after cases, among the open cases that this person may see."""

        def question(table: Table) -> Any:
            of = table.c
            return select(of.campus, of.assignee).where(visible(who, table), of.closed_at.is_(None)).distinct()

        rows = self._view.ask(question)
        campuses, people = {row.campus for row in rows}, {row.assignee for row in rows}
        return {"campus": sorted(filter(None, campuses)), "assignee": sorted(filter(None, people))}


def next_due(story: Story) -> Deadline | None:
    """Of the deadlines of an open case that are still to be met the first, one that runs before one that is stopped."""
    if story.case.closed_at is not None:
        return None
    unmet = [deadline for deadline in story.deadlines if deadline.met_at is None]
    return min(unmet, key=lambda deadline: (deadline.stopped, deadline.due), default=None)


def _nothing(_name: str) -> None:
    """What a list says of a confidential case."""


def _says(table: Table, words: str) -> ColumnElement[bool]:
    """Every word stands in the reference, or in what is told of a case that is not confidential."""
    of = table.c
    in_public = (case((not_(of.confidential), column)) for column in (of.category, of.summary))
    searched = (of.reference, *in_public)
    return and_(true(), *(or_(*(text.icontains(word, autoescape=True) for text in searched)) for word in words.split()))


def _after(table: Table, raised_at: datetime, case_id: str) -> ColumnElement[bool]:
    of = table.c
    return or_(of.raised_at < raised_at, and_(of.raised_at == raised_at, of.case_id > case_id))
