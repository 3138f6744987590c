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
    """A resolved case in which the approach was tried; `days` if it ended so, and whether it was taken from another.

    `satisfied` is None where the family was not asked, or did not answer.
    """

    workflow: str
    approach: str
    satisfied: bool | None
    days: float | None
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


def track_records(uses: Iterable[Use]) -> list[TrackRecord]:
    """One for each approach of a workflow, the most used first."""
    by_approach = defaultdict[tuple[str, str], list[Use]](list)
    for use in uses:
        by_approach[use.approach, use.workflow].append(use)
    records = [_record(*named, of_it) for named, of_it in by_approach.items()]
    return sorted(records, key=lambda record: (-record.uses, record.approach, record.workflow))


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The interval that holds the true rate with 95 % confidence, after Wilson: sound for few trials, too."""
    rate, weight = successes / trials, Z * Z / trials
    middle = rate + weight / 2
    half = sqrt(weight * (rate * (1 - rate) + weight / 4))
    return max(0.0, (middle - half) / (1 + weight)), min(1.0, (middle + half) / (1 + weight))


def _record(approach: str, workflow: str, uses: Sequence[Use]) -> TrackRecord:
    answers = [use.satisfied for use in uses if use.satisfied is not None]
    answered, satisfied = len(answers), sum(answers)
    counts, saved = (approach, workflow, len(uses), answered, satisfied), _days_saved(uses)
    if not answered:
        return TrackRecord(*counts, None, None, None, saved)
    low, high = wilson(satisfied, answered)
    return TrackRecord(*counts, round(satisfied / answered, DIGITS), round(low, DIGITS), round(high, DIGITS), saved)


def _days_saved(uses: Sequence[Use]) -> float | None:
    """By how much the median of cases that reused it is below that of cases solved afresh."""
    reused = [use.days for use in uses if use.days is not None and use.reused]
    afresh = [use.days for use in uses if use.days is not None and not use.reused]
    return round(median(afresh) - median(reused), DIGITS) if reused and afresh else None
