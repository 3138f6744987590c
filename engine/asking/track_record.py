"""The track record of an approach: how often it was used, how often it satisfied, and what reusing it has saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import NormalDist, median
from typing import NamedTuple

Z = NormalDist().inv_cdf(0.975)
"""Nineteen intervals in twenty hold the true rate."""
DIGITS = 4


class Use(NamedTuple):
    """Resolved cases in which the approach was tried; `satisfied` is None where the family was not asked or silent."""

    workflow: str
    approach: str
    satisfied: bool | None
    cases: int = 1


class Length(NamedTuple):
    """How many days a resolved case took that ended with the approach, and whether that was taken from another case."""

    workflow: str
    approach: str
    days: float
    reused: bool


class TrackRecord(NamedTuple):
    """What came of an approach; the rate is of those who answered, between `low` and `high` with 95 % confidence."""

    approach: str
    workflow: str
    uses: int
    answered: int
    satisfied: int
    success_rate: float | None
    low: float | None
    high: float | None
    days_saved: float | None


def track_records(uses: Iterable[Use], lengths: Iterable[Length] = ()) -> list[TrackRecord]:
    """One for each approach of a workflow, the most used first."""
    used, took = defaultdict[tuple[str, str], list[Use]](list), defaultdict[tuple[str, str], list[Length]](list)
    for use in uses:
        used[use.approach, use.workflow].append(use)
    for length in lengths:
        took[length.approach, length.workflow].append(length)
    records = [_record(*named, of_it, took[named]) for named, of_it in used.items()]
    return sorted(records, key=lambda record: (-record.uses, record.approach, record.workflow))


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The interval that holds the true rate with 95 % confidence, after Wilson: sound for few trials, too."""
    rate, weight = successes / trials, Z * Z / trials
    middle = rate + weight / 2
    half = sqrt(weight * (rate * (1 - rate) + weight / 4))
    return max(0.0, (middle - half) / (1 + weight)), min(1.0, (middle + half) / (1 + weight))


def _record(approach: str, workflow: str, uses: Sequence[Use], lengths: Sequence[Length]) -> TrackRecord:
    tried = sum(use.cases for use in uses)
    answered = sum(use.cases for use in uses if use.satisfied is not None)
    satisfied = sum(use.cases for use in uses if use.satisfied)
    counts, saved = (approach, workflow, tried, answered, satisfied), _days_saved(lengths)
    if not answered:
        return TrackRecord(*counts, None, None, None, saved)
    low, high = wilson(satisfied, answered)
    return TrackRecord(*counts, round(satisfied / answered, DIGITS), round(low, DIGITS), round(high, DIGITS), saved)


def _days_saved(lengths: Sequence[Length]) -> float | None:
    """By how much the median of cases that reused it is below that of cases solved afresh."""
    reused = [length.days for length in lengths if length.reused]
    afresh = [length.days for length in lengths if not length.reused]
    return round(median(afresh) - median(reused), DIGITS) if reused and afresh else None
