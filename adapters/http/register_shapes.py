"""The shapes of what the register answers, for those who read the API's description."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from adapters.http.shapes import Shape


class Piece(Shape):
    """A stretch of a text, and whether it is what was searched for."""

    text: str
    hit: bool


class Entry(Shape):
    """What the register knows of a case."""

    case: str
    reference: str
    workflow: str
    state: Literal["open", "resolved"]
    score: float = Field(description="How well it fits, in tenths; of a search, compared with what fits best.")
    category: str | None
    summary: str | None
    outcome: str | None
    approach: str | None
    satisfaction_first: int | None
    satisfaction: int | None
    rounds: int = Field(description="How often the family was asked what they think of a solution.")
    reopened: int
    effective: bool | None = Field(
        description="Whether the solution held when somebody looked again; null if nobody did."
    )
    raised_at: datetime
    closed_at: datetime | None


class Hit(Entry):
    """An entry, and where in its texts the words were found: as plain texts, and piece by piece."""

    highlights: list[str]
    fragments: list[list[Piece]]


class Found(Shape):
    """A page of entries; `facets` counts all that were found, by value."""

    items: list[Hit]
    facets: dict[str, dict[str, int]]
    total: int
    next: str | None


class Like(Entry):
    """An entry, and why it is like the one at hand."""

    reasons: list[str]


class Likes(Shape):
    """Entries, the most alike first."""

    items: list[Like]


class Approach(Shape):
    """What came of an approach in the resolved cases of one workflow that tried it."""

    approach: str
    workflow: str
    uses: int = Field(description="Resolved cases in which it was tried.")
    answered: int = Field(description="Those whose family has answered to it.")
    satisfied: int = Field(
        description="Those whose last answer accepted it, disputed nothing, and was better than what sends a case back."
    )
    success_rate: float | None = Field(description="Satisfied of answered; null where nobody has answered.")
    low: float | None = Field(description="With 95 % confidence the rate is not below this (Wilson's interval).")
    high: float | None = Field(description="With 95 % confidence the rate is not above this.")
    days_saved: float | None = Field(
        description="Of cases that ended so: by how many days, from raised to closed, the median of those whose plan "
        "was taken from another case is below that of those solved afresh; null where either are missing."
    )


class Approaches(Shape):
    """A page of approaches, the most used first."""

    items: list[Approach]
    next: str | None
