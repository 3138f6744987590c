"""Facets: the values that were found, each a link that narrows the search, and what it is narrowed by already."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from adapters.http.register import Search
from adapters.pages.asked import Asked
from adapters.pages.codes import CODES
from adapters.pages.moments import month
from adapters.pages.visit import Visit

SHOWN = 7
"""Values of a facet that are seen at once."""
MOST = 60
SPOKEN = ("workflow", "severity", "outcome")
OPENED = "opened"
Counts = Mapping[str, int]


class Value(NamedTuple):
    """A value that can be chosen."""

    called: str
    cases: int
    address: str


class Facet(NamedTuple):
    """What entries are filed under."""

    name: str
    values: Sequence[Value]

    @property
    def first(self) -> Sequence[Value]:
        """Those that are seen at once."""
        return self.values[:SHOWN]

    @property
    def others(self) -> Sequence[Value]:
        """Those that are seen when somebody asks."""
        return self.values[SHOWN:MOST]


class Chip(NamedTuple):
    """Something by which a search is narrowed, and where it is not."""

    name: str
    called: str
    without: str


class Facets:
    """Draws the facets of one answer."""

    def __init__(self, visit: Visit, asked: Asked[Search]) -> None:
        self._visit, self._asked = visit, asked

    def drawn(self, counted: Mapping[str, Counts]) -> list[Facet]:
        """Those that still divide what was found."""
        facets = [Facet(name, list(self._values(name, counts))) for name, counts in counted.items()]
        return [facet for facet in facets if facet.values and not self._is_settled(facet)]

    def chips(self) -> list[Chip]:
        """What can be taken away again."""
        told = {name: value for name, value in self._asked.given.items() if name in NARROWING}
        return [Chip(name, self._called(name, value), self._without(name)) for name, value in told.items()]

    def _is_settled(self, facet: Facet) -> bool:
        return facet.name in self._asked.given and len(facet.values) == 1

    def _without(self, name: str) -> str:
        return self._asked.address(**{name: None})

    def _values(self, name: str, counts: Counts) -> Iterator[Value]:
        if name == OPENED:
            yield from self._months(counts)
            return
        if name == "category":
            counts = _one_level_down(counts, self._asked.given.get(name, ""))
        for value, count in counts.items():
            yield Value(self._called(name, value), count, self._asked.address(**{name: value}))

    def _months(self, counts: Counts) -> Iterator[Value]:
        """The latest first."""
        for written, count in sorted(counts.items(), reverse=True):
            year, number = map(int, written.split("-"))
            ends = f"{written}-01", f"{written}-{monthrange(year, number)[1]}"
            address = self._asked.address(opened_from=ends[0], opened_to=ends[1])
            yield Value(month(date(year, number, 1), self._visit.locale), count, address)

    def _called(self, name: str, value: str) -> str:
        if name == "satisfaction":
            return self._visit.text("%(n)s of 5", n=value)
        if name in CODES:
            return self._visit.code_word(name, value)
        return self._visit.word(name, value) if name in SPOKEN else value


NARROWING = tuple(name for name in Search.model_fields if name not in ("q", "state", "limit", "cursor"))


def _one_level_down(counts: Counts, chosen: str) -> Counts:
    """Categories together with all below them, one level below the one that is chosen."""
    depth, found = len(chosen.split(".")) if chosen else 0, Counter[str]()
    for category, count in counts.items():
        found[".".join(category.split(".")[: depth + 1])] += count
    return dict(found.most_common())
