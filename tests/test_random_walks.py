"""Ten thousand cases on random walks, five hundred of them on both stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.store.postgres import PostgresLog
from adapters.store.sqlite import SQLiteLog
from engine.access import OPERATOR
from tests.school import School
from tests.walking import STRICTER, Tally, Walker

PARTS, LOTS, IN_A_LOT, STEPS = 8, 125, 10, 10
"""Ten thousand cases in all; so many steps before they come to their ends, and as many after."""
LOTS_ON_BOTH = 50
MANY = settings(phases=(Phase.generate,), derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder that no disk is waited for, where the machine has one."""
    shared = Path("/dev/shm")  # noqa: S108 -- the folder in it has a name of its own
    with TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def schools(open_postgres_log: Callable[[], PostgresLog], tmp_path: Path) -> Iterator[tuple[School, School]]:
    """The same school twice, on either store."""
    for store in ("sqlite", "postgres"):
        (tmp_path / store).mkdir()
    with (
        closing(SQLiteLog(tmp_path / "log.sqlite")) as here,
        closing(open_postgres_log()) as there,
        closing(School(here, tmp_path / "sqlite")) as one,
        closing(School(there, tmp_path / "postgres")) as other,
    ):
        for school in (one, other):
            school.policies.adopt(STRICTER, OPERATOR.id, school.clock())
        yield one, other


@pytest.mark.parametrize("part", range(PARTS))
def test_every_walk_comes_to_its_end(memory: Path, part: int) -> None:
    """What is offered may be taken, and nothing else; every step is taken; each case is replayed and explained."""
    with closing(SQLiteLog(memory / "log.sqlite")) as log, closing(School(log, memory)) as school:
        school.policies.adopt(STRICTER, OPERATOR.id, school.clock())
        tally = Tally()

        @settings(MANY, max_examples=LOTS)
        @given(seed=st.integers(0, 2**32))
        def walk(seed: int) -> None:
            _walked(school, Random(f"{part} {seed}"), tally)  # noqa: S311 -- a walk that can be taken again

        walk()
        assert tally.left == set()


def test_both_stores_agree_event_for_event(schools: tuple[School, School]) -> None:
    """The same walks leave the same events, to the byte."""

    @settings(MANY, max_examples=LOTS_ON_BOTH)
    @given(seed=st.integers(0, 2**32))
    def walk(seed: int) -> None:
        ways = [_walked(school, Random(seed), Tally()) for school in schools]  # noqa: S311 -- the same for both
        assert ways[0] == ways[1]

    walk()


def _walked(school: School, chance: Random, tally: Tally) -> list[tuple[object, ...]]:
    """What is stored of some cases, once they have wandered and come to their ends."""
    head = school.head()
    walker = Walker(school, chance, tally)
    walker.begin(IN_A_LOT)
    for _ in range(2):
        walker.wander(STEPS)
        walker.look()
        walker.end()
        walker.look()
    for case in map(school.application.case, walker.cases):
        assert vars(school.replayed(case.id)) == vars(case)
        deadlines = case.deadlines_at(school.clock(), school.policies.get(case.policy))
        assert all(deadline.why and all(deadline.why) for deadline in deadlines)
    rows = school.log.select_notifications(head, 1_000_000, inclusive_of_start=False)
    return [(row.originator_id, row.originator_version, row.topic, row.state) for row in rows]
