"""Many rows at once into SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import ClassVar

from sqlalchemy import Connection, Table, bindparam, create_engine, delete, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError

from adapters.read_models.bulk import Versions, beside_key, worded
from engine.projection import Cells

DIALECT = create_engine("sqlite://").dialect


class SQLiteBulk:
    """A statement that is run for all rows within the driver."""

    out_of_reach: ClassVar[tuple[type[Exception], ...]] = (OperationalError,)

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
    changed = {column.name: added.excluded[column.name] for column in beside_key(table)}
    return worded(added.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed), DIALECT)


@cache
def _sqlite_insert(table: Table) -> str:
    return worded(insert(table), DIALECT)


@cache
def _sqlite_drop_older(table: Table) -> str:
    older = delete(table).where(table.c.case_id == bindparam("case"), table.c.version < bindparam("below"))
    return worded(older, DIALECT)
