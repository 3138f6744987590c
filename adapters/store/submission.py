"""Appending for callers that must not block: one thread joins the group for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread

from eventsourcing.persistence import InterfaceError, PersistenceError

from adapters.store.group import Append, Group

Waiting = tuple[Append, Future[Sequence[int]]]


class Submission:
    """A queue of appends; those that wait together are committed, and their futures resolved, together."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._queue: SimpleQueue[Waiting | None] = SimpleQueue()
        self._door = Lock()
        self._thread: Thread | None = None
        self._closed = False

    def submit(self, append: Append) -> Future[Sequence[int]]:
        """The positions, once they are durable."""
        future: Future[Sequence[int]] = Future()
        with self._door:
            if self._closed:
                raise InterfaceError("the log is closed")
            if self._thread is None:
                self._thread = Thread(target=self._work, name="group commit", daemon=True)
                self._thread.start()
            self._queue.put((append, future))
        return future

    def close(self) -> None:
        """Commit what still waits, then end the thread."""
        with self._door:
            self._closed = True
            self._queue.put(None)
        if self._thread:
            self._thread.join()

    def _work(self) -> None:
        closed = False
        while not closed:
            batch = [self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get())
            closed = batch[-1] is None
            if wanted := [waiting for waiting in batch if waiting and waiting[1].set_running_or_notify_cancel()]:
                self._settle(wanted)

    def _settle(self, batch: Sequence[Waiting]) -> None:
        self._group.join([append for append, _ in batch])
        for append, future in batch:
            _resolve(future, append)


def _resolve(future: Future[Sequence[int]], append: Append) -> None:
    try:
        positions = append.result()
    except PersistenceError as failure:
        future.set_exception(failure)
    else:
        future.set_result(positions)
