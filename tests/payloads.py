"""Payloads: what somebody might write to make a page do something else than show it, one a line in payloads.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

from engine.characters import seen
from tests.browsing import Page

PAYLOADS = tuple(map(seen, Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()))
FOLLOWED = ("href", "src", "action", "formaction", "data", "xlink:href", "poster", "background")
OURS = ("/", "#", "?")
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


def active(pages: Iterable[Page]) -> list[str]:
    """What would do something by itself, or lead somewhere else, when it is looked at or pressed."""
    tags = [tag for page in pages for tag in page.soup.find_all(name=True)]
    inline = [tag for tag in tags for name in tag.attrs if name.startswith("on") or name in {"style", "srcdoc"}]
    leading = [tag for tag in tags for name in FOLLOWED if not str(tag.get(name, "/")).startswith(OURS)]
    scripts = [tag for tag in tags if tag.name == "script" and tag.get_text()]
    return [str(tag)[:200] for tag in (*inline, *leading, *scripts)]
