"""The steps that a case page offers, by what they are for."""

from __future__ import annotations

from collections.abc import Iterable

ADDS = (
    "note",
    "ask",
    "contribute",
    "cancel",
    "link",
    "support",
    "come_back",
    "finish",
    "recommend",
    "thank",
    "progress",
)
CHANGES = (
    "assign",
    "reclassify",
    "identify",
    "correct",
    "retract",
    "pause",
    "resume",
    "extend",
    "apply_policy",
    "incident",
    "leave",
)
WAITING = (
    "contribute",
    "approve",
    "countersign",
    "refuse",
    "decide",
    "resume",
    "report",
    "receipt",
    "come_back",
    "finish",
    "review",
)
"""Offered only while somebody waits for them."""


def waiting(offered: Iterable[str], *, asked: bool) -> list[str]:
    """Those for which somebody waits; a contribution is waited for from whoever was `asked`."""
    open_now = frozenset(offered)
    return [step for step in WAITING if step in open_now and (asked or step != "contribute")]


def others(offered: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The rest: what adds to the case, what changes it, what decides about it."""
    left = list(offered)
    adds, changes = [step for step in left if step in ADDS], [step for step in left if step in CHANGES]
    decides = [step for step in left if step not in {*ADDS, *CHANGES}]
    return [(name, steps) for name, steps in (("add", adds), ("change", changes), ("decide", decides)) if steps]
