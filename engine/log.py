"""The event log: what happened, in the order in which it was told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    NotSupportedError,
    StoredEvent,
    Subscription,
)


@dataclass(frozen=True, slots=True)
class Once:
    """An idempotency key on its way into the log; holds hashes only, never what a person wrote."""

    key: bytes
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """What a key was answered with: the case, and the version it had reached."""

    body: bytes
    case: str
    version: int


class Log(ApplicationRecorder, ABC):
    """A store of events under two proofs: (case, version) is unique, and so is an idempotency key.

    Positions grow in the order of commits as every reader sees them; they may have holes.
    Writing raises the library's IntegrityError where a proof fails, with nothing written, and its
    OperationalError where the store is busy or the outcome unknown.
    """

    @abstractmethod
    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, once: Once | None = None, **_: Any
    ) -> Sequence[int]:
        """Append all of them, or none, durably; their positions. The key's reply names the first event's case."""

    @abstractmethod
    async def insert_aside(self, stored_events: Sequence[StoredEvent], once: Once | None = None) -> Sequence[int]:
        """The same for an event loop, which serves others meanwhile."""

    @abstractmethod
    def reply(self, key: bytes) -> Reply | None:
        """What this key was answered with, if it ever was."""

    @abstractmethod
    def select_streams(self, originator_ids: Iterable[str], lte: int) -> Sequence[Notification]:
        """All events of several cases up to a position, case by case, in the order of their versions."""

    @abstractmethod
    def max_notification_id(self) -> int:
        """The last position; 0 for an empty log."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections."""

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Refused: readers poll, because a notification can be lost."""
        msg = "the log is followed by polling; see engine.telling.runner"
        raise NotSupportedError(msg, gt, topics)
