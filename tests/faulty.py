"""A store that fails as a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from eventsourcing.persistence import OperationalError, StoredEvent

from engine.log import Log, Once

Insert = Callable[[], Sequence[int]]
Fault = Callable[[Insert], Sequence[int]]


class Faulty:
    """A log whose inserts fail as told; everything else is the log's own."""

    def __init__(self, log: Log, fault: Fault) -> None:
        self._log, self._fault = log, fault

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)

    def insert_events(self, stored: Sequence[StoredEvent], *, once: Once | None = None) -> Sequence[int]:
        return self._fault(lambda: self._log.insert_events(stored, once=once))

    async def insert_aside(self, stored: Sequence[StoredEvent], once: Once | None = None) -> Sequence[int]:
        return self.insert_events(stored, once=once)


def answer_lost(insert: Insert) -> Sequence[int]:
    """Stored, but nobody is told."""
    insert()
    raise OperationalError("the connection was lost")


def not_reached(_insert: Insert) -> Sequence[int]:
    """Nothing is stored."""
    raise OperationalError("the store is locked")
