"""Killed without warning, again and again: nothing that was answered is lost, doubled or out of order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import IO

import pytest

from adapters.store.postgres import PostgresLog
from engine.log import Log
from tests.clerk import Clerk, Line
from tests.school import School

ROUNDS = 40
MOST_ANSWERS = 24
ROOT = Path(__file__).parents[1]


@pytest.fixture
def where(open_log: Callable[[], Log], log: Log) -> list[str]:
    """What another process needs to be told to open the same log."""
    arguments = open_log.args  # type: ignore[attr-defined] # the fixture makes partials of the stores' classes
    return ["postgres" if isinstance(log, PostgresLog) else "sqlite", *map(str, arguments)]


@contextmanager
def office(where: list[str], folder: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """A process that starts a clerk at every line it reads; loaded once, so that a start costs a fork and no more."""
    command = [sys.executable, "-m", "tests.clerk", str(folder), *where]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdin, process.stdout
        process.stdin.close()
        assert process.wait() == 0


def killed_after(answers: int, idle: int, turn: int, orders: IO[str], told: IO[str]) -> list[Line]:
    """What a clerk answered before it was killed, soon after so many answers, in the middle of something."""
    orders.write(f"{turn}\n")
    orders.flush()
    pid = int(told.readline())
    lines = [Line.read(told.readline()) for _ in range(answers)]
    sum(range(idle))
    os.kill(pid, signal.SIGKILL)
    return lines + [Line.read(line) for line in iter(told.readline, "gone\n")]


def test_nothing_that_was_answered_is_lost(school: School, where: list[str], tmp_path: Path) -> None:
    """After each of many kills the log holds what was answered, once and in order, and the unanswered request at most once.

    Repeating that request with its key then makes it exactly once.
    """
    chance, expected = Random(20260917), list[tuple[str, int]]()  # noqa: S311 -- the same kills in every run
    with office(where, tmp_path) as (orders, told):
        for turn in range(ROUNDS):
            lines = killed_after(chance.randrange(MOST_ANSWERS), chance.randrange(60_000), turn, orders, told)
            clerk = Clerk(school, turn)
            promised = [line for n in range(len(lines)) for line in clerk.promised(n)]
            assert lines == [clerk.answer(n) for n in range(len(lines))]
            stored, following = clerk.stored(), clerk.promised(len(lines))
            assert stored in (promised, promised + following)
            assert clerk.take(len(lines)) == clerk.answer(len(lines))
            assert clerk.stored() == promised + following
            expected += promised + following
    rows = school.log.select_notifications(2, 100_000)
    assert [(str(row.originator_id), row.originator_version) for row in rows] == expected
    assert len({row.id for row in rows}) == len(expected) > ROUNDS
    for case in {case for case, _ in expected}:
        assert vars(school.application.case(case)) == vars(school.replayed(case))
        assert [school.mapper.opened(event) for event in school.application.events(case)]

