"""One page of what was found."""

from __future__ import annotations

from dataclasses import dataclass

from tantivy import Query, Searcher

from adapters.index.clauses import all_of, unscored
from adapters.index.facets import facets
from adapters.index.found import Found, Hit
from adapters.index.highlight import fragments
from adapters.index.kept import kept
from adapters.index.order import best, best_of_all, latest_of_all
from adapters.index.query import BadQuery, chunks, clause
from adapters.index.scope import Scope

LIMIT, OFFSET_LIMIT = 1_000, 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """Which of the hits are wanted."""

    limit: int
    offset: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= LIMIT or not 0 <= self.offset <= OFFSET_LIMIT:
            raise BadQuery(f"A page has 1 to {LIMIT:,} entries and begins within the first {OFFSET_LIMIT:,}.")


def found(searcher: Searcher, query: str, visible: Query, scope: Scope, page: Page) -> Found:
    """What contains every word of a query, best first; for an empty query all there is, newest first."""
    parts = chunks(query)
    wanted = all_of([unscored(visible), clause(query, parts, scope)]) if query.strip() else visible
    order = best_of_all if query.strip() else latest_of_all
    ordered, total = order(searcher, wanted, page.offset, page.limit)
    top = ordered if page.offset == 0 or not query.strip() else best(searcher, wanted, 1)
    hits = []
    for key, address in ordered:
        entry = kept(searcher, address)
        marked = fragments(entry.texts(people=scope.people), parts) if parts else ()
        hits.append(Hit(entry.case, key if query.strip() else 0.0, entry.hidden, marked))
    return Found(total, hits, facets(searcher, wanted), top[0][0] if top and query.strip() else 0.0)
