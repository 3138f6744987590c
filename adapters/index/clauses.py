"""The few shapes of clauses that every query is made of. None is ever parsed from what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query

from adapters.index.schema import SCHEMA, keyword
from adapters.index.text import cover


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
    units = cover(folded)
    if len(units) == 1:
        return Query.term_query(SCHEMA, field, units[0][1], "freq")
    return Query.phrase_query(SCHEMA, field, list(units))
