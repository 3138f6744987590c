"""The log's SQLite file: how it is opened, what stands in it, how it is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
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
    """
    CREATE TRIGGER IF NOT EXISTS events_stay_as_they_are BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
    """,
)

KEPT_AT_HAND = 32_000
"""Kibibytes of the file that the writer keeps in memory: cases and keys come in no order, so any page may be next."""


def writing(path: Path, patience: float) -> sqlite3.Connection:
    """A connection whose commits survive a power cut, to a file with the log's tables in it."""
    connection = _connected(path, patience)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{KEPT_AT_HAND}")
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement in SCHEMA:
            connection.execute(statement)
    return connection


class Reader:
    """A reading connection; threads take turns, which is faster than passing the interpreter lock at every row."""

    def __init__(self, path: Path, patience: float) -> None:
        self._turn = Lock()
        self._connection = _connected(path, patience)
        self._connection.execute("PRAGMA query_only = ON")

    def rows(self, statement: str, values: Sequence[object]) -> list[Any]:
        """All rows that a statement finds, as of one moment."""
        try:
            with self._turn:
                return self._connection.execute(statement, values).fetchall()
        except (sqlite3.Error, OverflowError) as error:
            raise translated(error) from error

    def close(self) -> None:
        """Let go of the file, after a read that is under way."""
        with self._turn:
            self._connection.close()


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
