"""What SQLite itself takes: load seven events, check, append one, commit, with nothing around it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import orjson

STATE = orjson.dumps(
    {"stage": "feedback", "words": "x" * 120, "by": "s-chen", "recorded_at": "2026-09-19T14:05:00+00:00"}
    | {f"f{n}": "y" * 20 for n in range(8)}
)
TABLE = (
    "CREATE TABLE events (position INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL, version INTEGER NOT NULL,"
    " topic TEXT NOT NULL, state BLOB NOT NULL, UNIQUE (case_id, version))"
)
INSERT = "INSERT INTO events (case_id, version, topic, state) VALUES (?, ?, ?, ?)"
SELECT = "SELECT version, topic, state FROM events WHERE case_id = ? ORDER BY version"


class RawSQLite:
    """A table of events and the statements that a hand would write."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", TABLE):
            self._connection.execute(statement)
        self._cases = 0

    def cases(self, how_many: int) -> list[str]:
        """New cases of seven events."""
        made = [f"00000000-0000-0000-0000-{number:012}" for number in range(self._cases, self._cases + how_many)]
        self._cases += how_many
        self._connection.execute("BEGIN IMMEDIATE")
        rows = [(case, version, "objection.solved", STATE) for case in made for version in range(1, 8)]
        self._connection.executemany(INSERT, rows)
        self._connection.execute("COMMIT")
        return made

    def advance(self, case: str) -> int:
        """Load, check, append, commit; the version that is reached."""
        loaded = [orjson.loads(state) for _, _, state in self._connection.execute(SELECT, (case,))]
        if loaded[-1]["stage"] != "feedback" or len(loaded) != 7:  # noqa: PLR2004 -- the seven events of the cycle
            raise ValueError(case)
        state = orjson.dumps(loaded[-1] | {"stage": "close"})
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(INSERT, (case, 8, "objection.reviewed", state))
        self._connection.execute("COMMIT")
        return 8
