"""Names and phones of families: out of sight for whoever may not know them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from adapters.index.text import aligned, fold, literal, stream

MASK = "***"
SHORTEST = 2  # a single character would blot out half a text


def masked(text: str, people: Sequence[str]) -> str:
    """The text with every whole mention of these people replaced."""
    names = sorted((name for name in map(fold, people) if len(name) >= SHORTEST), key=len, reverse=True)
    near = fold(text)
    if not any(name[:SHORTEST] in near for name in names):
        return text
    folded, origin = aligned(text)
    shown: list[str] = []
    place = 0
    for match in re.finditer("|".join(literal(name) for name in names), folded):
        shown += [text[place : origin[match.start()]], MASK]
        place = origin[match.end() - 1] + 1
    return "".join([*shown, text[place:]])


def streams(texts: Sequence[str], people: Sequence[str]) -> tuple[str, str]:
    """What everybody may search, and what only those may who see people: names, and texts that mention them."""
    open_texts = [masked(text, people) for text in texts]
    personal = [text for text, shown in zip(texts, open_texts, strict=True) if text != shown]
    return stream(map(fold, open_texts)), stream(map(fold, [*people, *personal]))
