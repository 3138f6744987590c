"""The index itself: one writer, any number of readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query, Searcher

from adapters.index.clauses import all_of, any_of, same
from adapters.index.directory import opened, writer
from adapters.index.entry import Entry
from adapters.index.facets import facets
from adapters.index.filters import Filters
from adapters.index.found import Found, Similar
from adapters.index.kept import kept
from adapters.index.page import Page, found
from adapters.index.schema import document, keyword
from adapters.index.scope import Scope
from adapters.index.similar import Sample, similar

POSITION = "position"
RESOLVED, EVERYTHING = Filters(), Filters(state="all")


class TextIndex:
    """Finds entries as of the last commit. One process may write, and in it one thread at a time; all may read.

    Whoever meets an error in writing releases, and goes on from the position.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._index = opened(path)
        self._writer: tantivy.IndexWriter | None = None

    @property
    def position(self) -> int:
        """The log position that the last commit stands for; 0 for an empty index."""
        searcher = self._searcher()
        for _, address in searcher.search(same("mark", POSITION), 1, count=False).hits:
            position: Any = searcher.doc(address).get_first(POSITION)
            return int(position)
        return 0

    def put(self, entries: Iterable[Entry]) -> None:
        """Replace these entries, from the next commit on."""
        writing = self._writing()
        for entry in entries:
            writing.delete_documents_by_term("case", keyword(entry.case))
            writing.add_document(document(entry))

    def drop(self, cases: Iterable[str]) -> None:
        """Forget these cases, from the next commit on."""
        writing = self._writing()
        for case in cases:
            writing.delete_documents_by_term("case", keyword(case))

    def clear(self) -> None:
        """Forget everything, the position too, at once and for good: afterwards no file holds any text."""
        writing = self._writing()
        writing.delete_all_documents()
        writing.commit()
        writing.garbage_collect_files()

    def commit(self, position: int) -> None:
        """Make durable and visible, together, all changes since the last commit and their position."""
        writing = self._writing()
        writing.delete_documents_by_term("mark", POSITION)
        writing.add_document(tantivy.Document(mark=POSITION, position=position))
        writing.commit()

    def release(self) -> None:
        """Let somebody else write; changes that are not committed are lost."""
        self._writer = None

    def search(
        self, query: str, scope: Scope, filters: Filters = RESOLVED, *, limit: int = 20, offset: int = 0
    ) -> Found:
        """What contains every word of a query, best first; for an empty query all there is, newest first."""
        page = Page(limit, offset)
        return found(self._searcher(), query, _visible(scope, filters), scope, page)

    def values(self, facet: str, scope: Scope) -> frozenset[str]:
        """What entries are filed under, as it is told to the one who asks."""
        return frozenset(facets(self._searcher(), _visible(scope, EVERYTHING), [facet])[facet])

    def families(self, cases: Sequence[str]) -> dict[str, Sequence[str]]:
        """The names and phones that are masked in each of these cases, as far as they are here."""
        searcher = self._searcher()
        wanted = any_of([same("case", case) for case in cases])
        entries = (kept(searcher, at) for _, at in searcher.search(wanted, max(len(cases), 1), count=False).hits)
        return {entry.case: entry.hidden for entry in entries}

    def similar(
        self,
        text: str,
        scope: Scope,
        filters: Filters = RESOLVED,
        *,
        category: str | None = None,
        approach: str | None = None,
        incident: str | None = None,
        exclude: str | None = None,
        limit: int = 5,
    ) -> list[Similar]:
        """Cases like a text, most alike first."""
        sample = Sample(text, category, approach, incident, exclude)
        return similar(self._searcher(), sample, _visible(scope, filters), Page(limit).limit)

    def like(self, case: str, scope: Scope, filters: Filters = RESOLVED, *, limit: int = 5) -> list[Similar]:
        """Cases like one in the register, most alike first; KeyError if it is not there for the one who asks."""
        searcher = self._searcher()
        hits = searcher.search(all_of([same("case", case), scope.clause()]), 1, count=False).hits
        if not hits:
            raise KeyError(case)
        entry = kept(searcher, hits[0][1])
        text = "\n".join(entry.telling())
        sample = Sample(text, entry.category, entry.approach, entry.incident, exclude=entry.case)
        return similar(searcher, sample, _visible(scope, filters), Page(limit).limit)

    def _searcher(self) -> Searcher:
        self._index.reload()
        return self._index.searcher()

    def _writing(self) -> tantivy.IndexWriter:
        if not self._writer:
            self._writer = writer(self._index, self._path)
        return self._writer


def _visible(scope: Scope, filters: Filters) -> Query:
    return all_of([scope.clause(), filters.clause()])
