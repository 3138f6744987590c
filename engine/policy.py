"""The policy: the institution's rules as versioned data; each case keeps the version it was raised under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from engine.calendar import Calendar
from engine.event import Event
from engine.refusal import Flaw, NotFillable
from engine.span import Span

COUNTS_KEPT = 10_000
STREAM = "policy"
"""The log's own case, so to speak, to which every version of the policy is an event."""


ALWAYS = "always"
"""The name of a span that does not depend on the kind of case."""


def _by_kind(written: Any) -> Any:
    return {ALWAYS: written} if isinstance(written, str) else written


Spans = Annotated[dict[str, Span], BeforeValidator(_by_kind)]


class Rules(BaseModel):
    """A table of the policy file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FeedbackRules(Rules):
    """When an answer counts as dissatisfied."""

    sends_back_at: int = Field(ge=0, le=4, description="A satisfaction this low sends a case back.")


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
    known: dict[Word, tuple[str, ...]] = Field(default_factory=dict)

    def span(self, workflow: str, deadline: str, variant: str | None) -> Span | None:
        """How long this deadline is for a case of this kind; None if the policy sets none."""
        spans = self.deadlines.get(workflow, {}).get(deadline, {})
        return spans.get(variant or ALWAYS) or spans.get(ALWAYS)

    def new_words(self, form: Any, *words: Word) -> dict[str, Any]:
        """Which of these were filled in with something that the policy does not list; accepted, and marked as new."""
        said = {word: getattr(form, word) for word in words}
        return {"new": [word for word, value in said.items() if value and value not in self.known.get(word, ())]}

    def ends(self, span: Span, start: datetime) -> datetime:
        """When a span from this start is over."""
        return self._ends(span, start)

    def counted(self, span: Span, start: datetime) -> str:
        """How a span from this start is counted."""
        return self._counted(span, start)

    # A case asks the same of each of its deadlines at every step.

    @cached_property
    def _ends(self) -> Callable[[Span, datetime], datetime]:
        return lru_cache(COUNTS_KEPT)(lambda span, start: span.due(start, self.calendar))

    @cached_property
    def _counted(self) -> Callable[[Span, datetime], str]:
        return lru_cache(COUNTS_KEPT)(lambda span, start: span.why(start, self.calendar))


class PolicyAdopted(Event):
    """A version of the policy came into force; its number is the event's version."""

    TOPIC = "policy.adopted"

    policy: Policy


def read_policy(data: Mapping[str, Any]) -> Policy:
    """The policy in this data, or a refusal that names every flaw."""
    try:
        return Policy.model_validate(data)
    except ValidationError as error:
        flaws = [Flaw(".".join(map(str, found["loc"])), found["msg"]) for found in error.errors(include_url=False)]
        raise NotFillable(flaws) from None
