"""Reading a log whose writers take no locks: a hole in the positions is waited for until it is filled or void.

A position that is missing in a snapshot while a later one is there was given to a transaction which either has ended,
or still holds its RowExclusiveLock on the events. So whoever lists the holders after that snapshot, waits for exactly
these to end, and reads again, sees all that will ever stand before the later position. This needs a sequence that
gives positions one by one, the primary server, and writers that do not use two-phase commit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from eventsourcing.persistence import OperationalError

from adapters.store.postgres_pool import Pool
from adapters.store.postgres_schema import Schema

WRITING = """
    FROM pg_locks WHERE relation = {events_name}::regclass AND mode = 'RowExclusiveLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
# A statement's snapshot is taken before it runs, so the head is older than the list of writers, as it must be.
NOTE = "SELECT coalesce(max(position), 0), ARRAY(SELECT virtualtransaction {writing}) FROM {events}"
STILL_WRITING = "SELECT EXISTS (SELECT {writing} AND virtualtransaction = ANY(%s))"

DELAYS = tuple(0.001 * 2**n for n in range(10))


def before_holes(rows: Sequence[Any], expected: int) -> Sequence[Any]:
    """The rows before the first position, from the expected one on, that is missing and may yet be filled."""
    for count, row in enumerate(rows):
        if row[-1] > expected:
            return rows[:count]
        expected = max(expected, row[-1] + 1)
    return rows


class Horizon:
    """The position up to which the log is settled: what is missing before it will never come."""

    def __init__(self, pool: Pool, schema: Schema, wait: Callable[[float], object]) -> None:
        self._pool, self._wait = pool, wait
        self._note = schema.statement(NOTE, writing=schema.part(WRITING))
        self._still_writing = schema.statement(STILL_WRITING, writing=schema.part(WRITING))
        self._noted: tuple[int, list[str]] | None = None
        self._turn = Lock()
        self.settled = 0

    def settle(self, position: int) -> None:
        """Wait until the log is settled up to a position that has been seen."""
        with self._turn:
            while self.settled < position:
                self._noted = self._noted or self._pool.read(self._note, ())[0]
                head, writers = self._noted
                self._await(writers)
                self.settled, self._noted = max(self.settled, head), None

    def _await(self, writers: list[str]) -> None:
        for delay in DELAYS:
            if not writers or not self._pool.read(self._still_writing, (writers,))[0][0]:
                return
            self._wait(delay)
        raise OperationalError("a writer has not ended, and what comes after it is not settled yet")
