"""Group commit: appends that wait at the same time share one transaction, and so one wait for the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

from eventsourcing.persistence import OperationalError, PersistenceError, StoredEvent

from adapters.store.rows import event_row, reply_row
from engine.log import Once


class Append:
    """Rows of events and of a key on their way into the log, and what became of them."""

    __slots__ = ("_failure", "_positions", "events", "reply")

    def __init__(self, events: Sequence[StoredEvent], once: Once | None) -> None:
        self.events = [event_row(event) for event in events]
        self.reply = reply_row(once, events) if once else None
        self._positions: Sequence[int] = ()
        self._failure: PersistenceError | None = OperationalError("interrupted: the outcome is unknown")

    def succeed(self, positions: Sequence[int]) -> None:
        """Stored, at these positions."""
        self._positions, self._failure = positions, None

    def fail(self, failure: PersistenceError) -> None:
        """Not stored, and why."""
        self._failure = failure

    def result(self) -> Sequence[int]:
        """The positions; raises what went wrong."""
        if self._failure is not None:
            raise self._failure
        return self._positions


class Group:
    """Commits for everybody who waits; one caller at a time leads, in its own thread, so a lone one never waits."""

    def __init__(self, commit: Callable[[Sequence[Append]], None]) -> None:
        self._commit = commit
        self._door = Lock()
        self._waiting: list[_Party] = []
        self._led = False

    def join(self, appends: Sequence[Append]) -> None:
        """Have these appends committed with all others that wait; return when they are decided."""
        party = _Party(appends)
        with self._door:
            self._waiting.append(party)
            follows, self._led = self._led, True
        if follows:
            party.turn.acquire()
        if not party.decided:
            self._lead()

    def _lead(self) -> None:
        with self._door:
            parties, self._waiting = self._waiting, []
        try:
            self._commit([append for party in parties for append in party.appends])
        finally:
            self._hand_over(parties)

    def _hand_over(self, parties: Sequence[_Party]) -> None:
        with self._door:
            heir = self._waiting[0] if self._waiting else None
            self._led = heir is not None
        if heir:
            heir.turn.release()
        for party in parties:
            party.decided = True
            party.turn.release()


class _Party:
    """A caller with its appends, asleep until they are decided or it is its turn to lead."""

    __slots__ = ("appends", "decided", "turn")

    def __init__(self, appends: Sequence[Append]) -> None:
        self.appends, self.decided = appends, False
        self.turn = Lock()
        self.turn.acquire()
