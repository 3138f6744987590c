"""The stores that tests run on: real files, and a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from adapters.databases import postgres_engine, sqlite_engine
from adapters.read_side import ReadSide
from adapters.settings import Settings
from adapters.store.postgres import PostgresLog
from adapters.store.sqlite import SQLiteLog
from engine.case import Case
from engine.log import Log
from tests.accounts import Door, OpenDoor
from tests.institution import Institution, Staffed, new_database
from tests.memory_disk import write_to_memory
from tests.postgres import running_postgres
from tests.reading import Readings
from tests.refusing import every_case_is_readable
from tests.school import CHEN, School

NUMBERS = count(1)


def pytest_configure() -> None:
    """Before any of them writes."""
    write_to_memory()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server of this test process's own; it starts in less than a second, so nothing is shared."""
    with running_postgres(lasting=False) as url:
        yield url


@pytest.fixture
def open_postgres_log(postgres_url: str) -> Callable[[], PostgresLog]:
    """Opens the same log in PostgreSQL as often as it is called, in this process or another."""
    opening = partial(PostgresLog, postgres_url, f"log_{next(NUMBERS)}")
    with closing(opening()) as log:
        log.migrate()
    return opening


@pytest.fixture(params=["sqlite", "postgres"])
def open_log(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Log]:
    """Opens the same log as often as it is called, on every store in turn."""
    if request.param == "sqlite":
        return partial(SQLiteLog, tmp_path / "log.sqlite")
    opening: Callable[[], Log] = request.getfixturevalue("open_postgres_log")
    return opening


@pytest.fixture
def log(open_log: Callable[[], Log]) -> Iterator[Log]:
    """A log without events."""
    with closing(open_log()) as opened:
        yield opened


@pytest.fixture
def school(log: Log, tmp_path: Path) -> Iterator[School]:
    """A school over an empty log."""
    with closing(School(log, tmp_path)) as opened:
        yield opened


@pytest.fixture
def other(open_log: Callable[[], Log], school: School, tmp_path: Path) -> Iterator[School]:
    """Another process of the same school: its own connections, its own memory, the same log and keys."""
    with closing(open_log()) as log, closing(School(log, tmp_path, "other")) as opened:
        opened.clock.now = school.clock.now
        yield opened


@pytest.fixture
def recorded(school: School) -> Case:
    """An objection at the stage `investigate`, at version 3."""
    return school.walk("raise", "listen", "record")


@pytest.fixture
def case(school: School) -> Iterator[Case]:
    """A case on which a little of everything has been done; whatever is tried on it, every case stays readable."""
    case = school.walk("raise", "listen", "record", "investigate", "pause")
    school.take(CHEN, "note", {"text": "a note"}, case.id)
    yield school.application.case(case.id)
    every_case_is_readable(school)


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Staffed:
    """What every institution begins with."""
    return Staffed.at(tmp_path_factory.mktemp("staffed"))


@pytest.fixture
def institution(staffed: Staffed, tmp_path: Path) -> Iterator[Institution]:
    """An institution behind its API, on SQLite."""
    with staffed.copied(tmp_path) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def settings_of_node(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Settings]:
    """The settings of each node, by its name, over one store: a directory they share, or a database."""
    if request.param == "sqlite":
        return lambda _: Settings(data=tmp_path)
    database = new_database(request.getfixturevalue("postgres_url"), f"nodes_{next(NUMBERS)}")
    return lambda node: Settings(data=tmp_path / node, database=database)


@pytest.fixture
def readings(school: School, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Readings]:
    """Opens read sides of the school, each a process of its own."""
    url = "" if isinstance(school.log, SQLiteLog) else request.getfixturevalue("postgres_url")
    with closing(Readings(school, tmp_path, url)) as opened:
        yield opened


@pytest.fixture
def read_side(readings: Readings) -> ReadSide:
    """The read side of the school in one process."""
    return readings()


@pytest.fixture(params=["sqlite", "postgres"])
def open_door(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenDoor]:
    """Opens the same door in as many processes as it is called, on every store in turn."""
    schema, engines = f"people_{next(NUMBERS)}", ExitStack()

    def opening() -> Door:
        if request.param == "sqlite":
            engine = sqlite_engine(tmp_path / "staff.db", synchronous="OFF")
        else:
            engine = postgres_engine(request.getfixturevalue("postgres_url"), schema)
        engines.callback(engine.dispose)
        return Door(engine)

    with engines:
        yield opening


@pytest.fixture
def door(open_door: OpenDoor) -> Door:
    """The door of an institution that has one process."""
    return open_door()
