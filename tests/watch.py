"""A watch sees to what follows without a person, until the process is killed.

Run as a program, it starts a watch of its own process at every line it reads: `python -m tests.watch FOLDER STORE ...`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from itertools import count
from pathlib import Path
from typing import Any, cast

from adapters.read_models import ReadModels, sqlite_store
from engine.log import Log
from engine.reading import BESIDE_THE_CASES
from engine.telling.reactor import Reactor
from engine.telling.runner import Runner
from engine.telling.surroundings import Surroundings
from engine.telling.teller import Teller
from projections.timers import Timers
from tests.clerk import main, tell
from tests.faulty import Faulty, Insert
from tests.school import WORKFLOWS, School


def watch(school: School, agenda: Path, name: str) -> Reactor:
    """What sees to it, over an agenda of its own or one that is shared."""
    ticks: Callable[[], float] = count().__next__
    around = Surroundings(ticks, lambda _seconds: None, nullcontext, raising)
    read_models = ReadModels(sqlite_store(agenda), name, school.clock, (Timers,))

    def new_teller() -> Teller:
        return Teller(school.log, school.mapper, WORKFLOWS, school.policies, BESIDE_THE_CASES)

    runner = Runner(school.log, new_teller, (read_models.follower,), around)
    return Reactor(school.application, read_models.timers, runner, around, lambda _timer, trouble: raising(trouble))


def raising(trouble: Exception) -> None:
    """Nothing goes wrong here but being killed."""
    raise trouble


def work(opening: Callable[[], Log], folder: Path, turn: int) -> None:
    """See to everything, again and again; say of each step when it is stored, and when all is done."""
    tell(os.getpid())

    def stored(insert: Insert) -> Sequence[int]:
        positions = insert()
        tell("stored")
        return positions

    with (
        closing(opening()) as log,
        closing(School(cast("Any", Faulty(log, stored)), folder, f"watch {turn}")) as school,
    ):
        reactor = watch(school, folder / f"agenda {turn}.db", f"watch {turn}")
        while True:
            reactor.catch_up()
            tell("done")


if __name__ == "__main__":
    main(work, *sys.argv[1:])
