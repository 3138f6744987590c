"""Import: an old case enters closed, with its own dates and its source."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from engine.beside import Kind, Severity
from engine.event import Given, Opening
from engine.personal import Personal
from engine.words import Line, LongText, Moment, Path, Somebody


class Imported(Opening):
    """Import: take over a case from an old register, as it was."""

    TOPIC = "case.imported"
    EXAMPLE = {
        "reference": "2019-17",
        "source": "old register",
        "summary": "Late teacher",
        "raised_at": "2019-09-17T19:40:00+08:00",
    }

    into: Line = Field("objection", description="The workflow it belongs to.")
    reference: Line
    source: Line
    words: Personal[LongText] | None = None
    guardian: Personal[Somebody] | None = None
    student: Personal[Somebody] | None = None
    summary: LongText | None = None
    category: Path | None = None
    severity: Severity | None = None
    kind: Kind | None = None
    campus: Line | None = None
    root_cause: LongText | None = None
    approach: LongText | None = None
    action_taken: LongText | None = None
    lesson: LongText | None = None
    outcome: Line | None = None
    outcome_as_written: Annotated[str | None, Given] = None
    satisfaction: int | None = Field(None, ge=1, le=5)
    raised_at: Moment
    closed_at: Moment | None = Field(None, description="Defaults to when it was raised.")

    @property
    def workflow(self) -> str:
        """The workflow it was imported into."""
        return self.into

    def apply(self, aggregate: Any) -> None:
        """The case is closed, under its own name and dates."""
        super().apply(aggregate)
        aggregate.reference = self.reference
        aggregate.raised_at = self.raised_at
        aggregate.closed_at = self.closed_at or self.raised_at
        aggregate.campus = self.campus
        known = {"category": self.category, "severity": self.severity, "kind": self.kind}
        aggregate.classified = {name: value for name, value in known.items() if value}
