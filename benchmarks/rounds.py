"""Rounds: two ways of doing the same, in turn, and the ratio of their medians."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], Callable[[], int]]
"""Makes a round ready, untimed, and returns what is timed; that returns how many pieces of work it did."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much faster ours is than theirs, in pieces a second, and the least that is asked of it."""

    name: str
    ours: float
    theirs: float
    floor: float
    most: bool = False

    @property
    def value(self) -> float:
        """Ours by theirs; for times, where `most` is asked, it is the growth of the time."""
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        """Whether what is asked is reached."""
        return self.value <= self.floor if self.most else self.value >= self.floor


def speed(work: Work) -> float:
    """Pieces a second in one round."""
    timed = work()
    started = perf_counter()
    pieces = timed()
    return pieces / (perf_counter() - started)


def in_turn(rounds: int, *works: Work) -> Sequence[float]:
    """The median speed of each, measured in turn so that a change of the machine's mood meets all alike."""
    for work in works:
        speed(work)
    speeds = [[speed(work) for work in works] for _ in range(rounds)]
    return [median(column) for column in zip(*speeds, strict=True)]
