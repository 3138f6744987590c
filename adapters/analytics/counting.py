"""Counting: from rows that were counted in the database to figures that a person can check by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from statistics import median
from typing import Any

from adapters.analytics.periods import Periods
from engine.asking.pace import IN_TIME, LATE, Running

Figures = dict[str, Any]
Counted = tuple[Any, ...]
"""A category, and what was counted in it."""
DIGITS, DAYS_DIGITS = 4, 2
MOST = 0.9
SCORES = range(1, 6)
RUNNING = ""


def share(part: int, whole: int) -> float | None:
    """A part of a whole; None of nothing."""
    return round(part / whole, DIGITS) if whole else None


def nearest_rank(ordered: Sequence[float], part: float) -> float:
    """The least value that so great a part of all does not exceed."""
    return ordered[ceil(part * len(ordered)) - 1]


def volume(rows: Iterable[Counted], periods: Periods | None) -> Figures:
    """The cases raised, by category and by period; those without a category, or with one that is not told, last."""
    cases, still, trend = Counter[str | None](), Counter[str | None](), Counter[tuple[str, str | None]]()
    for category, period, count, of_them_open in rows:
        cases[category] += count
        still[category] += of_them_open
        if periods:
            trend[periods.of(period), category] += count
    items = [{"category": each, "cases": cases[each], "open": still[each]} for each in _by_count(cases)]
    return {
        "total": cases.total(),
        "open": still.total(),
        "items": items,
        "by": periods.length if periods else None,
        "periods": [_period(day, items, trend) for day in periods or ()],
    }


def stages(found: Mapping[str, Sequence[float]]) -> Figures:
    """How long the cases stood at each stage: the middle one, and what nine in ten do not exceed."""
    return {"items": [_stage(stage, sorted(days)) for stage, days in found.items() if days]}


def on_time(decided: Counter[tuple[str, str]], open_ones: Iterable[Running], now: int, names: Iterable[str]) -> Figures:
    """The deadlines that were met in time, of those that are decided; one that has passed unmet is late."""
    kept, items = decided.copy(), []
    for name, due, is_stopped in open_ones:
        kept[name, LATE if due < now and not is_stopped else RUNNING] += 1
    for name in names:
        in_time, late, still = kept[name, IN_TIME], kept[name, LATE], kept[name, RUNNING]
        if in_time or late or still:
            counts = {"on_time": in_time, "late": late, "running": still}
            items.append({"deadline": name, **counts, "rate": share(in_time, in_time + late)})
    return {"items": items}


def reopened(rows: Iterable[Counted]) -> Figures:
    """Of the cases that were ever closed, how many were reopened, and how often; in all and by category."""
    closed, again, times = Counter[str | None](), Counter[str | None](), Counter[str | None]()
    for category, ever, once_or_more, in_all in rows:
        closed[category] += ever
        again[category] += once_or_more
        times[category] += in_all
    items = [{"category": each, **_again(closed[each], again[each], times[each])} for each in _by_count(again, closed)]
    return {**_again(closed.total(), again.total(), times.total()), "items": items}


def root_causes(rows: Iterable[Counted]) -> Figures:
    """The cases by root cause, the most frequent first; those whose cause is not told last."""
    cases = Counter[str | None]()
    for cause, count in rows:
        cases[cause] += count
    items = [{"root_cause": each, "cases": cases[each]} for each in _by_count(cases)]
    return {"total": cases.total(), "items": items}


def satisfaction(said: Mapping[tuple[int, int], int]) -> Figures:
    """What the families said in each round; a round in which one gave no number counts as asked only."""
    return {"items": [_round(number, said) for number in sorted({number for number, _ in said})]}


def _period(day: str, items: Sequence[Figures], trend: Mapping[tuple[str, str | None], int]) -> Figures:
    by_category = [{"category": each["category"], "cases": trend.get((day, each["category"]), 0)} for each in items]
    told = [each for each in by_category if each["cases"]]
    return {"from": day, "cases": sum(each["cases"] for each in told), "items": told}


def _stage(stage: str, days: Sequence[float]) -> Figures:
    middle, most = round(median(days), DAYS_DIGITS), round(nearest_rank(days, MOST), DAYS_DIGITS)
    return {"stage": stage, "cases": len(days), "median_days": middle, "p90_days": most}


def _again(closed: int, again: int, times: int) -> Figures:
    return {"closed": closed, "reopened": again, "times": times, "rate": share(again, closed)}


def _round(number: int, said: Mapping[tuple[int, int], int]) -> Figures:
    scores = {score: said.get((number, score), 0) for score in SCORES}
    answered = sum(scores.values())
    mean = round(sum(score * count for score, count in scores.items()) / answered, DAYS_DIGITS) if answered else None
    asked = answered + said.get((number, 0), 0)
    told = {str(score): count for score, count in scores.items()}
    return {"round": number, "asked": asked, "answered": answered, "mean": mean, "scores": told}


def _by_count(*counts: Counter[str | None]) -> list[str | None]:
    """Every category, the greatest count first; what has none comes last."""
    known = {each for counted in counts for each in counted}
    return sorted(known, key=lambda each: (each is None, *(-counted[each] for counted in counts), each or ""))
