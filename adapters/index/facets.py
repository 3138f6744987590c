"""How many of the entries found have which value."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Query, Searcher

from adapters.index.schema import FACETS

VALUES_SHOWN = 1_000
VALUES_COUNTED = 65_000  # in each segment: counts are exact up to here, and tantivy's own limit is not far above


def facets(searcher: Searcher, query: Query, names: Sequence[str] = FACETS) -> dict[str, dict[str, int]]:
    """The counts of these facets, the most frequent values first."""
    terms = {"size": VALUES_SHOWN, "segment_size": VALUES_COUNTED}
    counted = searcher.aggregate(query, {name: {"terms": {"field": name, **terms}} for name in names})
    return {name: {row["key"]: row["doc_count"] for row in counted[name]["buckets"]} for name in names}
