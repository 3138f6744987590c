"""Killed without warning, again and again: nothing that was answered is lost, doubled or out of order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import mkdtemp
from typing import IO

import pytest

from adapters.store.postgres import PostgresLog
from engine.log import Log
from tests.clerk import Clerk, Line
from tests.postgres import Server
from tests.school import School

ROUNDS, STOPS = 40, 4
MOST_ANSWERS = 24
ROOT = Path(__file__).parents[1]


@pytest.fixture
def where(open_log: Callable[[], Log], log: Log) -> list[str]:
    """What another process needs to be told to open the same log."""
    arguments = open_log.args  # type: ignore[attr-defined] # the fixture makes partials of the stores' classes
    return ["postgres" if isinstance(log, PostgresLog) else "sqlite", *map(str, arguments)]


@contextmanager
def office(where: list[str], folder: Path, who: str = "tests.clerk") -> Iterator[tuple[IO[str], IO[str]]]:
    """A process that starts a clerk at every line it reads; loaded once, so that a start costs a fork and no more."""
    command = [sys.executable, "-m", who, str(folder), *where]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- ourselves
        assert process.stdin
        assert process.stdout
        yield process.stdin, process.stdout
        process.stdin.close()
        assert process.wait() == 0


def start(turn: int, orders: IO[str], told: IO[str]) -> int:
    """Start a clerk; the number of its process."""
    orders.write(f"{turn}\n")
    orders.flush()
    return int(told.readline())


def answers(how_many: int, told: IO[str]) -> list[Line]:
    """The next answers."""
    return [Line.read(told.readline()) for _ in range(how_many)]


def killed(clerk: int, told: IO[str]) -> list[Line]:
    """What a clerk had answered before it was killed and nobody had read yet."""
    os.kill(clerk, signal.SIGKILL)
    return [Line.read(line) for line in iter(told.readline, "gone\n")]


def checked(clerk: Clerk, lines: list[Line]) -> list[tuple[str, int]]:
    """The events that have to be there for these answers and for the request that was under way, and are.

    That request was stored at most once; repeated with its key it is stored exactly once.
    """
    assert lines == [clerk.answer(n) for n in range(len(lines))]
    promised = [event for n in range(len(lines)) for event in clerk.promised(n)]
    following = clerk.promised(len(lines))
    assert clerk.stored() in (promised, promised + following)
    assert clerk.take(len(lines)) == clerk.answer(len(lines))
    assert clerk.stored() == promised + following
    return promised + following


def sound(school: School, expected: list[tuple[str, int]]) -> None:
    """The log has these events in this order and no others, and every case folds and opens."""
    _policy, *rows = school.followed()
    assert [(str(row.originator_id), row.originator_version) for row in rows] == expected
    for case in {case for case, _ in expected}:
        assert vars(school.application.case(case)) == vars(school.replayed(case))
        assert [school.mapper.opened(event) for event in school.application.events(case)]


def test_nothing_that_was_answered_is_lost(school: School, where: list[str], tmp_path: Path) -> None:
    """After many kills, each soon after some answer, the log holds what was answered, once and in order."""
    chance, expected = Random(20260917), list[tuple[str, int]]()  # noqa: S311 -- the same kills in every run
    with office(where, tmp_path) as (orders, told):
        for turn in range(ROUNDS):
            clerk = start(turn, orders, told)
            lines = answers(chance.randrange(MOST_ANSWERS), told)
            sum(range(chance.randrange(60_000)))
            expected += checked(Clerk(school, turn), lines + killed(clerk, told))
    sound(school, expected)
    assert len(expected) > ROUNDS


def test_a_server_that_stops_at_once_keeps_what_it_answered(tmp_path: Path) -> None:
    """PostgreSQL stopped in the middle of everything, and started again, has what was answered, once and in order."""
    chance = Random(20260918)  # noqa: S311 -- the same stops in every run
    with own_server() as server:
        address = server.url("postgres", "postgres")
        with closing(PostgresLog(address, "log")) as log:
            log.migrate()
            with (
                closing(School(log, tmp_path)) as school,
                office(["postgres", address, "log"], tmp_path) as (orders, told),
            ):
                clerk, lines = start(0, orders, told), list[Line]()
                for _ in range(STOPS):
                    lines += answers(1 + chance.randrange(MOST_ANSWERS), told)
                    server.stop()
                    server.resume()
                lines += answers(MOST_ANSWERS, told)
                expected = checked(Clerk(school, 0), lines + killed(clerk, told))
                sound(school, expected)


@contextmanager
def own_server() -> Iterator[Server]:
    """A server that a test may stop and start as it likes."""
    home = Path(mkdtemp(prefix="pg-"))
    server = Server(home)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        rmtree(home)
