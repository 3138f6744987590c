"""What somebody typed, as things that must all be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tantivy import Occur, Query

from adapters.index.clauses import all_of, any_of, contains, said, same, term, unscored
from adapters.index.scope import Scope
from adapters.index.text import HAN, LETTER, RUN, WORD, WORD_LIMIT, clean, fold, mentions, stems, words_with

QUERY_LIMIT = 1_000
CHUNK_LIMIT = 32
STEM_BOOST, SUMMARY_BOOST, REFERENCE_BOOST = 0.5, 0.5, 10.0

QUOTES = re.compile('["“”„«»「」『』]')
# A sign inside a word keeps its parts together: make-up, don't, 2026/3/1, name@school.
CHUNK = re.compile(rf"(?:[{HAN}]|{LETTER}|(?<={LETTER})[-'\u2019._/@:&+](?={LETTER}))+")


class BadQuery(ValueError):
    """A query, or a page of its answer, that is too large; the text says so to whoever asked."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A word, a run of Chinese, or a quoted phrase, in folded form."""

    text: str
    quoted: bool = False

    def clause(self, scope: Scope) -> Query:
        """Entries that contain it where the one who asks may look; a word also in its other forms."""
        ways = [said(self.text)]
        if scope.people:
            ways.append(contains("personal", self.text))
        if (beside := scope.aside()) is not None:
            ways.append(all_of([contains("aside", self.text), unscored(beside)]))
        if stem := self._stem():
            ways.append(Query.boost_query(term("stems", stem), STEM_BOOST))
        return any_of(ways)

    def spans(self, folded: str, start: int = 0) -> Iterator[tuple[int, int]]:
        """Where it stands in a text, from a place on."""
        stem = self._stem()
        if not stem:
            yield from mentions(folded, self.text, start)
            return
        root = stem[:2] if self.text.startswith(stem[:2]) else self.text[:1]
        for first, last in words_with(folded, root, start):
            word = folded[first:last]
            if word == self.text or stems([word]) == [stem]:
                yield first, last

    def _stem(self) -> str | None:
        is_word = not self.quoted and WORD.fullmatch(self.text) and len(self.text) <= WORD_LIMIT
        return stems([self.text])[0] if is_word else None


def chunks(query: str) -> tuple[Chunk, ...]:
    """The parts of a query, each of them to be found; a quotation mark begins or ends a phrase."""
    if len(query.strip()) > QUERY_LIMIT:
        raise BadQuery(f"A query has at most {QUERY_LIMIT:,} characters.")
    found: dict[Chunk, None] = {}
    for number, part in enumerate(QUOTES.split(fold(clean(query)))):
        if number % 2 == 0:
            found |= {Chunk(match[0]): None for match in CHUNK.finditer(part)}
        elif any(match.lastindex for match in RUN.finditer(part)):
            found[Chunk(part, quoted=True)] = None
    if len(found) > CHUNK_LIMIT:
        raise BadQuery(f"A query has at most {CHUNK_LIMIT} words.")
    return tuple(found)


def clause(query: str, parts: tuple[Chunk, ...], scope: Scope) -> Query:
    """Entries that contain every part, those first that say it in their summary; or the one of that reference."""
    named = Query.boost_query(same("reference", fold(query.strip())), REFERENCE_BOOST)
    if not parts:
        return named
    told = [(Occur.Must, part.clause(scope)) for part in parts]
    summed_up = [(Occur.Should, Query.boost_query(contains("summary", part.text), SUMMARY_BOOST)) for part in parts]
    return any_of([Query.boolean_query([*told, *summed_up]), named])
