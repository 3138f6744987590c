"""Names and phones of families: out of sight for whoever may not know them."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.index.text import RUN, aligned, fold, mentions

MASK = "***"
SHORTEST = 2  # a single character would blot out half a text


def masked(text: str, people: Sequence[str]) -> str:
    """The text with every whole mention of these people replaced."""
    if not people:
        return text
    folded, origin = aligned(text)
    names = [name for name in map(_named, people) if len(name) >= SHORTEST and name[:SHORTEST] in folded]
    shown: list[str] = []
    place = 0
    for start, end in sorted(span for name in names for span in mentions(folded, name)):
        if origin[start] >= place:
            shown += [text[place : origin[start]], MASK]
        place = max(place, origin[end - 1] + 1)
    return "".join([*shown, text[place:]]) if shown else text


def _named(person: str) -> str:
    """How somebody is named, without signs before and after: those alone would be found everywhere."""
    found = [match.span() for match in RUN.finditer(fold(person)) if match.lastindex]
    return fold(person)[found[0][0] : found[-1][1]] if found else ""
