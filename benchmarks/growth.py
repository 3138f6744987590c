"""Growth: what a command costs in a large log and in a long case, against a small log and a short case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

from eventsourcing.persistence import StoredEvent

from benchmarks.cases import Walker, casebook_at
from benchmarks.rounds import Ratio

STEPS = 200
MANY = 1_000_000
AT_ONCE = 10_000


def latency_in_a_large_log(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """The median time of a step at a million events, by that at a thousand."""
    with casebook_at() as casebook:
        walker = Walker(casebook)
        small = _feedback(rounds, walker)
        template = casebook.log.select_events(walker.at_second_feedback())[-1].state
        for start in range(0, MANY, AT_ONCE):
            casebook.log.insert_events(_filler(start, template))
        large = _feedback(rounds, walker)
        yield Ratio(name, large, small, floor, most=True)


def latency_in_a_long_case(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """The median time of a step in a case of a thousand events, by that in one of ten."""
    with casebook_at() as casebook:
        walker = Walker(casebook)
        short, long = walker.at_second_feedback(), walker.at_second_feedback()
        for _ in range(1_000):
            walker.take("note", long)
        times = [(_noting(walker, long), _noting(walker, short)) for _ in range(rounds)]
        yield Ratio(name, median(t for t, _ in times), median(t for _, t in times), floor, most=True)


def _filler(start: int, state: bytes) -> list[StoredEvent]:
    """Events of other cases; nobody reads them here."""
    return [
        StoredEvent(f"{number // 10:032x}", number % 10 + 1, "objection.solved", state)
        for number in range(start, start + AT_ONCE)
    ]


def _noting(walker: Walker, case: str) -> float:
    """Ten notes each time, so that the short case stays short."""
    return _timed(lambda: walker.take("note", case), 10)


def _feedback(rounds: int, walker: Walker) -> float:
    medians = []
    for _ in range(rounds):
        cases = iter([walker.at_second_feedback() for _ in range(STEPS)])
        medians.append(_timed(lambda: walker.feedback(next(cases)), STEPS))  # noqa: B023 -- used within the round
    return median(medians)


def _timed(step: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        step()
        taken.append(perf_counter() - started)
    return median(taken)
