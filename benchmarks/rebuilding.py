"""Rebuilding every aggregate from the log, against reading the rows and decoding their JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import orjson

from adapters.read_side import hurrying
from benchmarks.cases import Walker, casebook_at
from benchmarks.rounds import Ratio, in_turn
from engine.event import Event
from engine.folding import fold

CASES = 1_500
AFTER_THE_POLICY = 2
MANY = 1_000_000
SELECT = "SELECT position, case_id, version, topic, state FROM events ORDER BY position"


def aggregates(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """Every case of the log, folded; personal data stays sealed."""
    with casebook_at() as casebook:
        walker = Walker(casebook)
        for _ in range(CASES):
            walker.at_second_feedback()
        log, read, workflows = casebook.log, casebook.mapper.to_domain_event, casebook.workflows

        @hurrying()
        def folded() -> int:
            cases: dict[str, list[Event]] = {}
            rows = log.select_notifications(AFTER_THE_POLICY, MANY)
            for row in rows:
                cases.setdefault(str(row.originator_id), []).append(read(row))
            for events in cases.values():
                fold(events, workflows)
            return len(rows)

        raw_connection = sqlite3.connect(casebook.settings.log_file)

        def raw() -> int:
            rows = raw_connection.execute(SELECT).fetchall()
            return len([orjson.loads(state) for *_, state in rows])

        ours, theirs = in_turn(rounds, _timed(folded), _timed(raw))
        yield Ratio(name, ours, theirs, floor)


def _timed(work: Callable[[], int]) -> Callable[[], Callable[[], int]]:
    return lambda: work
