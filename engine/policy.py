"""The policy: the institution's rules as versioned data; each case keeps the version it was raised under."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from engine.calendar import Calendar
from engine.event import Event
from engine.span import Count, Span
from engine.words import Line

COUNTS_KEPT = 10_000
STREAM = "policy"
"""The log's own case, so to speak, to which every version of the policy is an event."""


ALWAYS = "always"
"""The name of a span that does not depend on the kind of case."""


def _by_kind(written: Any) -> Any:
    if not isinstance(written, str | dict) or not written:
        msg = f"write {Span.examples}, or a table of such lengths by kind of case"
        raise ValueError(msg)
    return {ALWAYS: written} if isinstance(written, str) else written


Spans = Annotated[dict[str, Span], BeforeValidator(_by_kind)]


class Rules(BaseModel):
    """A table of the policy file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FeedbackRules(Rules):
    """When an answer counts as dissatisfied."""

    sends_back_at: int = Field(strict=True, ge=0, le=4, description="A satisfaction this low sends a case back.")


class ReopeningRules(Rules):
    """How long a closed case may be taken up again."""

    window: Span


Word = Literal["category", "root_cause", "approach"]


class Policy(Rules):
    """One version of the rules. Deadlines are named by workflow, then by name, then, where they differ, by kind."""

    calendar: Calendar
    deadlines: dict[str, dict[str, Spans]]
    feedback: FeedbackRules
    reopening: ReopeningRules
    known: dict[Word, Annotated[tuple[Line, ...], Field(max_length=1000)]] = Field(default_factory=dict)

    def span(self, workflow: str, deadline: str, variant: str | None) -> Span | None:
        """How long this deadline is for a case of this kind; None if the policy sets none."""
        spans = self.deadlines.get(workflow, {}).get(deadline, {})
        return spans.get(variant or ALWAYS) or spans.get(ALWAYS)

    def new_words(self, form: Any, *words: Word) -> dict[str, Any]:
        """Which of these were filled in with something that the policy does not list; accepted, and marked as new."""
        said = {word: getattr(form, word) for word in words}
        return {"new": [word for word, value in said.items() if value and value not in self.known.get(word, ())]}

    def count(self, workflow: str, deadline: str, variant: str | None, start: datetime) -> Count | None:
        """The length of this deadline, counted from a moment; None if the policy sets none."""
        return self._count(workflow, deadline, variant, start)

    @cached_property
    def _count(self) -> Callable[[str, str, str | None, datetime], Count | None]:
        """A case asks the same of each of its deadlines at every step."""

        def count(workflow: str, deadline: str, variant: str | None, start: datetime) -> Count | None:
            span = self.span(workflow, deadline, variant)
            return None if span is None else Count(span, start, self.calendar)

        return lru_cache(COUNTS_KEPT)(count)


class PolicyAdopted(Event):
    """A version of the policy came into force; its number is the event's version."""

    TOPIC = "policy.adopted"

    policy: Policy
