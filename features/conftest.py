"""Every scenario plays three times: in process on SQLite, in process on PostgreSQL, and over HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from adapters import stores
from adapters.bootstrap import open_casebook
from adapters.policy.files import policy_from
from adapters.settings import Settings
from features.steps.casework import Casework
from features.steps.engines import Maker, remembering
from features.steps.facts import moment
from features.steps.finding import remember_functions
from features.steps.in_process import InProcess
from features.steps.over_http import OverHTTP
from features.steps.places import Stage
from features.steps.scene import Scene, StoppedClock
from tests.memory_disk import write_to_memory
from tests.postgres import running_postgres

pytest_plugins = [
    "features.steps.report",
    "features.steps.people",
    "features.steps.raising",
    "features.steps.taking",
    "features.steps.families",
    "features.steps.solutions",
    "features.steps.family_link",
    "features.steps.reuse",
    "features.steps.refused",
    "features.steps.case",
    "features.steps.deadlines",
    "features.steps.contributions",
    "features.steps.evidence",
    "features.steps.history",
    "features.steps.reads",
    "features.steps.register",
    "features.steps.analytics",
    "features.steps.export",
    "features.steps.renewals",
    "features.steps.old_register",
    "features.steps.policies",
    "features.steps.chinese",
    "features.steps.unasked",
    "features.steps.signing_in",
]

POLICY = policy_from(Path(__file__).with_name("policy.toml"))
BEFORE_ANYTHING = datetime.fromisoformat(moment("2026-09-01 10:00"))


def pytest_configure(config: pytest.Config) -> None:
    """A rule can be played by its number."""
    remember_functions()
    write_to_memory()
    config.addinivalue_line("markers", "rule(id): the numbered rule that a scenario shows")


def pytest_bdd_apply_tag(tag: str, function: object) -> bool:
    """A tag is the number of a rule: `pytest -m "rule(id='OBJ-5.1')"` runs that rule alone."""
    pytest.mark.rule(id=tag)(function)
    return True


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A server of this process's own, and on it a new casebook."""
    with running_postgres(lasting=False) as url, closing(Stage(url)) as stage:
        settings = Settings(data=tmp_path_factory.mktemp("index"), database=stage.model)
        open_casebook(settings, clock=StoppedClock(BEFORE_ANYTHING), policy=POLICY).close()
        yield stage


@pytest.fixture(params=["sqlite", "postgres", "http"], autouse=True)
def way(request: pytest.FixtureRequest) -> str:
    """How the scenario reaches the casebook."""
    return str(request.param)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a new casebook; to copy them is cheaper than to begin afresh."""
    folder = tmp_path_factory.mktemp("model")
    open_casebook(Settings(data=folder), clock=StoppedClock(BEFORE_ANYTHING), policy=POLICY).close()
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory in which every scenario finds its files, and which it leaves empty."""
    return tmp_path_factory.mktemp("scenario") / "data"


@pytest.fixture
def settings(way: str, request: pytest.FixtureRequest, data: Path) -> Iterator[Settings]:
    """Where the scenario's casebook lives."""
    if way == "postgres":
        stage: Stage = request.getfixturevalue("stage")
        yield Settings(data=data, database=stage.cleared())
    else:
        shutil.copytree(request.getfixturevalue("files"), data)
        yield Settings(data=data)
    shutil.rmtree(data)


@pytest.fixture(scope="session")
def makers() -> dict[str, Maker]:
    """What engines are made by in scenarios."""
    return remembering()


@pytest.fixture
def scene(way: str, settings: Settings, makers: dict[str, Maker], monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Every scenario begins with an empty casebook; none may end with a refusal that it does not speak of."""
    for name, maker in makers.items():
        monkeypatch.setattr(stores, name, maker)
    clock = StoppedClock(BEFORE_ANYTHING)
    with open_casebook(settings, clock=clock) as casebook:
        casework: Casework = OverHTTP(casebook) if way == "http" else InProcess(casebook)
        with closing(casework):
            scene = Scene(casework, casebook, clock)
            yield scene
            scene.expect_no_refusal()
