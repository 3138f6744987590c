"""The words two texts share, as a person would name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.index.terms import TEXT_LIMIT, Term
from adapters.index.text import clean, fold, runs, stems

WORDS_SHOWN = 5
BODY_LIMIT = 100_000


def shared_words(text: str, telling: Sequence[Term], others: Sequence[str]) -> tuple[str, ...]:
    """Runs of Chinese and words found in both, those first that tell most."""
    worth = {term.text: term.worth for term in telling if term.field in {"pairs", "stems"}}
    body = fold("\n".join(others)[:BODY_LIMIT])
    folded = fold(clean(text[:TEXT_LIMIT]))
    found = dict([*_shared_runs(folded, worth, body), *_shared_stems(folded, worth, body)])
    return tuple(sorted(found, key=lambda word: found[word], reverse=True)[:WORDS_SHOWN])


def _shared_runs(folded: str, worth: dict[str, float], body: str) -> Iterator[tuple[str, float]]:
    for han, _ in runs(folded):
        start = 0
        while start < len(han) - 1:
            end = _reach(han, start, worth, body)
            if end > start + 1:
                yield han[start:end], sum(worth[han[place : place + 2]] for place in range(start, end - 1))
            start = max(start + 1, end - 1)


def _reach(han: str, start: int, worth: dict[str, float], body: str) -> int:
    """How far a run goes on telling something and being found."""
    end = start + 1
    while end < len(han) and han[end - 1 : end + 1] in worth and han[start : end + 1] in body:
        end += 1
    return end


def _shared_stems(folded: str, worth: dict[str, float], body: str) -> Iterator[tuple[str, float]]:
    spoken, theirs = _words(folded), set(stems(_words(body)))
    for word, stem in zip(spoken, stems(spoken), strict=True):
        if stem in worth and stem in theirs:
            yield word, worth[stem]


def _words(folded: str) -> list[str]:
    return [word for _, word in runs(folded) if word]
