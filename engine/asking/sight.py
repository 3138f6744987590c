"""What a person may see, as a condition in every question to a read model: the same rule as `access.may_see`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, FromClause, Text, and_, false, not_, or_, true

from engine.access import Who
from engine.case import Case

MARK = "\x1f"
"""Stands around every name in a column of names; no name contains it."""


def sight_columns() -> Sequence[Column[Any]]:
    """The columns that `visible` looks at."""
    return (
        Column("campus", Text),
        Column("assignee", Text),
        Column("raised_by", Text, nullable=False),
        Column("about", Text, nullable=False),
        Column("admitted", Text, nullable=False),
        Column("confidential", Boolean, nullable=False),
    )


def sight_cells(case: Case) -> tuple[str | None, str | None, str, str, str, bool]:
    """What stands in them for a case."""
    about, admitted = names(case.about), names(case.admitted)
    return case.campus, case.assignee, case.raised_by, about, admitted, case.confidential


def visible(who: Who, table: FromClause) -> ColumnElement[bool]:
    """The cases that exist for this person."""
    of = table.c
    not_hidden = not_(and_(of.confidential, _names(of.about, who.id)))
    takes_part = or_(of.raised_by == who.id, of.assignee == who.id, _names(of.admitted, who.id))
    match who.role:
        case "teacher":
            return and_(takes_part, not_hidden)
        case "manager":
            at_campus = true() if who.campus is None else or_(of.campus.is_(None), of.campus == who.campus)
            return and_(or_(takes_part, at_campus), not_hidden)
        case "operator":
            return not_(of.confidential)
        case "auditor":
            return true()
        case _:
            return false()


def in_register(who: Who, table: FromClause) -> ColumnElement[bool]:
    """The register's entries that exist for this person: analysts read those that are not confidential, too."""
    return not_(table.c.confidential) if who.role == "analyst" else visible(who, table)


def names(people: Iterable[str]) -> str:
    """Several names in one column."""
    return "".join(f"{MARK}{name}{MARK}" for name in sorted(people))


def _names(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return column.contains(f"{MARK}{name}{MARK}", autoescape=True)
