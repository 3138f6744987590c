"""Writing to the log's SQLite file: many appends, one commit, and nobody fails for another's fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache

from adapters.store.failures import translated
from adapters.store.group import Append
from adapters.store.rows import Row

INSERT = "INSERT INTO events (case_id, version, topic, state) VALUES "
KEEP = "INSERT INTO replies (key, body, case_id, version, at) VALUES "
AT_ONCE = 32
"""Rows in one statement: the interpreter lock is handed over for each statement, which costs more than a row."""

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
        last = 0
        for first in range(0, len(rows), AT_ONCE):
            together = rows[first : first + AT_ONCE]
            values = [value for row in together for value in row]
            last = self._connection.execute(statement + _blanks(len(together), len(together[0])), values).lastrowid or 0
        return last


@cache
def _blanks(rows: int, columns: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return ", ".join([row] * rows)


def _fail(appends: Sequence[Append], error: Exception) -> None:
    for append in appends:
        append.fail(translated(error))
