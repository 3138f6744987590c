"""Rebuilding every aggregate from the log, against reading the rows and decoding their JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby

import orjson

from benchmarks.cases import Walker, casebook_at
from benchmarks.rounds import Ratio, in_turn
from engine.case import fold

CASES = 1_500
MANY = 1_000_000
SELECT = "SELECT position, case_id, version, topic, state FROM events ORDER BY case_id, version"


def aggregates(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """Every case of the log, folded; personal data stays sealed."""
    with casebook_at() as casebook:
        walker = Walker(casebook)
        ids = [walker.at_second_feedback() for _ in range(CASES)]
        log, read, workflows = casebook.log, casebook.mapper.to_domain_event, casebook.workflows

        def folded() -> int:
            rows = log.select_streams(ids, MANY)
            for _, stream in groupby(rows, key=lambda row: row.originator_id):
                fold([read(row) for row in stream], workflows)
            return len(rows)

        raw_connection = sqlite3.connect(casebook.settings.log_file)

        def raw() -> int:
            rows = raw_connection.execute(SELECT).fetchall()
            return len([orjson.loads(state) for *_, state in rows])

        ours, theirs = in_turn(rounds, _timed(folded), _timed(raw))
        yield Ratio(name, ours, theirs, floor)


def _timed(work: Callable[[], int]) -> Callable[[], Callable[[], int]]:
    return lambda: work
