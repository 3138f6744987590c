"""Deciding: from a case, a verb and a filled-in form to the events that will be stored. Nothing is written here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import Any

from eventsourcing.persistence import StoredEvent
from pydantic import BaseModel

from engine.access import Who, authorise, manages
from engine.case import Case
from engine.event import Amendment, Elsewhere, Event, Opening
from engine.folding import fold
from engine.form import Books, blanks_of, fill, form_of
from engine.mapper import EventMapper
from engine.policy import Policy
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.shared_finding import for_the_incident
from engine.steps.waiting import for_the_outer


@dataclass(frozen=True, slots=True)
class Decision:
    """What is about to be stored, and the case as it will stand then."""

    stored: tuple[StoredEvent, ...]
    case: Case
    others: tuple[Case, ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case that it concerns, as they will stand."""
        return (self.case, *self.others)

    def then(self, later: Decision) -> Decision:
        """Both, to be stored together; the case is the later one's."""
        return Decision(self.stored + later.stored, later.case, self.others + later.others)


@dataclass(frozen=True, slots=True)
class Desk:
    """What deciding needs, at one moment, for one person."""

    who: Who
    now: datetime
    policy_version: int
    policy: Policy
    mapper: EventMapper
    events_of: Callable[[str], list[Event]]
    case_of: Callable[[str], Case]
    policy_of: Callable[[int], Policy]
    books: Books | None = None

    def decide(self, case: Case, verb: str, form: BaseModel) -> Decision:
        """The event this step records, read back from its own stored bytes, and the case after it."""
        history = partial(self.events_of, case.id)
        who, read = (self.who.id, manages(self.who, case)), (self.policy_of, self.case_of)
        situation = Situation(case, self.policy, self.now, form, history, self.books, *who, *read)
        if situation.at > self.now:
            raise NotFillable([Flaw("happened_at", "lies in the future")])
        leads_to = case.lifecycle.rehearse(verb, situation)
        kind = case.lifecycle.records[verb]
        given = {
            "originator_id": case.id,
            "originator_version": case.version + 1,
            "recorded_at": self.now,
            "happened_at": situation.at,
            "by": self.who.id,
        } | kind.given(situation)
        if "stage" in kind.model_fields:
            given["stage"] = leads_to
        if issubclass(kind, Opening):
            given |= {"subject": case.subject, "policy": self.policy_version}
        stored = self.mapper.draft(kind, given, form, case.subject)
        return Decision((stored,), self._after(case, self.mapper.to_domain_event(stored)))

    def decide_with_others(self, case: Case, verb: str, form: BaseModel) -> Decision:
        """The same, and what it means for other cases, each decided on how that case stands by then."""
        decision = self.decide(case, verb, form)
        if not (decision.case.is_bound or case.lifecycle.records[verb].MEANT_ELSEWHERE):
            return decision
        stored, standing = list(decision.stored), {case.id: decision.case}

        def case_of(case_id: str) -> Case:
            """Read once: what is decided rests on the very version that is written to, or that proves it."""
            if case_id not in standing:
                standing[case_id] = self.case_of(case_id)
            return standing[case_id]

        meant = deque(_elsewhere(case, decision.case, verb, form, case_of))
        while meant:
            other_id, verb_there, fields = meant.popleft()
            other = case_of(other_id)
            filled = fill(form_of(other.lifecycle.records[verb_there]), fields)
            there = self._under(other.policy).decide(other, verb_there, filled)
            stored += there.stored
            standing[other_id] = there.case
            meant.extend(_elsewhere(other, there.case, verb_there, filled, case_of))
        return Decision(tuple(stored), standing.pop(case.id), tuple(standing.values()))

    def _under(self, version: int) -> Desk:
        """The same under the policy of another case."""
        return replace(self, policy_version=version, policy=self.policy_of(version))

    def decide_to_open(self, case: Case, form: BaseModel) -> Decision:
        """A case is raised, and heard at once if the form says enough."""
        raised_kind, heard_kind = case.lifecycle.records["raise"], case.lifecycle.records.get("listen")
        raised = self.decide_with_others(case, "raise", _part_of(form, raised_kind, blanks_of(raised_kind)))
        if heard_kind is None or not _was_heard(form, raised_kind, heard_kind):
            return raised
        heard = _part_of(form, heard_kind, _not_said_before(raised_kind, heard_kind))
        return raised.then(self.decide(raised.case, "listen", heard))

    def _after(self, case: Case, event: Event) -> Case:
        if not isinstance(event, Amendment):
            return case.after(event)
        later = fold([*self.events_of(case.id), event], {case.workflow: type(case)})
        if later.campus != case.campus:
            self._authorise_moving(case, later)
        return later

    def _authorise_moving(self, before: Case, after: Case) -> None:
        """Who sees a case changes with its campus: only who acts at both moves it from one to the other."""
        for campus in (before.campus, after.campus):
            authorise(self.who, "correct", campus=campus)


def subject_of(form: BaseModel, case_id: str, subject_by: Callable[[str], str]) -> str:
    """The data subject of a new case: the guardian of the roster, or somebody known by this case alone."""
    guardian = getattr(form, "guardian", None)
    return subject_by(guardian) if isinstance(guardian, str) else case_id


def _elsewhere(
    before: Case, after: Case, verb: str, form: BaseModel, case_of: Callable[[str], Case]
) -> Iterator[Elsewhere]:
    """What a step means for other cases: those that its form names, and those that the case is bound to."""
    yield from before.lifecycle.records[verb].elsewhere(before, form, case_of)
    yield from for_the_outer(before, after, case_of)
    yield from for_the_incident(before, after, case_of)


def _part_of(form: BaseModel, kind: type[Event], names: Iterable[str]) -> BaseModel:
    """These fields of a filled-in form for an event that asks for them; they have been validated already."""
    return form_of(kind).model_construct(**{name: getattr(form, name) for name in names})


@cache
def _not_said_before(raised: type[Event], heard: type[Event]) -> tuple[str, ...]:
    """What listening asks for, but for what may be said in raising once for both."""
    once = {name for name, (_, info) in blanks_of(heard).items() if not info.is_required()} - Event.model_fields.keys()
    return tuple(name for name in blanks_of(heard) if name not in once & blanks_of(raised).keys())


def _was_heard(form: BaseModel, raised: type[Event], heard: type[Event]) -> bool:
    """Whether the form that raises a case has every fact of listening; half of them is a flaw."""
    asked = blanks_of(heard)
    missing = [name for name, (_, info) in asked.items() if info.is_required() and getattr(form, name) is None]
    begun: Any = [name for name in asked if name not in blanks_of(raised) and getattr(form, name) is not None]
    if missing and begun:
        raise NotFillable([Flaw(name, f"is required with {' and '.join(begun)}") for name in missing])
    return not missing
