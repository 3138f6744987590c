"""A case is what has happened to it, folded; the aggregate keeps what decisions need, and no opened personal data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Protocol, Self

from eventsourcing.domain import BaseAggregate

from engine.deadlines import Deadline, Due, Moved, deadline_of
from engine.delays import Astray, Extension, Pause
from engine.duty import REMINDER
from engine.event import Amendment, Event, PathEvent
from engine.lifecycle import CLOSED, START, Lifecycle
from engine.owing import Owing
from engine.policy import Policy
from engine.reaction import Reaction
from engine.reference import reference_of

ELSEWHERE = ("import", "refer")
"""The steps after which a case is not ours to handle in time, until it is reopened."""


class Linking(Protocol):
    """Names another case, and how it belongs with this one."""

    @property
    def case(self) -> str:
        """The other case."""

    @property
    def relation(self) -> str:
        """What the other case is to this one."""


class Case(Owing, BaseAggregate[str]):
    """One objection, renewal, ... on its way through its lifecycle.

    Applying an event binds attributes anew and never changes a container in place, so that a case can be carried one
    event further without touching the one that others still look at.
    """

    workflow = ""
    plural = ""
    prefix = ""
    lifecycle = Lifecycle()
    deadlines = tuple[Due, ...]()
    reactions = tuple[Reaction, ...]()

    @classmethod
    def unraised(cls, case_id: str, at: datetime) -> Self:
        """A case to which nothing has happened yet."""
        case = object.__new__(cls)
        case.__base_init__(case_id, 0, at)
        case._know_nothing(at)
        return case

    def _know_nothing(self, at: datetime) -> None:
        self.left_at = self.stage = START
        self.reference = reference_of(self.prefix, self.id)
        self.subject = self.family = self.id
        self.policy = 0
        self.moves: tuple[Moved, ...] = ()
        self.raised_by, self.raised_at = "", at
        self.closed_at: datetime | None = None
        self.campus: str | None = None
        self.assignee: str | None = None
        self.confidential = False
        self.about: frozenset[str] = frozenset()
        self.invited: frozenset[str] = frozenset()
        self.classified: dict[str, Any] = {}
        self.facts: dict[str, Event] = {}
        self.rounds: tuple[Event, ...] = ()
        self.links: tuple[Linking, ...] = ()
        self.recommended: dict[str, Event] = {}
        self.corrections: dict[int, tuple[Amendment, ...]] = {}
        self.latest_addition = 0
        self.done: dict[str, datetime] = {}
        self.pauses: tuple[Pause, ...] = ()
        self.extensions: dict[str, Extension] = {}
        self.escalated_at: datetime | None = None
        self.reopened_at: datetime | None = None
        self.reopened = 0
        self.out_of_scope = False
        self.inside: str | None = None
        self.waits: tuple[str, ...] = ()
        self.incident: str | None = None
        self.leader: str | None = None
        self.members: tuple[str, ...] = ()
        self.astray: tuple[Astray, ...] = ()
        self.duties, self.set_aside, self.requests = {}, {}, {}
        self.evidence: dict[str, int] = {}
        self.reminded: dict[str, datetime] = {}

    def stand(self, event: PathEvent) -> None:
        """Take a step of the path: its facts are known, and the case stands where the event led."""
        verb = event.STANDS_FOR or self.lifecycle.verbs[type(event)]
        self.left_at, self.stage = self.stage, event.stage
        facts = self.facts.copy()
        facts.pop(verb, None)  # what is said again counts as said last
        facts[verb] = event
        self.facts = facts
        if verb not in self.done:
            self.done = {**self.done, verb: event.happened_at}
        self.closed_at = event.happened_at if event.stage == CLOSED else None
        if self.closed_at:
            self.pauses = tuple(pause.ended(self.closed_at) for pause in self.pauses)
            self.waits = ()
            for awaited in self.requests.values():
                self.await_from(awaited.lapsed(self.closed_at))
        if self.duties:
            self.duties = {key: duty for key, duty in self.duties.items() if duty.name != REMINDER}

    def hide(self, about: frozenset[str], *, confidential: bool) -> None:
        """Know whom the case is about; of a confidential one they know nothing, so none of them looks after it."""
        self.about, self.confidential = about, confidential
        self.entrust(self.assignee)

    def entrust(self, to: str | None) -> None:
        """Give the case to somebody, unless it is hidden from them."""
        self.assignee = None if to and self.hides_from(to) else to

    def admit(self, people: Iterable[str]) -> None:
        """Show the case to people who were asked for their help, unless it is hidden from them."""
        self.invited |= frozenset(people)

    @property
    def admitted(self) -> frozenset[str]:
        """Those who see the case because their help was asked for; who is to answer a question, until they have."""
        if not self.requests:
            return self.invited
        return self.invited.union(awaited.of for awaited in self.requests.values() if awaited.is_open)

    def hides_from(self, person: str) -> bool:
        """Whether somebody may not know of the case because it is about them."""
        return self.confidential and person in self.about

    def is_hidden_like(self, other: Case) -> bool:
        """Whether nobody who may not know of one of the two, because it is about them, may know of the other."""
        return self.confidential == other.confidential and (not self.confidential or self.about == other.about)

    def after(self, event: Event) -> Self:
        """The case one event later; this one stays as it is."""
        later = object.__new__(type(self))
        later.__dict__.update(self.__dict__)
        event.mutate(later)
        return later

    def fact(self, name: str) -> Any:
        """What the latest step that knows this fact said of it; None if none does."""
        if name in self.classified:
            return self.classified[name]
        for event in reversed(self.facts.values()):
            value = vars(event).get(name)
            if value is not None:
                return value
        return None

    @property
    def waiting_for(self) -> str | None:
        """The case that this one waits for; of several the one raised first."""
        return self.waits[0] if self.waits else None

    @property
    def is_bound(self) -> bool:
        """Whether what is done here may mean something for other cases."""
        return bool(self.inside or self.leader or self.members)

    @property
    def merged_into(self) -> str | None:
        """The case into which this one was merged, and is still."""
        return vars(self.facts["merge"])["into"] if "merge" in self.facts else None

    @property
    def paused(self) -> bool:
        """Whether the clock stands still."""
        return self.closed_at is None and bool(self.pauses) and self.pauses[-1].until is None

    def deadlines_at(self, now: datetime, policy: Policy) -> list[Deadline]:
        """Every deadline of the case, judged at this moment; what ran elsewhere, in an old register, had others.

        A case that was merged into another one, or is out of scope, has none.
        """
        if self.out_of_scope or "merge" in self.facts:
            return []
        asked = (awaited.deadline(policy.calendar, now) for awaited in self.requests.values())
        return [*self.own_deadlines_at(now, policy), *asked]

    def own_deadlines_at(self, now: datetime, policy: Policy) -> Iterator[Deadline]:
        """Those that the workflow declares."""
        judged = (deadline_of(due, self, policy, now) for due in self.dues)
        return (deadline for deadline in judged if deadline is not None)

    @property
    def dues(self) -> Iterator[Due]:
        """What the workflow declares, as far as it is ours to meet."""
        here = self.facts.keys().isdisjoint(ELSEWHERE)
        return (due for due in self.deadlines if here or due.starts or (due.restarts and self.reopened))
