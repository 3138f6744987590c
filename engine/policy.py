"""The policy: the institution's rules as versioned data; each case keeps the version it was raised under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from engine.event import Event
from engine.time.calendar import Calendar
from engine.time.reach import OutOfReach
from engine.time.span import Count, Span
from engine.words import Kind, Line, Moment, Severity

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
    remind_after: Span = Field(
        Span.read("3 working days"), description="What a family has to answer before somebody is reminded to ask."
    )
    link_lasts: Span = Field(
        Span.read("14 calendar days"), description="How long a family can answer by the link that it was given."
    )


class SolutionRules(Rules):
    """Which plans a second person approves, and when a solution is looked at again."""

    four_eyes: tuple[Literal[Severity, Kind], ...] = Field((), max_length=10, description="Severities and kinds.")
    outsiders: bool = Field(
        default=False, strict=True, description="Whether somebody from outside may approve where nobody here is left."
    )
    review_after: Span | None = Field(None, description="Counted from the closing of a case as resolved or partly so.")

    def asks_approval(self, classified: Mapping[str, Any]) -> bool:
        """Whether the plan of a case that is classified so is approved by a second person."""
        return any(classified.get(name) in self.four_eyes for name in ("severity", "kind"))


class PanelRules(Rules):
    """Who looks at a case again after an escalation."""

    members: int = Field(3, strict=True, ge=1, le=20, description="People who have had no part in the case.")
    independent: int = Field(1, strict=True, ge=0, le=20, description="So many of them independent.")


class ReopeningRules(Rules):
    """How long a closed case may be taken up again, and how often before it goes to the principal."""

    window: Span
    escalates_at: int = Field(3, strict=True, ge=1, le=100, description="So many reopenings, and the case escalates.")


class TouchpointRules(Rules):
    """When the family of a course is asked whether it goes on."""

    lessons_used: tuple[Annotated[int, Field(strict=True, ge=1, le=100)], ...] = Field(
        (50, 70, 90), max_length=20, description="Shares of its lessons, in per cent."
    )
    days_before_end: tuple[Annotated[int, Field(strict=True, ge=0, le=3660)], ...] = Field((14,), max_length=20)

    @staticmethod
    def called(share: int) -> str:
        """What a share of lessons used is called, where it is a touchpoint."""
        return f"{share} % of the lessons are used"


Word = Literal["category", "root_cause", "approach", "route", "service"]
USUAL: Mapping[str, Spans] = MappingProxyType({"panel": {ALWAYS: Span.read("5 working days")}})
"""The deadlines that a policy has without naming them."""


class Policy(Rules):
    """One version of the rules. Deadlines are named by workflow, then by name, then, where they differ, by kind."""

    calendar: Calendar
    deadlines: dict[str, dict[str, Spans]]
    feedback: FeedbackRules
    solution: SolutionRules = SolutionRules()
    panel: PanelRules = PanelRules()
    reopening: ReopeningRules
    touchpoints: TouchpointRules = TouchpointRules()
    known: dict[Word, Annotated[tuple[Line, ...], Field(max_length=1000)]] = Field(default_factory=dict)

    def span(self, workflow: str, deadline: str, variant: str | None) -> Span | None:
        """How long this deadline is for a case of this kind; None if the policy sets none."""
        spans = self.deadlines.get(workflow, {}).get(deadline) or USUAL.get(deadline, {})
        return spans.get(variant or ALWAYS) or spans.get(ALWAYS)

    def ends(self, span: Span | None, start: datetime) -> datetime | None:
        """When a length of time is over that runs from a moment; None if there is none, or no calendar has its end."""
        try:
            return span.due(start, self.calendar) if span else None
        except OutOfReach:
            return None

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
    """A version of the policy was adopted, in force at once or from a moment on; its number is the event's version."""

    TOPIC = "policy.adopted"

    policy: Policy
    since: Moment | None = None
