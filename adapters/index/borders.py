"""Where words end in Chinese, which marks no ends: not between characters that belong together more than the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from adapters.index.terms import TOO_FEW_TO_TELL

Having = Callable[[str, str], int]
"""How many entries have this term in this field."""
PLACES_LOOKED_AT = 4


class Borders:
    """Knows from the whole register which characters belong together."""

    def __init__(self, having: Having) -> None:
        self._having = cache(having)

    def settled(self, run: str, texts: Sequence[str]) -> str:
        """What is left of a run that stands in each of the texts when no word of theirs is torn."""
        while len(run) > 1:
            first, last = self._tie(run[:2]), self._tie(run[-2:])
            if any(all(self._tie(before + run[0]) > first for before, _ in _beside(run, text)) for text in texts):
                run = run[1:]
            elif any(all(self._tie(run[-1] + after) > last for _, after in _beside(run, text)) for text in texts):
                run = run[:-1]
            else:
                break
        return run

    def _tie(self, pair: str) -> float:
        """How often two characters follow each other, for how often they do not; few entries prove nothing."""
        together = self._having("pairs", pair)
        if together <= TOO_FEW_TO_TELL:
            return 0.0
        return together**2 / (self._having("said", pair[0]) * self._having("said", pair[1]))


def _beside(run: str, text: str) -> list[tuple[str, str]]:
    """What stands before and after it, where it is met first; every text begins and ends with a break."""
    return [(text[at - 1], text[at + len(run)]) for at in islice(_places(run, text), PLACES_LOOKED_AT)]


def _places(run: str, text: str) -> Iterator[int]:
    at = text.find(run)
    while at >= 0:
        yield at
        at = text.find(run, at + 1)
