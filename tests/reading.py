"""The read side of a school, opened as often as a test wants processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, select

from adapters.read_models import ReadModels, Store, postgres_store, sqlite_store
from adapters.read_models.models import MODELS
from adapters.read_side import ReadSide
from adapters.register import IndexFollower, Past, Register, Scratch
from adapters.register.places import Places
from adapters.register.taken_in import told
from adapters.store.sqlite import SQLiteLog
from engine.log import Log
from engine.mapper import EventMapper
from engine.projection import ReadModel
from engine.reading import BESIDE_THE_CASES
from engine.telling.reactor import Reactor, Timer
from engine.telling.runner import Runner
from engine.telling.surroundings import Surroundings
from engine.telling.teller import EVENTS_KEPT, Teller
from tests.school import WORKFLOWS, School

SCHEMAS = count(1)


class Readings:
    """Opens read sides over one school: each call is another process, on this node or on a named one."""

    def __init__(self, school: School, folder: Path, postgres_url: str) -> None:
        self._school, self._folder, self._url = school, folder, postgres_url
        self._schema = f"views_{next(SCHEMAS)}"
        self._opened: list[ReadSide] = []
        self.troubles: list[Exception] = []
        self.refused: list[tuple[str, str, Exception]] = []

    def __call__(
        self,
        node: str = "node",
        *,
        models: Sequence[type[ReadModel]] = MODELS,
        mapper: EventMapper | None = None,
        log: Log | None = None,
        most: int = EVENTS_KEPT,
        school: School | None = None,
    ) -> ReadSide:
        school = school or self._school
        mapper, log = mapper or school.mapper, log or school.log
        number = len(self._opened)
        read_models = ReadModels(self.store(), f"process {number}", school.clock, models)
        ticks = count()
        index = IndexFollower(
            Places(self._folder / f"{node}-index"), mapper, lambda: float(next(ticks)), told(school.application, mapper)
        )

        def new_teller() -> Teller:
            return Teller(log, mapper, WORKFLOWS, school.policies, BESIDE_THE_CASES, most)

        runner = Runner(log, new_teller, (read_models.follower, index), self._around())
        past = Past(school.application, Scratch(self._folder / f"{node}-past"))
        register = Register(index, read_models.register, school.application, past)
        reactor = Reactor(school.application, read_models.timers, runner, self._around(), self._told)
        self._opened.append(ReadSide(read_models, index, register, runner, reactor, log.max_notification_id))
        return self._opened[-1]

    def teller(self) -> Teller:
        """Somebody who reads the log by themselves."""
        school = self._school
        return Teller(school.log, school.mapper, WORKFLOWS, school.policies, BESIDE_THE_CASES)

    def store(self) -> Store:
        """The store of the read models, beside the log."""
        if isinstance(self._school.log, SQLiteLog):
            return sqlite_store(self._folder / "views.db")
        return postgres_store(self._url, self._schema)

    def close(self) -> None:
        """End all processes."""
        for read_side in self._opened:
            read_side.close()

    def _told(self, timer: Timer, trouble: Exception) -> None:
        self.refused.append((timer.reaction, timer.case, trouble))

    def _around(self) -> Surroundings:
        ticks: Callable[[], float] = count().__next__
        return Surroundings(ticks, lambda _seconds: None, nullcontext, self.troubles.append)


def rows_of(read_side: ReadSide, names: Sequence[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every read model, in the order of its key."""
    models = read_side.read_models
    shown = {name: models.view(name).ask(_everything) for name in names or models.names}
    return {name: [tuple(row) for row in rows] for name, rows in shown.items()}


def _everything(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key)
