"""Commands on PostgreSQL against the raw cycle: one client, and eight writers with a reader that tails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

from adapters.bootstrap import open_casebook
from adapters.settings import Settings
from benchmarks.cases import Walker, casebook_at
from benchmarks.raw_postgres import RawPostgres
from benchmarks.rounds import Ratio, in_turn
from benchmarks.writers import writers
from tests.postgres import running_postgres

CASES = 100
WRITERS = 8


def ready_casebook(url: str) -> tuple[Callable[[int], Sequence[str]], Callable[[str], object]]:
    """A casebook of this process over a shared log."""
    walker = Walker(open_casebook(Settings(data=Path(mkdtemp()), database=url)))
    return lambda cases: [walker.at_second_feedback() for _ in range(cases)], walker.feedback


def ready_raw(url: str) -> tuple[Callable[[int], Sequence[str]], Callable[[str], object]]:
    """A raw connection of this process."""
    raw = RawPostgres(url)
    return raw.cases, raw.advance


def one_client(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """A single client that waits for each command."""
    with running_postgres() as url:
        yield _compared(url, 1, rounds, floor, name)


def eight_writers(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """Eight processes that write at once."""
    with running_postgres() as url:
        yield _compared(url, WRITERS, rounds, floor, name)


def _compared(url: str, how_many: int, rounds: int, floor: float, name: str) -> Ratio:
    with casebook_at(url):
        RawPostgres(url).close()
    with writers(ready_casebook, url, how_many, CASES) as ours, writers(ready_raw, url, how_many, CASES) as theirs:
        faster, raw = in_turn(rounds, ours, theirs)
        return Ratio(name, faster, raw, floor)
