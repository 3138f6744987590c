"""An event is what a step recorded: who did it, when it happened, and when the program was told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Any, ClassVar, NamedTuple

from eventsourcing.domain import CanMutateAggregate
from pydantic import BaseModel, ConfigDict, Field


class Given:
    """Marks a field that the program fills in; a form never asks for it."""


class Elsewhere(NamedTuple):
    """A step that the program takes on another case, together with the one that somebody takes on this one."""

    case: str
    verb: str
    fields: dict[str, Any]


class Event(BaseModel, CanMutateAggregate[str]):
    """Something that happened, for ever.

    TOPIC is the name under which it is stored and never changes. SCHEMA counts the shapes it has had; a class whose
    SCHEMA is n has an `upcast_v1_v2` ... up to n, each lifting a stored state by one. CHECKS look at the form as a
    whole. TOLD names the given fields that are shown beside those that were filled in. An event that is not
    CORRECTABLE was worked out from its form when it happened; it is followed by another of its kind instead. A
    FORGIVING one may be corrected to what it would not have been taken with, and counts for as much as it can. FIXED
    fields are what other cases or an old register know it by; they are not corrected. A RETRACTABLE event was added
    beside the path, and can be taken back as if it had never been. One that is MEANT_ELSEWHERE, too, names other cases.
    What a DISCREET one says, and why it was amended, stays in its case: the register does not have it. REUSED fields
    may be left out of a form that says on which resolved case it is based; that case has them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=True)

    TOPIC: ClassVar[str] = ""
    SCHEMA: ClassVar[int] = 1
    EXAMPLE: ClassVar[dict[str, Any]] = {}
    CHECKS: ClassVar[tuple[Callable[[Any], Any], ...]] = ()
    TOLD: ClassVar[frozenset[str]] = frozenset()
    CORRECTABLE: ClassVar[bool] = True
    RETRACTABLE: ClassVar[bool] = False
    MEANT_ELSEWHERE: ClassVar[bool] = False
    DISCREET: ClassVar[bool] = False
    FORGIVING: ClassVar[bool] = False
    FIXED: ClassVar[frozenset[str]] = frozenset()
    REUSED: ClassVar[frozenset[str]] = frozenset()

    originator_id: Annotated[str, Given, Field(alias="case_id")]
    originator_version: Annotated[int, Given, Field(alias="case_version")]
    timestamp: Annotated[datetime, Given, Field(alias="recorded_at")]
    stored_schema: Annotated[int, Given, Field(alias="schema")]
    by: Annotated[str, Given]
    happened_at: datetime

    @classmethod
    def given(cls, _situation: Any) -> dict[str, Any]:
        """What the event keeps beyond the form, worked out once, when it happens; refuses what cannot be.

        Replay reads it back and never asks again.
        """
        return {}

    @classmethod
    def elsewhere(cls, _case: Any, _form: Any, _case_of: Callable[[str], Any]) -> Iterable[Elsewhere]:
        """What the step means for the cases that its form names, all stored together; refuses what cannot be."""
        return ()

    def mutate(self, aggregate: Any) -> Any:
        """Carry a case over this event, wherever it stands: replay and time travel ask no questions."""
        self.apply(aggregate)
        aggregate.version = self.originator_version
        aggregate.modified_on = self.timestamp
        if self.RETRACTABLE:
            aggregate.latest_addition = self.originator_version
        return aggregate


class PathEvent(Event):
    """An event that moves a case on; it keeps where it led, so that later rules cannot lead it elsewhere.

    Its facts are those of its own step, or of the step that it STANDS_FOR.
    """

    STANDS_FOR: ClassVar[str] = ""

    stage: Annotated[str, Given]

    def apply(self, aggregate: Any) -> None:
        """The case stands where the event led, and its facts are the event's."""
        aggregate.stand(self)


class Opening(PathEvent):
    """The first event of a case: it names the data subject and the policy the case runs under."""

    subject: Annotated[str, Given]
    policy: Annotated[int, Given]

    @property
    def workflow(self) -> str:
        """The workflow whose case this opens."""
        return self.TOPIC.partition(".")[0]

    def apply(self, aggregate: Any) -> None:
        """The case is raised."""
        super().apply(aggregate)
        aggregate.subject = aggregate.family = self.subject
        aggregate.policy = self.policy
        aggregate.raised_by, aggregate.raised_at = self.by, self.happened_at


New = Annotated[tuple[str, ...], Given]
"""The fields whose value the policy did not list when it was filled in."""


class Amendment(Event):
    """An event about an earlier event of the same case: history is folded again with it in mind."""

    CORRECTABLE = False

    version: int = Field(ge=1, description="The version of the event in question.")

    def amend(self, event: Event) -> Event:
        """The event in question as it counts from now on."""
        raise TypeError(type(self).__name__, event.TOPIC)

    def beyond(self, _opened: dict[str, Any]) -> dict[str, Any]:
        """Of this event as opened, the values that `amend` cannot put right because they are sealed."""
        return {}
