"""What is asked for besides words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tantivy import FieldType, Query

from adapters.index.clauses import all_of, any_of, is_confidential, same
from adapters.index.schema import SCHEMA
from engine.time.instant import micros


@dataclass(frozen=True, slots=True)
class Filters:
    """Values an entry must have; `category` takes in all that lies below it, both dates are included."""

    workflow: str | None = None
    category: str | None = None
    campus: str | None = None
    severity: str | None = None
    outcome: str | None = None
    approach: str | None = None
    incident: str | None = None
    satisfaction: int | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    state: Literal["resolved", "open", "all"] = "resolved"

    def clause(self) -> Query:
        """What must hold of an entry for it to be asked for."""
        wanted = {
            "workflow": self.workflow,
            "under": self.category,
            "campus": self.campus,
            "severity": self.severity,
            "outcome": self.outcome,
            "approach": self.approach,
            "incident": self.incident,
            "satisfaction": None if self.satisfaction is None else str(self.satisfaction),
            "state": None if self.state == "all" else self.state,
        }
        values = [same(field, value) for field, value in wanted.items() if value is not None]
        entries = any_of([is_confidential(value=False), is_confidential(value=True)])
        return all_of([entries, *values, *self._opened()])

    def _opened(self) -> list[Query]:
        first, last = (moment and micros(moment) for moment in (self.opened_from, self.opened_to))
        if first is None and last is None:
            return []
        return [Query.range_query(SCHEMA, "raised_at", FieldType.Integer, first, last)]
