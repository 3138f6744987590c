"""Looking up a reference: one that was given out a moment ago is waited for, one that does not exist is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from adapters.read_side import ReadSide
from engine.telling.runner import Runner
from engine.telling.surroundings import Surroundings
from tests.reading import Readings
from tests.school import School

NOBODYS = "OBJ-0000-0000"


class Counted(Runner):
    """A runner that gets nowhere, and counts those who wait for it."""

    waits = 0

    def wait_for(self, *_: float) -> bool:
        self.waits += 1
        return False


@pytest.fixture
def counted(school: School, readings: Readings) -> Iterator[Counted]:
    """Such a runner, not running yet."""
    around = Surroundings(lambda: 0.0, lambda _seconds: None, nullcontext, readings.troubles.append)
    runner = Counted(school.log, readings.teller, (), around)
    yield runner
    runner.stop()


@pytest.fixture
def stuck(read_side: ReadSide, counted: Counted) -> ReadSide:
    """A read side that hopes for such a runner."""
    return ReadSide(
        read_side.read_models, read_side.index, read_side.register, counted, read_side.reactor, read_side.head
    )


def test_nobody_waits_for_a_runner_that_does_not_run(school: School, stuck: ReadSide, counted: Counted) -> None:
    """Whoever follows the log by hand is answered with what they have read, before it runs and after."""
    school.walk("raise")
    assert stuck.find_case(NOBODYS) is None
    counted.start()
    counted.stop()
    assert stuck.find_case(NOBODYS) is None
    assert counted.waits == 0


def test_nobody_waits_in_vain_twice(school: School, stuck: ReadSide, counted: Counted) -> None:
    """One look-up waits for what is in the log; those after it only once more has been written."""
    counted.start()
    for waits in (1, 2):
        school.walk("raise")
        for _ in range(3):
            assert stuck.find_case(NOBODYS) is None
            assert counted.waits == waits


def test_a_reference_given_out_a_moment_ago_is_waited_for(school: School, read_side: ReadSide) -> None:
    """Whoever was told the reference can use it at once."""
    read_side.runner.start()
    case = school.walk("raise")
    assert read_side.find_case(case.reference) == case.id
    assert read_side.find_case(NOBODYS) is None
