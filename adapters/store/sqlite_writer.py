"""Writing to the log's SQLite file: many appends, one commit, and nobody fails for another's fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from adapters.store.failures import translated
from adapters.store.group import Append
from adapters.store.rows import Row

INSERT = "INSERT INTO events (case_id, version, topic, state) VALUES (?, ?, ?, ?)"
KEEP = "INSERT INTO replies (key, body, case_id, version, at) VALUES (?, ?, ?, ?, ?)"

FAILURES = (sqlite3.Error, OverflowError, UnicodeError)


class Writer:
    """The one writing connection of a process; its callers take turns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def commit(self, appends: Sequence[Append]) -> None:
        """Decide all of them in one transaction; if that fails by what one holds, each under a savepoint of its own."""
        try:
            self._together(appends)
        except FAILURES as error:
            if isinstance(error, sqlite3.OperationalError) or len(appends) == 1:
                _fail(appends, error)
            else:
                self._each_for_itself(appends)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _together(self, appends: Sequence[Append]) -> None:
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            position = self._insert(appends)
        for append in appends:
            append.succeed(range(position, position + len(append.events)))
            position += len(append.events)

    def _each_for_itself(self, appends: Sequence[Append]) -> None:
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                outcomes = [self._attempt(append) for append in appends]
        except sqlite3.Error as error:
            _fail(appends, error)
            return
        for append, outcome in zip(appends, outcomes, strict=True):
            if isinstance(outcome, int):
                append.succeed(range(outcome, outcome + len(append.events)))
            else:
                _fail((append,), outcome)

    def _attempt(self, append: Append) -> int | Exception:
        self._connection.execute("SAVEPOINT one")
        try:
            outcome: int | Exception = self._insert((append,))
        except FAILURES as error:
            self._connection.execute("ROLLBACK TO one")
            outcome = error
        self._connection.execute("RELEASE one")
        return outcome

    def _insert(self, appends: Sequence[Append]) -> int:
        """The first position given; they follow each other, because nobody else can write meanwhile."""
        events = [event for append in appends for event in append.events]
        replies = [append.reply for append in appends if append.reply]
        last = self._insert_rows(INSERT, events)
        self._insert_rows(KEEP, replies)
        return last - len(events) + 1

    def _insert_rows(self, statement: str, rows: Sequence[Row]) -> int:
        """The last row's id."""
        if len(rows) == 1:
            return self._connection.execute(statement, rows[0]).lastrowid or 0
        self._connection.executemany(statement, rows)
        return int(self._connection.execute("SELECT last_insert_rowid()").fetchone()[0])


def _fail(appends: Sequence[Append], error: Exception) -> None:
    for append in appends:
        append.fail(translated(error))
