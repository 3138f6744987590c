"""What makes a text unlike others: its rare characters, pairs and words, each with its worth."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tantivy import Query, Searcher

from adapters.index.clauses import term
from adapters.index.common_words import says_little
from adapters.index.schema import analyzers, spaced
from adapters.index.text import clean, fold, pairs, runs, stems

TEXT_LIMIT = 10_000
TERM_LIMIT = 96
GRAM_WORDS = 24  # a text of more words says enough without parts of them
COMMON_SHARE, COMMON_FLOOR = 0.5, 100
TOO_FEW_TO_TELL = 3
"""A word of a few entries, of one that is hidden, and of none weigh the same: a score must not tell them apart."""
CHARACTER, PAIR, STEM, GRAM, SUMMARY = 1.0, 0.5, 1.0, 0.5, 0.5

_GRAMS = analyzers()["grams"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one field: its weight in a query, and what it is worth when it is found."""

    field: str
    text: str
    weight: float
    worth: float

    def clause(self) -> Query:
        """Entries with this term."""
        return Query.boost_query(term(self.field, self.text), self.weight)


def terms(searcher: Searcher, text: str) -> list[Term]:
    """The terms that tell most about a text; the place to add other names of the same thing."""
    found = runs(fold(clean(text[:TEXT_LIMIT])))
    words = [word for _, word in found if word and not says_little(word)]
    characters = _weighed("".join(han for han, _ in found), CHARACTER)
    fields = {
        "said": characters,
        "pairs": _weighed((pair for han, _ in found for pair in pairs(han)), PAIR),
        "stems": _weighed(stems(words), STEM),
        "grams": _weighed(_GRAMS.analyze(spaced(" ".join(words))) if len(words) <= GRAM_WORDS else (), GRAM),
        "summary": {unit: SUMMARY * weight for unit, weight in (characters | _weighed(words, STEM)).items()},
    }
    return [telling for field, weights in fields.items() for telling in _telling(searcher, field, weights)]


def _weighed(units: Iterable[str], weight: float) -> dict[str, float]:
    return {unit: weight * count for unit, count in Counter(units).items() if not says_little(unit)}


def _telling(searcher: Searcher, field: str, weights: dict[str, float]) -> list[Term]:
    """The terms of most worth, without those that half of all entries contain."""
    rare = sorted(_rare(searcher, field, weights), key=lambda term: term.worth, reverse=True)
    found = [term for term in rare if searcher.doc_freq(field, term.text)]
    return found[:TERM_LIMIT] + [term for term in rare if term not in found][:TERM_LIMIT]


def _rare(searcher: Searcher, field: str, weights: dict[str, float]) -> Iterator[Term]:
    entries = searcher.num_docs
    common = max(COMMON_SHARE * entries, COMMON_FLOOR)
    for unit, weight in weights.items():
        having = max(searcher.doc_freq(field, unit), TOO_FEW_TO_TELL)
        if having <= common:
            rarity = math.log(1 + (max(entries, having) - having + 0.5) / (having + 0.5))
            yield Term(field, unit, weight, weight * rarity)
