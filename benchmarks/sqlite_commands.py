"""Commands on SQLite against the raw cycle: one client, and sixteen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from benchmarks.cases import Walker, casebook_at
from benchmarks.raw_sqlite import RawSQLite
from benchmarks.rounds import Ratio, in_turn

CASES = 150
CLIENTS = 16


def one_client(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """A single client that waits for each command."""
    with TemporaryDirectory() as folder, casebook_at() as casebook:
        walker, raw = Walker(casebook), RawSQLite(Path(folder) / "raw.db")
        ours, theirs = in_turn(rounds, _ours(walker), _raw(raw))
        yield Ratio(name, ours, theirs, floor)


def sixteen_clients(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """Sixteen clients of an event loop, as the server has them, in raw single clients."""
    with TemporaryDirectory() as folder, casebook_at() as casebook:
        walker, raw = Walker(casebook), RawSQLite(Path(folder) / "raw.db")

        def together() -> Callable[[], int]:
            cases = [walker.at_second_feedback() for _ in range(2 * CASES)]
            return lambda: uvloop.run(_all(walker, cases))

        ours, theirs = in_turn(rounds, together, _raw(raw))
        yield Ratio(name, ours, theirs, floor)


async def _all(walker: Walker, cases: Sequence[str]) -> int:
    left = iter(cases)

    async def client() -> None:
        for case in left:
            await walker.feedback_aside(case)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return len(cases)


def _ours(walker: Walker) -> Callable[[], Callable[[], int]]:
    def ready() -> Callable[[], int]:
        cases = [walker.at_second_feedback() for _ in range(CASES)]
        return lambda: len([walker.feedback(case) for case in cases])

    return ready


def _raw(raw: RawSQLite) -> Callable[[], Callable[[], int]]:
    def ready() -> Callable[[], int]:
        cases = raw.cases(CASES)
        return lambda: len([raw.advance(case) for case in cases])

    return ready
