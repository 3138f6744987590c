"""Payloads: what somebody might write to make a page do something else than show it, one a line in payloads.txt."""

from __future__ import annotations

import re
from itertools import cycle, islice
from pathlib import Path

from engine.characters import seen

PAYLOADS = tuple(map(seen, Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()))
IN_A_LINE = 2
"""As many as find room in one line."""


def payloads(kind: str, times: int) -> str:
    """In a text half of them, the other half the next time; in a line some of them, others each time."""
    if kind == "text":
        return "\n".join(PAYLOADS[times % 2 :: 2])
    begin = times * IN_A_LINE % len(PAYLOADS)
    return seen(" ".join(islice(cycle(PAYLOADS), begin, begin + IN_A_LINE)))


def harmless(kind: str, times: int) -> str:
    """Mere words in the same places, as many and as long."""
    return re.sub(r"[^\s]", "x", payloads(kind, times))
