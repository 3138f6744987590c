"""Where a scenario's casebook lives in PostgreSQL: a database that is new again for every scenario."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

MODEL, STAGE = "model", "stage"
"""The database that holds a new casebook and is never played in, and its copy that every scenario plays in."""

TABLES = "SELECT schemaname, relname FROM pg_stat_user_tables ORDER BY 1, 2"
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences
"""
COUNTED = "SELECT setval({}::text::regclass, {}, {})"
REPLICA = sql.SQL("SET LOCAL session_replication_role = replica")
"""What happened may not be deleted: the triggers that see to it do not fire for a replica."""

Table = tuple[str, str]


class Stage:
    """Cleared from scenario to scenario, which is many times cheaper than making a database for each."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._server = self._as_superuser("postgres")
        self._do("CREATE DATABASE {} OWNER {}", MODEL, self._url.username or "")
        self._new: dict[Table, bytes] = {}
        self._clearing = sql.Composed([])
        self._stage: Connection[TupleRow] | None = None

    @property
    def model(self) -> str:
        """The address of the database that a new casebook is opened in, once."""
        return self._address(MODEL)

    def cleared(self) -> str:
        """The address of a database that holds what the model holds, and nothing else."""
        if self._stage is None or _tables(self._stage) != list(self._new):
            self._stage = self._built_anew()
        with self._stage.transaction():
            self._stage.execute(self._clearing)
            for table, rows in self._new.items():
                _pour(self._stage, table, rows)
        return self._address(STAGE)

    def close(self) -> None:
        """Let go of the server."""
        for connection in filter(None, (self._stage, self._server)):
            connection.close()

    def _built_anew(self) -> Connection[TupleRow]:
        """What a scenario builds, as a read model built anew, can be cleared only by a new copy."""
        if self._stage:
            self._stage.close()
        with self._as_superuser(MODEL) as model:
            self._new = {table: _poured(model, table) for table in _tables(model)}
            self._clearing = _clearing(self._new, model.execute(SEQUENCES).fetchall())
        model.close()
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", STAGE)
        self._do("CREATE DATABASE {} TEMPLATE {} OWNER {}", STAGE, MODEL, self._url.username or "")
        return self._as_superuser(STAGE)

    def _as_superuser(self, database: str) -> Connection[TupleRow]:
        address = self._url._replace(netloc="postgres@", path=f"/{database}").geturl()
        return psycopg.connect(address, autocommit=True)

    def _address(self, name: str) -> str:
        return self._url._replace(path=f"/{name}").geturl()

    def _do(self, statement: str, *names: str) -> None:
        self._server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _tables(database: Connection[TupleRow]) -> list[Table]:
    return database.execute(TABLES).fetchall()


def _clearing(tables: Iterable[Table], counters: Iterable[TupleRow]) -> sql.Composed:
    """All of it in one go: each statement by itself would wait for the server and back."""
    emptied = [_of("DELETE FROM {}", table) for table in tables]
    counted = [sql.SQL(COUNTED).format(*counter) for counter in counters]
    return sql.SQL(";").join([REPLICA, *emptied, *counted])


def _poured(database: Connection[TupleRow], table: Table) -> bytes:
    with database.cursor().copy(_of("COPY {} TO STDOUT", table)) as rows:
        return b"".join(rows)


def _pour(database: Connection[TupleRow], table: Table, rows: bytes) -> None:
    if rows:
        with database.cursor().copy(_of("COPY {} FROM STDIN", table)) as pouring:
            pouring.write(rows)


def _of(statement: str, table: Table) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(*table))
