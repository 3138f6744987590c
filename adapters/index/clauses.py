"""The few shapes of clauses that every query is made of. None is ever parsed from what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query

from adapters.index.schema import SCHEMA, keyword
from adapters.index.text import pairs, places, runs

PAIR = 2


def same(field: str, value: str) -> Query:
    """Exactly this value."""
    return Query.term_query(SCHEMA, field, keyword(value), "basic")


def is_confidential(*, value: bool) -> Query:
    """Confidential, or not: together, every entry and nothing else that the index holds."""
    return Query.term_query(SCHEMA, "confidential", value, "basic")


def all_of(queries: Sequence[Query]) -> Query:
    """Every one of them."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    """At least one of them; none of none."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def but_not(query: Query, unwanted: Query) -> Query:
    """The one without the other."""
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, unwanted)])


def unscored(query: Query) -> Query:
    """The same entries, saying nothing about their rank."""
    return Query.const_score_query(query, 0.0)


def contains(field: str, folded: str) -> Query:
    """The text as it stands, inside one of the texts of a field."""
    units = places(folded)
    if len(units) == 1:
        return term(field, units[0][1])
    return Query.phrase_query(SCHEMA, field, list(units))


def said(folded: str) -> Query:
    """The text as it stands, inside something said; its pairs find the few entries where a phrase is worth a look."""
    near = [term("pairs", pair) for han, _ in runs(folded) for pair in pairs(han)]
    exact = [] if len(folded) == PAIR == len(near) + 1 else [contains("said", folded)]
    return all_of([*near, *exact])


def term(field: str, unit: str) -> Query:
    """A character, pair, word or part of one."""
    return Query.term_query(SCHEMA, field, unit, "freq")
