"""Tried: the ways in which a case was to be solved, and whether the family was satisfied with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.event import Event
from engine.policy import Policy


def tried(events: Sequence[Event], policy: Policy) -> dict[str, bool | None]:
    """Each approach, and whether the last answer to it says that it satisfied; None where nobody has answered."""
    ways: dict[str, bool | None] = {}
    way = None
    for said in map(vars, events):
        way = said.get("approach") or way
        if way:
            ways.setdefault(way)
        if way and "satisfaction" in said:
            ways[way] = _satisfied(said, policy)
    return ways


def _satisfied(said: Mapping[str, Any], policy: Policy) -> bool | None:
    """Accepted, nothing disputed, and satisfaction above what sends a case back; each as far as it was asked."""
    score, answer = said["satisfaction"], said.get("answer")
    accepted = said.get("accepted") if answer is None else answer == "accepted"
    if score is None and accepted is None:
        return None
    low = score is not None and score <= policy.feedback.sends_back_at
    return accepted is not False and not low and said.get("disputed", "none") == "none"
