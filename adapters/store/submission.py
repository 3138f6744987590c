"""Appending for an event loop: what comes while one commit is under way goes into the next, by a thread beside it."""

from __future__ import annotations

from asyncio import AbstractEventLoop, Future, get_running_loop
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from eventsourcing.persistence import InterfaceError

from adapters.store.group import Append, Group

Waiting = tuple[Append, Future[None]]


class Submission:
    """Appends of one event loop, which is woken once for all that were committed together."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._thread = ThreadPoolExecutor(1, "group commit")
        self._waiting: list[Waiting] = []
        self._is_under_way = self._is_closed = False

    async def positions(self, append: Append) -> Sequence[int]:
        """Where it is stored, once that is durable."""
        if self._is_closed:
            raise InterfaceError("the log is closed")
        loop = get_running_loop()
        decided = loop.create_future()
        self._waiting.append((append, decided))
        if not self._is_under_way:
            self._is_under_way = True
            # Whatever else the loop is about to append goes along.
            loop.call_soon(self._begin, loop)
        await decided
        return append.result()

    def close(self) -> None:
        """Finish the commit that is under way."""
        self._is_closed = True
        self._thread.shutdown()

    def _begin(self, loop: AbstractEventLoop) -> None:
        batch = [waiting for waiting in self._waiting if not waiting[1].cancelled()]
        self._waiting = []
        self._is_under_way = bool(batch) and not self._is_closed
        if self._is_under_way:
            self._thread.submit(self._commit, loop, batch)
        else:
            _tell(batch)

    def _commit(self, loop: AbstractEventLoop, batch: Sequence[Waiting]) -> None:
        try:
            self._group.join([append for append, _ in batch])
        finally:
            # A loop that has ended needs no answer.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._end, loop, batch)

    def _end(self, loop: AbstractEventLoop, batch: Sequence[Waiting]) -> None:
        _tell(batch)
        self._begin(loop)


def _tell(batch: Sequence[Waiting]) -> None:
    for _, decided in batch:
        if not decided.done():
            decided.set_result(None)
