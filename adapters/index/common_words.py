"""Words that are to be expected in any text, and numbers: they say nothing about what a text is like."""

from __future__ import annotations

from importlib.resources import files

COMMON = frozenset(files("adapters.index").joinpath("common_words.txt").read_text("utf-8").split())


def says_little(unit: str) -> bool:
    """Whether this word, character or pair of characters is a number, or nothing but what every text has."""
    return unit in COMMON or unit.isnumeric() or (not unit.isascii() and COMMON.issuperset(unit))
