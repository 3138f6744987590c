"""What is due first: of the cases at each stage so many, and how many there are in all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, Select, Table, and_, case, func, not_, select, union_all

SHOWN = (
    *(
        "case_id",
        "reference",
        "workflow",
        "stage",
        "campus",
        "raised_by",
        "assignee",
        "confidential",
        "summary",
        "channel",
        "severity",
    ),
    *("waiting_for", "held_up", "raised_at", "due", "due_name", "stopped"),
)
PLACED_BY = ("case_id", "stage", "stopped", "due", "raised_at")


def most_urgent(
    table: Table, conditions: Sequence[ColumnElement[bool]], stages: Sequence[str], each: int, now: datetime
) -> Select[Any]:
    """So many cases of each stage, with how many are `waiting` at it, and how many of these are `late`.

    What is shown is read for these few only: for all of them it would be carried through the sorting.
    """
    of = table.c
    found = select(*(of[name] for name in PLACED_BY)).where(*conditions).cte("found")
    late = func.sum(case((is_late(found, now), 1), else_=0)).label("late")
    counted = select(found.c.stage, func.count().label("waiting"), late).group_by(found.c.stage).subquery()
    first = union_all(*(_first(found, stage, each) for stage in stages))
    shown = select(*(of[name] for name in SHOWN), counted.c.waiting, counted.c.late)
    chosen = shown.join_from(table, counted, of.stage == counted.c.stage).where(of.case_id.in_(first))
    return chosen.order_by(of.stage, *_by_urgency(table))


def is_late(table: FromClause, now: datetime) -> ColumnElement[bool]:
    """Whether a case should have gone on by now."""
    return and_(table.c.due.is_not(None), table.c.due < now, not_(table.c.stopped))


def _first(found: CTE, stage: str, each: int) -> Select[Any]:
    there = select(found.c.case_id).where(found.c.stage == stage).order_by(*_by_urgency(found)).limit(each)
    return there.subquery().select()


def _by_urgency(table: FromClause) -> tuple[ColumnElement[Any], ...]:
    of = table.c
    return of.stopped, of.due.is_(None), of.due, of.raised_at, of.case_id
