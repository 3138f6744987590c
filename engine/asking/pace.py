"""Pace: how long a case stood at each stage, and whether its deadlines were met."""

from __future__ import annotations

from engine.event import PathEvent
from engine.lifecycle import PATH
from engine.projection import Story
from engine.time.instant import micros

A_DAY = 24 * 60 * 60 * 1_000_000
DIGITS = 4
IN_TIME, LATE = "+", "-"
Running = tuple[str, int, bool]
"""The name of a deadline that is not met yet, when it is due, and whether it is stopped and so cannot come due."""


def stays(story: Story) -> dict[str, float]:
    """The days for which a case stood at each stage that it has left; what was told late takes no time back."""
    stood: dict[str, int] = {}
    at, since = "", micros(story.case.raised_at)
    for event in story.events:
        if isinstance(event, PathEvent):
            until = max(since, micros(event.happened_at))
            stood[at] = stood.get(at, 0) + until - since
            at, since = event.stage, until
    return {stage: round(stood[stage] / A_DAY, DIGITS) for stage in PATH if stage in stood and stage != at}


def judged(story: Story) -> str:
    """The deadlines of a case that are decided, each with a mark: met in time, or not."""
    over = story.case.closed_at is not None
    decided = (each for each in story.deadlines if each.met_at or (over and each.overdue))
    return " ".join(sorted(f"{each.name}{LATE if each.overdue else IN_TIME}" for each in decided))


def running(story: Story) -> list[Running]:
    """The deadlines of an open case that are still to be met."""
    if story.case.closed_at is not None:
        return []
    return [(each.name, micros(each.due), each.stopped) for each in story.deadlines if each.met_at is None]
