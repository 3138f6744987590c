"""The words two texts share, as a person would name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import chain, islice

from adapters.index.borders import Borders, Having
from adapters.index.terms import TEXT_LIMIT, Term
from adapters.index.text import clean, fold, pairs, runs, stems
from adapters.index.wording import BREAK, FILLERS, NUMBERS, pieces

WORDS_SHOWN = 5
BODY_LIMIT = 20_000
LONGEST_RUN = 12
RUNS_SETTLED = 50


def shared_words(text: str, telling: Sequence[Term], others: Sequence[str], having: Having) -> tuple[str, ...]:
    """Runs of Chinese and words found in both, the rarest first, none as a part of another."""
    rarity = {term.text: term.worth / term.weight for term in telling if term.field in {"pairs", "stems"}}
    body = fold("\n".join(others)[:BODY_LIMIT])
    folded = fold(clean(text[:TEXT_LIMIT]))
    found = dict(chain(_shared_runs(folded, rarity, body, Borders(having)), _shared_stems(folded, rarity, body)))
    rarest = sorted(found, key=lambda word: found[word], reverse=True)
    return tuple(islice((word for word in rarest if not _part_of_another(word, found)), WORDS_SHOWN))


def _shared_runs(folded: str, rarity: dict[str, float], body: str, borders: Borders) -> Iterator[tuple[str, float]]:
    spoken = pieces(folded)
    texts = [BREAK.join(["", *parts, ""]) for parts in (spoken, pieces(body))]
    found = dict.fromkeys(run for piece in spoken for run in _runs_in(piece, texts[1]))
    for run in nlargest(RUNS_SETTLED, found, key=lambda run: _told(run, rarity)):
        word = borders.settled(run, texts).rstrip(NUMBERS)
        if value := _told(word, rarity):
            yield word, value


def _told(run: str, rarity: dict[str, float]) -> float:
    return sum(rarity.get(pair, 0.0) for pair in pairs(run))


def _runs_in(piece: str, theirs: str) -> Iterator[str]:
    """The longest runs of a piece that stand in the other text as well."""
    start = reached = 0
    while start < len(piece) - 1:
        end = max(start + 1, reached)
        while end < min(len(piece), start + LONGEST_RUN) and piece[start : end + 1] in theirs:
            end += 1
        if end > max(start + 1, reached) and piece[start:end] in theirs:
            yield piece[start:end]
            reached = end
        start = end if end - start == LONGEST_RUN else start + 1


def _part_of_another(word: str, found: Iterable[str]) -> bool:
    return not word.isascii() and any(word in other and word != other for other in found)


def _shared_stems(folded: str, rarity: dict[str, float], body: str) -> Iterator[tuple[str, float]]:
    spoken = [word for word in _words(folded) if word not in FILLERS]
    theirs, first = set(stems(_words(body))), dict(zip(reversed(stems(spoken)), reversed(spoken), strict=True))
    for stem, word in reversed(first.items()):
        if stem in rarity and stem in theirs:
            yield word, rarity[stem]


def _words(folded: str) -> list[str]:
    return [word for _, word in runs(folded) if word]
