"""What the index keeps beside its terms: enough of an entry to show where and why it was found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import orjson
from tantivy import DocAddress, Searcher

from adapters.index.names import masked, names

READ_LIMIT = 100_000
"""After so many characters no further text is read for highlights and reasons; found it is all the same."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is read back from the index."""

    case: str
    category: str | None
    approach: str | None
    incident: str | None
    said: list[str]
    matter: int
    people: list[str]
    others: list[str]

    @property
    def hidden(self) -> list[str]:
        """Every name and phone that is masked in it, the family's own and others'."""
        return [*self.people, *self.others]

    def texts(self, *, people: bool) -> list[str]:
        """What was said, and the names, for those who may see them; for others the texts without them."""
        read = accumulate(map(len, self.said), initial=0)
        said = [text for text, before in zip(self.said, read, strict=False) if before < READ_LIMIT]
        if people:
            return [*said, *self.people]
        hidden = names(self.hidden)
        return [masked(text, hidden) for text in said]

    def telling(self) -> list[str]:
        """What may make it like another case: the texts of the matter, without the names."""
        return self.texts(people=False)[: self.matter]


def kept(searcher: Searcher, address: DocAddress) -> Kept:
    """The entry at an address of a search."""
    stored: Any = searcher.doc(address).get_first("entry")
    return Kept(**orjson.loads(stored))
