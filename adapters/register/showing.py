"""How what was found is shown: in the institution's own time, and to some without the names of the family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from adapters.index import Fragment, Hit, Similar, masked, names

Shown = dict[str, Any]
AS_THEY_STAND = (
    "workflow",
    "state",
    "outcome",
    "satisfaction_first",
    "satisfaction",
    "rounds",
    "reopened",
    "effective",
)
AS_FILED = ("reference", "category")
AS_WRITTEN = ("summary", "approach")


def item(
    row: Row[Any], found: Hit | Similar, local: Callable[[datetime], datetime], *, best: float, people: bool
) -> Shown:
    """An entry, with what it says of why it was found, how well compared with the `best`; `people` may know the family.

    What was said and done in a confidential case is shown to those who open it.
    """

    def told(text: str | None) -> str | None:
        return text if people or text is None else masked(text, hidden)

    hidden = names(() if people else found.people)
    shown = {name: getattr(row, name) for name in AS_THEY_STAND}
    shown |= {name: told(getattr(row, name)) for name in AS_FILED}
    shown |= {name: None if row.confidential else told(getattr(row, name)) for name in AS_WRITTEN}
    return {
        "case": row.case_id,
        **shown,
        "score": in_tenths(found.score, best),
        "raised_at": local(row.raised_at).isoformat(),
        "closed_at": row.closed_at and local(row.closed_at).isoformat(),
        **(
            _places(() if row.confidential else found.highlights)
            if isinstance(found, Hit)
            else {"reasons": [told(str(each)) for each in (found.unsaid if row.confidential else found.reasons)]}
        ),
    }


def in_tenths(score: float, best: float) -> float:
    """A score as far as it is told: finer, it would say how many entries that one may not see contain a word."""
    return max(round(score / best, 1), 0.1) if score and best else 0.0


def _places(fragments: Sequence[Fragment]) -> Shown:
    """Where the words were found: as plain texts, and in pieces that say which of them are hits."""
    return {
        "highlights": ["".join(piece.text for piece in fragment) for fragment in fragments],
        "fragments": [[piece._asdict() for piece in fragment] for fragment in fragments],
    }
