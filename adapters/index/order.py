"""The order of what was found: the best first; of equals the one raised last; and of those always the same one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from operator import neg
from typing import Any

from tantivy import DocAddress, Query, Searcher

DIGITS = 5
"""Of a score: what lies beyond depends on where in the index an entry happens to stand."""
SOME_EQUALS, EQUALS_AT_MOST = 500, 10_000
"""More equals than that stay as they lie: nobody reads so far, and everybody would wait for it."""

Found = tuple[float, DocAddress]
Level = Callable[[float], float]


def best(searcher: Searcher, wanted: Query, limit: int) -> list[Found]:
    """The entries of the highest scores."""
    return _in_order(searcher, wanted, 0, limit, rounded, count=False)[0]


def best_of_all(searcher: Searcher, wanted: Query, offset: int, limit: int) -> tuple[list[Found], int]:
    """Some of the entries by their scores, and how many there are."""
    return _in_order(searcher, wanted, offset, limit, rounded)


def latest_of_all(searcher: Searcher, wanted: Query, offset: int, limit: int) -> tuple[list[Found], int]:
    """Some of the entries by when they were raised, and how many there are."""
    return _in_order(searcher, wanted, offset, limit, float, order_by_field="raised_at")


def rounded(score: float) -> float:
    """A score as far as it means something."""
    return float(f"{score:.{DIGITS}g}")


def _in_order(
    searcher: Searcher, wanted: Query, offset: int, limit: int, level: Level, **how: Any
) -> tuple[list[Found], int]:
    end = offset + limit
    for more in (1, SOME_EQUALS, EQUALS_AT_MOST):
        # The library's stub does not know of the count.
        answer: Any = searcher.search(wanted, end + more, **how)
        hits = answer.hits
        if len(hits) < end + more or level(hits[-1][0]) != level(hits[end - 1][0]):
            break
    return list(_settled(searcher, hits, offset, min(end, len(hits)), level)), answer.count


def _settled(searcher: Searcher, hits: Sequence[Found], place: int, end: int, level: Level) -> Iterator[Found]:
    """These places of the hits; of thousands of equals no more are put in order than are wanted."""

    def falling(hit: Found) -> float:
        return -level(hit[0])

    while place < end:
        here = falling(hits[place])
        first = bisect_left(hits, here, hi=place, key=falling)
        last = bisect_right(hits, here, lo=place, key=falling)
        stop = min(end, last)
        equals = [address for _, address in hits[first:last]]
        yield from ((-here, address) for address in _always_so(searcher, equals, stop - first)[place - first :])
        place = stop


def _always_so(searcher: Searcher, equals: list[DocAddress], wanted: int) -> Sequence[DocAddress]:
    """The first of these in the order that they have wherever in the index they stand."""
    if not 1 < len(equals) <= EQUALS_AT_MOST:
        return equals[:wanted]
    known: list[Any] = [searcher.fast_field_values(field, equals) for field in ("raised_at", "number")]
    raised, number = known
    ranked = nsmallest(wanted, zip(map(neg, raised), number, range(len(equals)), strict=True))
    return [equals[place] for *_, place in ranked]
