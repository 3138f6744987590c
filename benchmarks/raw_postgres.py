"""What PostgreSQL itself takes: load seven events, check, append one, commit, with nothing around it."""

from __future__ import annotations

from uuid import uuid4

import orjson
import psycopg

from benchmarks.raw_sqlite import STATE

TABLE = (
    "CREATE TABLE IF NOT EXISTS raw_events (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
    " case_id text NOT NULL, version int NOT NULL, topic text NOT NULL, state bytea NOT NULL,"
    " UNIQUE (case_id, version))"
)
INSERT = "INSERT INTO raw_events (case_id, version, topic, state) VALUES (%s, %s, %s, %s)"
SELECT = "SELECT version, topic, state FROM raw_events WHERE case_id = %s ORDER BY version"


class RawPostgres:
    """A table of events and the statements that a hand would write."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True, prepare_threshold=0)
        self._connection.execute(TABLE)

    def cases(self, how_many: int) -> list[str]:
        """New cases of seven events."""
        made = [str(uuid4()) for _ in range(how_many)]
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(INSERT, [(case, v, "objection.solved", STATE) for case in made for v in range(1, 8)])
        return made

    def advance(self, case: str) -> None:
        """Load, check, append, commit."""
        loaded = [orjson.loads(state) for _, _, state in self._connection.execute(SELECT, (case,))]
        if loaded[-1]["stage"] != "feedback" or len(loaded) != 7:  # noqa: PLR2004 -- the seven events of the cycle
            raise ValueError(case)
        state = orjson.dumps(loaded[-1] | {"stage": "close"})
        self._connection.execute(INSERT, (case, 8, "objection.reviewed", state))

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
