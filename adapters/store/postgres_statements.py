"""What the log says to PostgreSQL, written once for a schema so that the server can keep it prepared."""

from __future__ import annotations

from functools import lru_cache

from psycopg import sql

from adapters.store.postgres_schema import Schema

APPEND = "INSERT INTO {events} (case_id, version, topic, state) VALUES {rows} RETURNING position"
APPEND_WITH_KEY = """
    WITH appended AS (INSERT INTO {events} (case_id, version, topic, state) VALUES {rows} RETURNING position),
    kept AS (INSERT INTO {replies} (key, body, case_id, version, at) VALUES (%s, %s, %s, %s, %s))
    SELECT position FROM appended
"""
REPLY = "SELECT body, case_id, version FROM {replies} WHERE key = %s"
FORWARD = """
    SELECT case_id, version, topic, state FROM {events}
    WHERE case_id = %s AND version > %s AND version <= %s ORDER BY version LIMIT %s
"""
BACKWARD = FORWARD.replace("ORDER BY version", "ORDER BY version DESC")
ALL = """
    SELECT case_id, version, topic, state, position FROM {events}
    WHERE position >= %s AND position <= %s ORDER BY position LIMIT %s
"""
SOME = """
    SELECT case_id, version, topic, state, position FROM {events}
    WHERE position >= %s AND position <= %s AND topic = ANY(%s) ORDER BY position LIMIT %s
"""
STREAMS = """
    SELECT case_id, version, topic, state, position FROM {events}
    WHERE case_id = ANY(%s) AND position <= %s ORDER BY case_id, version
"""
HEAD = "SELECT coalesce(max(position), 0) FROM {events}"


class Statements:
    """The log's statements for one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.append = lru_cache(128)(self._append)
        self.reply, self.head = schema.statement(REPLY), schema.statement(HEAD)
        self.forward, self.backward = schema.statement(FORWARD), schema.statement(BACKWARD)
        self.all, self.some = schema.statement(ALL), schema.statement(SOME)
        self.streams = schema.statement(STREAMS)

    def _append(self, count: int, *, keyed: bool) -> bytes:
        """Events and key in one statement: one round trip, and no transaction is open while the network is slow."""
        rows = sql.SQL(", ").join([sql.SQL("(%s, %s, %s, %s)")] * count)
        return self._schema.statement(APPEND_WITH_KEY if keyed else APPEND, rows=rows)
