"""Import: an old case enters closed, with its own dates and its source."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self, get_args

from pydantic import Field

from engine.event import Opening
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.words import Kind, Line, LongText, Moment, Path, Severity, Somebody


class Imported(Opening):
    """Import: take over a case from an old register, as it was."""

    TOPIC = "case.imported"
    FIXED = frozenset({"happened_at", "into", "reference", "source"})
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
    outcome: LongText | None = Field(
        None, description="One that the workflow does not know is kept as written, beside."
    )
    outcome_as_written: LongText | None = None
    satisfaction: int | None = Field(None, ge=1, le=5)
    raised_at: Moment
    closed_at: Moment | None = Field(None, description="Defaults to when it was raised.")

    def says_something(self) -> Self:
        """There are words, or a summary."""
        if self.words is None and self.summary is None:
            msg = "give words or a summary"
            raise ValueError(msg)
        return self

    def ends_after_it_begins(self) -> Self:
        """Nothing is closed before it was raised."""
        if self.closed_at and self.closed_at < self.raised_at:
            msg = "closed_at lies before raised_at"
            raise ValueError(msg)
        return self

    CHECKS = (says_something, ends_after_it_begins)

    @classmethod
    def given(cls, situation: Any) -> dict[str, Any]:
        """It happened when it was closed. An outcome that its workflow does not know is kept as written, beside."""
        form = situation.form
        happened_at = ended(form, situation.now)
        closing = situation.case.lifecycle.records["close"]
        if form.outcome is None or form.outcome in get_args(closing.model_fields["outcome"].annotation):
            return {"happened_at": happened_at}
        return {"happened_at": happened_at, "outcome": None, "outcome_as_written": form.outcome}

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


def ended(form: Any, now: datetime) -> datetime:
    """When an old case was over, which is not still to come."""
    happened_at: datetime = form.closed_at or form.raised_at
    if happened_at > now:
        raise NotFillable([Flaw("closed_at" if form.closed_at else "raised_at", "lies in the future")])
    return happened_at
