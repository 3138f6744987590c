"""The event log in PostgreSQL, for several machines."""

from __future__ import annotations

import time
from asyncio import wrap_future
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import InterfaceError, Notification, StoredEvent

from adapters.store.failures import translated
from adapters.store.gaps import Horizon, before_holes
from adapters.store.postgres_pool import Pool
from adapters.store.postgres_schema import Schema
from adapters.store.postgres_statements import Statements
from adapters.store.rows import LAST, event_row, notification, reply_row, stored_event
from engine.log import Log, Once, Reply


class PostgresLog(Log):
    """A log that any number of processes write to without waiting for each other.

    A batch of notifications ends before a hole that may yet be filled, so it can be shorter than was asked for;
    where a hole comes first, it is waited for, and a writer that does not end makes reading fail, never skip.
    """

    def __init__(
        self,
        url: str,
        schema: str = "casebook",
        pool_size: int = 8,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._url, self._schema = url, Schema(schema)
        self._pool = Pool(url, pool_size)
        self._horizon = Horizon(self._pool, self._schema, wait)
        self._threads = ThreadPoolExecutor(pool_size, "append")
        self._statements = Statements(self._schema)

    def migrate(self) -> None:
        """Create the log's tables unless they stand; a role that may only append can call it then."""
        self._administer(self._schema.create)

    def admit(self, role: str) -> None:
        """Let a role read this log and append to it, and do nothing else."""
        self._administer(lambda connection: self._schema.admit(connection, role))

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, once: Once | None = None, **_: Any
    ) -> Sequence[int]:
        values = [value for event in stored_events for value in event_row(event)]
        if once:
            values += reply_row(once, stored_events)
        if not values:
            return ()
        statement = self._statements.append(len(stored_events), keyed=once is not None)
        return sorted(position for (position,) in self._pool.write(statement, values))

    async def insert_aside(self, stored_events: Sequence[StoredEvent], once: Once | None = None) -> Sequence[int]:
        try:
            return await wrap_future(self._threads.submit(self.insert_events, stored_events, once=once))
        except RuntimeError as error:
            raise InterfaceError("the log is closed") from error

    def reply(self, key: bytes) -> Reply | None:
        found = self._pool.read(self._statements.reply, (key,))
        return Reply(*found[0]) if found else None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        statement = self._statements.backward if desc else self._statements.forward
        bounds = (originator_id, -1 if gt is None else gt, LAST if lte is None else lte, limit)
        return [stored_event(*row) for row in self._pool.read(statement, bounds)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = (0 if start is None else start) + (not inclusive_of_start)
        last = LAST if stop is None else stop
        expected = max(first, self._horizon.settled + 1)  # taken first: rows are no news of what settles after them
        rows = self._between(first, last, topics, limit)
        certain = before_holes(rows, expected)
        if rows and not certain:
            self._horizon.settle(rows[-1][-1])
            certain = self._between(first, min(last, self._horizon.settled), topics, limit)
        return [notification(*row) for row in certain]

    def select_streams(self, originator_ids: Iterable[str], lte: int) -> Sequence[Notification]:
        rows = self._pool.read(self._statements.streams, (list(originator_ids), lte))
        return [notification(*row) for row in rows]

    def max_notification_id(self) -> int:
        return int(self._pool.read(self._statements.head, ())[0][0])

    def close(self) -> None:
        self._threads.shutdown()
        self._pool.close()

    def _between(self, first: int, last: int, topics: Sequence[str], limit: int) -> list[Any]:
        if topics:
            return self._pool.read(self._statements.some, (first, last, list(topics), limit))
        return self._pool.read(self._statements.all, (first, last, limit))

    def _administer(self, work: Callable[[psycopg.Connection[Any]], None]) -> None:
        try:
            with psycopg.connect(self._url, autocommit=True) as connection:
                work(connection)
        except psycopg.Error as error:
            raise translated(error) from error
