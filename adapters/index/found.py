"""What a search answers: data to be shown, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple


class Piece(NamedTuple):
    """A stretch of text, and whether it is what was searched for."""

    text: str
    hit: bool


Fragment = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found, whose it is, and where in its texts; an empty query scores nothing."""

    case: str
    score: float
    people: Sequence[str]
    highlights: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, the counts over all that may be seen of them, and the score of the best of all."""

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]
    best: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason why a case is similar; `wording` where only parts of words agree."""

    kind: Literal["category", "incident", "approach", "words", "wording"]
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The reason in English."""
        name = {"words": "shared words", "wording": "similar wording"}.get(self.kind, f"same {self.kind}")
        return f"{name} {', '.join(self.values)}".strip()


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like the one at hand: how much, from 0 to 1, whose it is, and why."""

    case: str
    score: float
    people: Sequence[str]
    reasons: tuple[Reason, ...]

    @property
    def unsaid(self) -> tuple[Reason, ...]:
        """The reasons, without the words that were said and without what was done."""
        told = (each for each in self.reasons if each.kind != "approach")
        return tuple(replace(each, values=()) if each.kind == "words" else each for each in told)
