"""`make bench`: every comparison in turn, each in a process of its own, and one table of ratios at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

from benchmarks import catching_up, growth, http_commands, postgres_commands, rebuilding, sqlite_commands
from benchmarks.rounds import Ratio
from benchmarks.slow_disk import preload

Measure = Callable[[int, float, str], Iterator[Ratio]]
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is measured, what is asked of it, and whether an fsync takes a millisecond longer meanwhile."""

    name: str
    measure: Measure
    floor: float
    slow: bool = False


COMPARISONS = {
    "sqlite-1-slow": Comparison("SQLite, 1 client, 1 ms, by raw", sqlite_commands.one_client, 0.80, slow=True),
    "sqlite-1": Comparison("SQLite, 1 client, disk as it is, by raw", sqlite_commands.one_client, 0.35),
    "sqlite-16-slow": Comparison(
        "SQLite, 16 clients, 1 ms, by raw single", sqlite_commands.sixteen_clients, 2.5, slow=True
    ),
    "postgres-1-slow": Comparison("PostgreSQL, 1 client, 1 ms, by raw", postgres_commands.one_client, 0.75, slow=True),
    "postgres-8-slow": Comparison(
        "PostgreSQL, 8 writers, 1 ms, by 8 raw", postgres_commands.eight_writers, 0.6, slow=True
    ),
    "rebuild": Comparison("rebuilding aggregates, by raw read + JSON", rebuilding.aggregates, 0.25),
    "catch-up": Comparison("read models and index catch up, by library", catching_up.read_models, 7),
    "http": Comparison("advance over HTTP, by library inline", http_commands.advance, 1.3),
    "http-slow": Comparison("advance over HTTP, 1 ms, by library inline", http_commands.advance, 3, slow=True),
    "large-log": Comparison("latency at 1,000,000 events, by 1,000", growth.latency_in_a_large_log, 1.3),
    "long-case": Comparison("a case of 1,000 events, by one of 10", growth.latency_in_a_long_case, 2),
}


def main() -> None:
    """Run what is asked for, or everything."""
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(COMPARISONS)}; all, if left out")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--here", action="store_true", help="measure one of them in this very process")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(COMPARISONS))
    if unknown:
        parser.error(f"there is no comparison {unknown[0]}")
    if asked.here:
        _measure_here(COMPARISONS[asked.names[0]], asked.rounds)
    else:
        _show([ratio for name in asked.names or COMPARISONS for ratio in _measure(name, asked.rounds)])


def _measure_here(comparison: Comparison, rounds: int) -> None:
    for ratio in comparison.measure(rounds, comparison.floor, comparison.name):
        print(json.dumps(asdict(ratio)))


def _measure(name: str, rounds: int) -> Iterator[Ratio]:
    environment = preload() if COMPARISONS[name].slow else dict(os.environ)
    if environment is None:
        print(f"NOT MEASURED: {name} needs a C compiler and ../shared/bench/slowsync.c", file=sys.stderr)
        return
    print(f"measuring {name} ...", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks", name, "--here", "--rounds", str(rounds)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 -- this very program
    for line in done.stdout.splitlines():
        yield Ratio(**json.loads(line))


def _show(ratios: list[Ratio]) -> None:
    table = Table("what", "ratio", "asked", "ours", "theirs", "", title="ratios of medians, measured in one run")
    for ratio in ratios:
        asked = f"{'at most' if ratio.most else 'at least'} {ratio.floor:g}"
        figures = (
            f"{figure:,.0f}/s" if not ratio.most else f"{figure * 1e6:,.0f} µs" for figure in (ratio.ours, ratio.theirs)
        )
        table.add_row(ratio.name, f"{ratio.value:.2f}", asked, *figures, "" if ratio.holds else "below")
    Console(width=None if sys.stdout.isatty() else 120).print(table)


if __name__ == "__main__":
    main()
