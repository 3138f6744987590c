"""The log's tables in PostgreSQL, and who may do what to them."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

CREATION = (
    """
    CREATE TABLE {events} (
        position bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
        case_id text COLLATE "C" NOT NULL, version bigint NOT NULL,
        topic text COLLATE "C" NOT NULL, state bytea NOT NULL,
        UNIQUE (case_id, version))
    """,
    """
    CREATE TABLE {replies} (
        key bytea PRIMARY KEY,
        body bytea NOT NULL, case_id text NOT NULL, version bigint NOT NULL, at timestamptz NOT NULL)
    """,
    # The owner gives up these rights: a trigger needs a function in the database, and a rule refuses silently.
    "REVOKE UPDATE, DELETE, TRUNCATE ON {events} FROM CURRENT_USER",
)
ADMISSION = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT ON {events}, {replies} TO {role}",
)


class Schema:
    """A schema that holds one log."""

    def __init__(self, name: str) -> None:
        self._name = name
        events = sql.Identifier(name, "events")
        self._names: dict[str, sql.Composable] = {
            "schema": sql.Identifier(name),
            "events": events,
            "events_name": sql.Literal(events.as_string()),
            "replies": sql.Identifier(name, "replies"),
        }

    def statement(self, text: str, **parts: sql.Composable) -> bytes:
        """The statement, with the names of this schema's tables in it."""
        return self.part(text, **parts).as_bytes()

    def part(self, text: str, **parts: sql.Composable) -> sql.Composed:
        """A part of a statement, in the same way."""
        return sql.SQL(text).format(**self._names, **parts)

    def create(self, connection: psycopg.Connection[Any]) -> None:
        """Create the log unless it stands; of processes that start together, one creates and the others wait for it."""
        if self._stands(connection):
            return
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"casebook {self._name}",))
            if self._stands(connection):
                return
            if not _found(connection, "SELECT FROM pg_namespace WHERE nspname = %s", self._name):
                connection.execute(self.statement("CREATE SCHEMA {schema}"))
            for step in CREATION:
                connection.execute(self.statement(step))

    def admit(self, connection: psycopg.Connection[Any], role: str) -> None:
        """Let a role read the log and append to it, and do nothing else."""
        for step in ADMISSION:
            connection.execute(self.statement(step, role=sql.Identifier(role)))

    def _stands(self, connection: psycopg.Connection[Any]) -> bool:
        return _found(connection, "SELECT FROM pg_tables WHERE schemaname = %s AND tablename = 'events'", self._name)


def _found(connection: psycopg.Connection[Any], query: str, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None
