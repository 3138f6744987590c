"""Many rows in one statement, worded once for each table, in the way in which each database takes them fastest."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, Protocol

from sqlalchemy import Column, Connection, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import ClauseElement

from engine.projection import Cells

Versions = Sequence[tuple[str, int]]


class Bulk(Protocol):
    """Writes rows to a table of a read model."""

    out_of_reach: ClassVar[tuple[type[Exception], ...]]
    """What says that the database is not to be had, whatever the rows are."""

    def together(self, connection: Connection) -> AbstractContextManager[object]:
        """What is written meanwhile is known to be written at the end of it."""

    def put(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        """Add these rows, or put them in place of those of the same primary key."""

    def add(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        """Add these rows."""

    def drop_older(self, connection: Connection, table: Table, versions: Versions) -> None:
        """Remove the rows of these cases that show an earlier version."""


def beside_key(table: Table) -> list[Column[Any]]:
    """The columns that say something of a row, and not which one it is."""
    return [column for column in table.columns if not column.primary_key]


def worded(statement: ClauseElement, dialect: Dialect) -> str:
    """The statement as the driver takes it."""
    return str(statement.compile(dialect=dialect))
