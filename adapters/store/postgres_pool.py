"""Connections to PostgreSQL: bounded in number and in patience, and replaced when they are lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from eventsourcing.persistence import OperationalError
from psycopg_pool import ConnectionPool

from adapters.store.failures import translated

PATIENCE = 2.0
CONNECTION = {
    "autocommit": True,
    "prepare_threshold": 0,
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "target_session_attrs": "read-write",
}
LIMITS = """
    SELECT set_config('statement_timeout', '10s', false), set_config('lock_timeout', '2s', false),
           set_config('idle_in_transaction_session_timeout', '5s', false),
           set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), false)
"""


class Lost(OperationalError):
    """The connection broke on the way: whether the statement was carried out is unknown."""


class Pool:
    """Runs one statement at a time, each on a connection of its own and each a transaction of its own."""

    def __init__(self, url: str, size: int) -> None:
        self._pool = ConnectionPool(
            url, kwargs=CONNECTION, min_size=1, max_size=size, timeout=PATIENCE, configure=_limit, open=True
        )

    def write(self, statement: bytes, values: Sequence[object]) -> list[Any]:
        """Run a statement once, and return its rows."""
        try:
            return self._run(statement, values)
        except Lost:
            self._pool.check()
            raise
        except (psycopg.Error, UnicodeError) as error:
            raise translated(error) from error

    def read(self, statement: bytes, values: Sequence[object]) -> list[Any]:
        """Run a statement that changes nothing, and run it again if the connection was lost."""
        try:
            return self.write(statement, values)
        except Lost:
            return self.write(statement, values)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _run(self, statement: bytes, values: Sequence[object]) -> list[Any]:
        with self._pool.connection() as connection:
            try:
                return connection.execute(statement, values, binary=True).fetchall()
            except psycopg.OperationalError as error:
                if connection.broken:
                    raise Lost("the connection was lost: the outcome is unknown") from error
                raise


def _limit(connection: psycopg.Connection[Any]) -> None:
    connection.execute(LIMITS)
