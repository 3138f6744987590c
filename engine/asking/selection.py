"""A selection: which cases are counted, by what they belong to and when they were raised."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause


class Selection(NamedTuple):
    """Cases of a workflow, of a campus, raised then or later and by then; whatever is left out narrows nothing."""

    workflow: str | None = None
    campus: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def of(self, table: FromClause) -> list[ColumnElement[bool]]:
        """The same as conditions in a question to a table that has such columns."""
        cases = table.c
        asked = {cases.workflow: self.workflow, cases.campus: self.campus}
        conditions = [column == value for column, value in asked.items() if value is not None]
        conditions += [cases.raised_at >= self.since] if self.since else []
        conditions += [cases.raised_at <= self.until] if self.until else []
        return conditions


EVERY_CASE = Selection()
