"""The order of what was found: the best first; of equals the one raised last; and of those always the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from tantivy import DocAddress, Query, Searcher

DIGITS = 5
"""Of a score: what lies beyond depends on where in the index an entry happens to stand."""
SOME_EQUALS, EQUALS_AT_MOST = 500, 10_000
"""More equals than that stay as they lie: nobody reads so far, and everybody would wait for it."""

Found = tuple[float, DocAddress]


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
    searcher: Searcher, wanted: Query, offset: int, limit: int, level: Callable[[float], float], **how: Any
) -> tuple[list[Found], int]:
    end, levels = offset + limit, dict[float, float]()
    for more in (1, SOME_EQUALS, EQUALS_AT_MOST):
        # The library's stub does not know of the count.
        answer: Any = searcher.search(wanted, end + more, **how)
        levels |= {key: level(key) for key in {key for key, _ in answer.hits} - levels.keys()}
        found = [(levels[key], address) for key, address in answer.hits]
        if len(found) < end + more or found[-1][0] != found[end - 1][0]:
            break
    start, stop = _with_equals([key for key, _ in found], offset, end)
    return [*found[:start], *_settled(searcher, found[start:stop])][offset:end], answer.count


def _with_equals(keys: Sequence[float], start: int, stop: int) -> tuple[int, int]:
    """The same stretch with everything that is equal to its ends."""
    while 0 < start < len(keys) and keys[start - 1] == keys[start]:
        start -= 1
    while 0 < stop < len(keys) and keys[stop - 1] == keys[stop]:
        stop += 1
    return start, stop


def _settled(searcher: Searcher, found: Sequence[Found]) -> list[Found]:
    """The same entries, equals in the order that they have wherever in the index they stand."""
    equals = Counter(key for key, _ in found)
    addresses = [address for _, address in found]
    known: list[Any] = [searcher.fast_field_values(field, addresses) for field in ("raised_at", "number")]
    places = {
        place: (-key, -raised, number) if equals[key] <= EQUALS_AT_MOST else (-key, place, 0)
        for place, ((key, _), raised, number) in enumerate(zip(found, *known, strict=True))
    }
    return [found[place] for place in sorted(places, key=places.__getitem__)]
