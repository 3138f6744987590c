"""What the index keeps beside its terms: enough of an entry to show where and why it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from tantivy import DocAddress, Searcher

from adapters.index.names import masked


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is read back from the index."""

    case: str
    category: str | None
    approach: str | None
    said: list[str]
    people: list[str]

    def texts(self, *, people: bool) -> list[str]:
        """All that was said, and the names, for those who may see them; for others the texts without them."""
        return [*self.said, *self.people] if people else [masked(text, self.people) for text in self.said]


def kept(searcher: Searcher, address: DocAddress) -> Kept:
    """The entry at an address of a search."""
    stored: Any = searcher.doc(address).get_first("entry")
    return Kept(**orjson.loads(stored))
