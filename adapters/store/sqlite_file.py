"""The log's SQLite file: how it is opened, what stands in it, how it is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from adapters.store.failures import translated

SCHEMA = (
    """
    CREATE TABLE IF NOT EXISTS events (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        case_id TEXT NOT NULL, version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL,
        UNIQUE (case_id, version))
    """,
    """
    CREATE TABLE IF NOT EXISTS replies (
        key BLOB PRIMARY KEY,
        body BLOB NOT NULL, case_id TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL) WITHOUT ROWID
    """,
    "CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
    "CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the log only grows'); END",
)


def writing(path: Path, patience: float) -> sqlite3.Connection:
    """A connection whose commits survive a power cut, to a file with the log's tables in it."""
    connection = _connected(path, patience)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement in SCHEMA:
            connection.execute(statement)
    return connection


class Readers:
    """As many connections as there are threads reading at the same time; every read is a snapshot of its own."""

    def __init__(self, path: Path, patience: float) -> None:
        self._path, self._patience = path, patience
        self._idle: list[sqlite3.Connection] = []
        self._closed = False

    def rows(self, statement: str, values: Sequence[object]) -> list[Any]:
        """All rows that a statement finds."""
        try:
            connection = self._borrow()
            try:
                return connection.execute(statement, values).fetchall()
            finally:
                self._give_back(connection)
        except (sqlite3.Error, OverflowError) as error:
            raise translated(error) from error

    def close(self) -> None:
        """Close what is idle, and what is in use as soon as it is given back."""
        self._closed = True
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def _borrow(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            msg = "the log is closed"
            raise sqlite3.InterfaceError(msg)
        connection = _connected(self._path, self._patience)
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        self._idle.append(connection)
        if self._closed:
            self.close()


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
