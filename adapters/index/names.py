"""Names and phones of families: out of sight for whoever may not know them."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.index.text import RUN, aligned, fold, mentions

MASK = "***"
SHORTEST = 2  # a single character would blot out half a text


def names(people: Sequence[str]) -> list[str]:
    """How people are named, without signs before and after: those alone would be found everywhere."""
    return [name for person in people if len(name := _bare(fold(person))) >= SHORTEST]


def masked(text: str, hidden: Sequence[str]) -> str:
    """The text with every whole mention of these names replaced."""
    if not hidden:
        return text
    folded, origin = aligned(text)
    shown: list[str] = []
    place = 0
    for start, end in _mentioned(folded, hidden):
        if origin[start] >= place:
            shown += [text[place : origin[start]], MASK]
        place = max(place, origin[end - 1] + 1)
    return "".join([*shown, text[place:]]) if shown else text


def without(folded: str, hidden: Sequence[str]) -> str:
    """The same for a folded text: what is left of it for everybody to search."""
    return masked(folded, hidden) if _mentioned(folded, hidden) else folded


def _mentioned(folded: str, hidden: Sequence[str]) -> list[tuple[int, int]]:
    near = [name for name in hidden if name[:SHORTEST] in folded]
    return sorted(span for name in near for span in mentions(folded, name))


def _bare(folded: str) -> str:
    found = [match.span() for match in RUN.finditer(folded) if match.lastindex]
    return folded[found[0][0] : found[-1][1]] if found else ""
