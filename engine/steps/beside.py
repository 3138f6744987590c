"""The steps beside the path that any case can take: what is added to it where it stands."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple, Self, get_args

from pydantic import Field

from engine.event import Event, New
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.steps.evidence import Evidenced
from engine.words import CaseName, Kind, Line, Path, Severity, StaffName, Text

Reason = Annotated[Text, Field(description="Why; the next person reads it.")]


class Noted(Evidenced):
    """Note: add what should not be forgotten about the case."""

    TOPIC = "case.noted"
    RETRACTABLE = True
    EXAMPLE = {"text": "Called back, nobody answered."}

    text: Personal[Text] = Field(description="In your own words.")


class Assigned(Event):
    """Assign: say who looks after the case from now on."""

    TOPIC = "case.assigned"
    RETRACTABLE = True
    EXAMPLE = {"to": "Chen"}

    to: StaffName

    @classmethod
    def given(cls, situation: Any) -> dict[str, Any]:
        """A confidential case is given to nobody whom it is about."""
        if situation.case.hides_from(situation.form.to):
            message = "is named in this confidential case and may not know of it; assign it to somebody else"
            raise NotFillable([Flaw("to", message)])
        return {}

    def apply(self, aggregate: Any) -> None:
        """The case is theirs."""
        aggregate.entrust(self.to)


class Link(NamedTuple):
    """Another case that belongs with this one, and how."""

    case: str
    relation: str


class Linked(Event):
    """Link: name another case that belongs with this one, and how."""

    TOPIC = "case.linked"
    DISCREET = RETRACTABLE = True
    EXAMPLE = {"case": "OBJ-7F3K-9Q2M", "relation": "same teacher"}

    case: CaseName
    relation: Line

    def apply(self, aggregate: Any) -> None:
        """The link stands on this case."""
        aggregate.links = (*aggregate.links, self)


class Reclassified(Event):
    """Reclassify: set category, severity or kind anew; the old value stays in the history."""

    TOPIC = "case.reclassified"
    EXAMPLE = {"category": "teaching.lateness", "reason": "It was the teacher, not the timetable."}

    category: Path | None = None
    severity: Severity | None = None
    kind: Kind | None = None
    reason: Reason
    new: New = ()

    def something_changes(self) -> Self:
        """At least one of the three is given."""
        if (self.category, self.severity, self.kind) == (None, None, None):
            msg = "give a category, a severity or a kind"
            raise ValueError(msg)
        return self

    CHECKS = (something_changes,)
    TOLD = frozenset({"new"})

    @classmethod
    def given(cls, situation: Any) -> dict[str, Any]:
        """A category that the policy does not list is marked."""
        marked: dict[str, Any] = situation.policy.new_words(situation.form, "category")
        return marked

    def apply(self, aggregate: Any) -> None:
        """The given values are in force, the others stay."""
        new = {"category": self.category, "severity": self.severity, "kind": self.kind}
        aggregate.classified = aggregate.classified | {name: value for name, value in new.items() if value}
        aggregate.facts = {**aggregate.facts, "reclassify": self}


Level = Literal["manager", "principal", "board"]
LEVELS = get_args(Level)


class Escalated(Event):
    """Escalate: hand the case to a higher level than before, which starts its deadline afresh."""

    TOPIC = "case.escalated"
    EXAMPLE = {"level": "principal", "reason": "The family has asked for the principal."}

    level: Level
    reason: Reason

    @classmethod
    def given(cls, situation: Any) -> dict[str, Any]:
        """A case goes up, not down, and not to where it is."""
        before = situation.case.facts.get("escalate")
        if before and LEVELS.index(situation.form.level) <= LEVELS.index(before.level):
            raise NotFillable([Flaw("level", f"is not above the {before.level}, who has the case already")])
        return {}

    def apply(self, aggregate: Any) -> None:
        """The clock of the escalation runs."""
        aggregate.escalated_at = max(self.happened_at, aggregate.escalated_at or self.happened_at)
        aggregate.facts = {**aggregate.facts, "escalate": self}


def below_the_board(situation: Any) -> bool:
    """The board has it, and nobody is above the board."""
    escalated = situation.case.facts.get("escalate")
    return escalated is None or escalated.level != LEVELS[-1]
