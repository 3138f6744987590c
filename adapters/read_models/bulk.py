"""Many rows in one statement, worded once for each table, in the way in which each database takes them fastest."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any, Protocol

import orjson
import psycopg
from sqlalchemy import Column, Connection, Select, Table, bindparam, cast, create_engine, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeDecorator

from engine.projection import Cells

SQLITE = create_engine("sqlite://").dialect
POSTGRES = create_engine("postgresql+psycopg://", paramstyle="format").dialect
Versions = Sequence[tuple[str, int]]


class Bulk(Protocol):
    """Writes rows to a table of a read model."""

    def together(self, connection: Connection) -> AbstractContextManager[object]:
        """What is written meanwhile is known to be written at the end of it."""

    def put(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        """Add these rows, or put them in place of those of the same primary key."""

    def add(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        """Add these rows."""

    def drop_older(self, connection: Connection, table: Table, versions: Versions) -> None:
        """Remove the rows of these cases that show an earlier version."""


class SQLiteBulk:
    """A statement that is run for all rows within the driver."""

    def together(self, _connection: Connection) -> AbstractContextManager[object]:
        return nullcontext()

    def put(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        connection.exec_driver_sql(_sqlite_upsert(table), list(rows))

    def add(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        connection.exec_driver_sql(_sqlite_insert(table), list(rows))

    def drop_older(self, connection: Connection, table: Table, versions: Versions) -> None:
        connection.exec_driver_sql(_sqlite_drop_older(table), list(versions))


@cache
def _sqlite_upsert(table: Table) -> str:
    added = sqlite.insert(table)
    changed = {column.name: added.excluded[column.name] for column in _beside_key(table)}
    return _worded(added.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed), SQLITE)


@cache
def _sqlite_insert(table: Table) -> str:
    return _worded(insert(table), SQLITE)


@cache
def _sqlite_drop_older(table: Table) -> str:
    older = delete(table).where(table.c.case_id == bindparam("case"), table.c.version < bindparam("below"))
    return _worded(older, SQLITE)


class PostgresBulk:
    """A JSON text for each column: measured faster than one for all rows, than arrays, and than COPY of either kind."""

    def together(self, connection: Connection) -> AbstractContextManager[object]:
        """The next rows are made while the database still writes the last ones."""
        return _driver(connection).pipeline()

    def put(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        _driver(connection).execute(_upsert(table), _by_column(rows), prepare=True)

    def add(self, connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
        _driver(connection).execute(_insert(table), _by_column(rows), prepare=True)

    def drop_older(self, connection: Connection, table: Table, versions: Versions) -> None:
        _driver(connection).execute(_drop_older(table), _by_column(versions), prepare=True)


@cache
def _insert(table: Table) -> str:
    return _worded(_inserted(table), POSTGRES)


@cache
def _upsert(table: Table) -> str:
    added = _inserted(table)
    changed = {column.name: added.excluded[column.name] for column in _beside_key(table)}
    return _worded(added.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed), POSTGRES)


@cache
def _drop_older(table: Table) -> str:
    told = _told([table.c.case_id, table.c.version]).subquery("told")
    older = delete(table).where(table.c.case_id == told.c.case_id, table.c.version < told.c.version)
    return _worded(older, POSTGRES)


def _inserted(table: Table) -> postgresql.Insert:
    return postgresql.insert(table).from_select(table.columns.keys(), _told(list(table.columns)))


def _told(columns: Sequence[Column[Any]]) -> Select[Any]:
    """The columns, each out of a JSON text, side by side."""
    return select(*(cast(_unfolded(column), _plain(column)).label(column.name) for column in columns))


def _unfolded(column: Column[Any]) -> ClauseElement:
    return func.json_array_elements_text(bindparam(column.name, type_=postgresql.JSON))


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    """Past SQLAlchemy, which takes as long for a statement as the database."""
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    return driver


def _by_column(rows: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(orjson.dumps(cells).decode() for cells in zip(*rows, strict=True))


def _plain(column: Column[Any]) -> Any:
    """The type as the database knows it: rows come with moments as numbers."""
    return column.type.impl if isinstance(column.type, TypeDecorator) else column.type


def _beside_key(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if not column.primary_key]


def _worded(statement: ClauseElement, dialect: Dialect) -> str:
    return str(statement.compile(dialect=dialect))
