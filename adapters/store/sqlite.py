"""The event log in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from json import dumps
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

from adapters.store.failures import translated
from adapters.store.group import Append, Group
from adapters.store.rows import LAST, notification, stored_event
from adapters.store.sqlite_file import Reader, writing
from adapters.store.sqlite_writer import Writer
from adapters.store.submission import Submission
from engine.log import Log, Once, Reply

REPLY = "SELECT body, case_id, version FROM replies WHERE key = ?"
FORWARD = (
    "SELECT case_id, version, topic, state FROM events"
    " WHERE case_id = ? AND version > ? AND version <= ? ORDER BY version LIMIT ?"
)
BACKWARD = FORWARD.replace("ORDER BY version", "ORDER BY version DESC")
ALL = (
    "SELECT case_id, version, topic, state, position FROM events"
    " WHERE position >= ? AND position <= ? ORDER BY position LIMIT ?"
)
SOME = (
    "SELECT case_id, version, topic, state, position FROM events"
    " WHERE position >= ? AND position <= ? AND topic IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?"
)
STREAMS = (
    "SELECT case_id, version, topic, state, position FROM events"
    " WHERE case_id IN (SELECT value FROM json_each(?)) AND position <= ? ORDER BY case_id, version"
)
HEAD = "SELECT max(position) FROM events"


class SQLiteLog(Log):
    """A log for one machine; several processes may write to it, and the unique keys prove what they claim."""

    def __init__(self, path: Path, patience: float = 2.0) -> None:
        try:
            self._writer = Writer(writing(path, patience))
            self._cases, self._follower = Reader(path, patience), Reader(path, patience)
        except sqlite3.Error as error:
            raise translated(error) from error
        self._group = Group(self._writer.commit)
        self._submission = Submission(self._group)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, once: Once | None = None, **_: Any
    ) -> Sequence[int]:
        append = Append(stored_events, once)
        self._group.join((append,))
        return append.result()

    async def insert_aside(self, stored_events: Sequence[StoredEvent], once: Once | None = None) -> Sequence[int]:
        return await self._submission.positions(Append(stored_events, once))

    def reply(self, key: bytes) -> Reply | None:
        found = self._cases.rows(REPLY, (key,))
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
        bounds = (originator_id, -1 if gt is None else gt, LAST if lte is None else lte, -1 if limit is None else limit)
        return [stored_event(*row) for row in self._cases.rows(BACKWARD if desc else FORWARD, bounds)]

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
        if topics:
            rows = self._follower.rows(SOME, (first, last, dumps(list(topics)), limit))
        else:
            rows = self._follower.rows(ALL, (first, last, limit))
        return [notification(*row) for row in rows]

    def select_streams(self, originator_ids: Iterable[str], lte: int) -> Sequence[Notification]:
        return [notification(*row) for row in self._follower.rows(STREAMS, (dumps(list(originator_ids)), lte))]

    def max_notification_id(self) -> int:
        return self._cases.rows(HEAD, ())[0][0] or 0

    def close(self) -> None:
        self._submission.close()
        self._follower.close()
        self._cases.close()
        self._writer.close()
