"""Cases like the one at hand: by what only few texts share with it, by category and by approach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tantivy import Query, Searcher

from adapters.index.borders import Having
from adapters.index.clauses import all_of, any_of, but_not, same, unscored
from adapters.index.found import Reason, Similar
from adapters.index.kept import Kept, kept
from adapters.index.order import best, rounded
from adapters.index.schema import ancestry
from adapters.index.shared import shared_words
from adapters.index.terms import Term, terms

SAME_CATEGORY, SAME_INCIDENT, SAME_APPROACH = 0.3, 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Sample:
    """What others are compared with."""

    text: str
    category: str | None = None
    approach: str | None = None
    incident: str | None = None
    exclude: str | None = None


def similar(searcher: Searcher, sample: Sample, visible: Query, limit: int) -> list[Similar]:
    """The cases most like a sample among those that may be seen, each with its reasons."""
    telling = terms(searcher, sample.text)
    perfect = sum(term.worth for term in telling) or 1.0
    alike = any_of([*(term.clause() for term in telling), *_filed_alike(sample, perfect)])
    query = all_of([unscored(visible), alike])
    if sample.exclude is not None:
        query = but_not(query, same("case", sample.exclude))
    hits = [(score, kept(searcher, address)) for score, address in best(searcher, query, limit)]
    return [
        Similar(
            other.case,
            min(rounded(score / perfect), 1.0),
            other.hidden,
            _reasons(sample, telling, other, searcher.doc_freq),
        )
        for score, other in hits
    ]


def _filed_alike(sample: Sample, perfect: float) -> Iterator[Query]:
    """Part of a category counts for part of it."""
    path = ancestry(sample.category) if sample.category else []
    for part in path:
        yield Query.const_score_query(same("under", part), SAME_CATEGORY * perfect / len(path))
    if sample.incident:
        yield Query.const_score_query(same("incident", sample.incident), SAME_INCIDENT * perfect)
    if sample.approach:
        yield Query.const_score_query(same("approach", sample.approach), SAME_APPROACH * perfect)


def _reasons(sample: Sample, telling: list[Term], other: Kept, having: Having) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    if sample.category and sample.category == other.category:
        reasons.append(Reason("category", (sample.category,)))
    if sample.incident and sample.incident == other.incident:
        reasons.append(Reason("incident", (sample.incident,)))
    if shared := shared_words(sample.text, telling, other.telling(), having):
        reasons.append(Reason("words", shared))
    if sample.approach and sample.approach == other.approach:
        reasons.append(Reason("approach", (sample.approach,)))
    return tuple(reasons or [Reason("wording")])
