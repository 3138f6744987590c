"""Presenting: cases and their histories as the API and the command line show them; the one place that opens facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from adapters.case_finder import CaseFinder
from adapters.opened import Opened
from adapters.staff import StaffBook
from engine.access import Who, may_see, may_take
from engine.application import Application
from engine.awaited import Awaited
from engine.case import Case, fold
from engine.deadlines import Deadline
from engine.event import Event
from engine.refusal import NotThere
from engine.situation import Situation
from engine.time_travel import AsOf

LATE = timedelta(hours=24)
NOW = AsOf()

OTHER_CASES = ("case", "based_on", "inside", "into")
Shown = dict[str, Any]
Writer = Callable[[datetime], str]


@dataclass(frozen=True)
class Presenter:
    """Shows cases to people: in the institution's own time, personal facts opened."""

    application: Application
    finder: CaseFinder
    staff: StaffBook
    opened: Opened

    def show(self, who: Who, name: str, as_of: AsOf = NOW) -> Shown:
        """The case of this name, now or at another moment."""
        case = self.finder.case(who, name)
        if as_of == NOW:
            return self.case(case, who)
        events = as_of.select(self.application.events(case.id))
        if not events:
            msg = f"{case.reference} had not been raised by then"
            raise NotThere(msg)
        then = fold(events, self.application.workflows)
        return self.case(then, who, as_of.judged_at(self.application.clock()))

    def history(self, who: Who, name: str, as_of: AsOf = NOW) -> list[Shown]:
        """Everything that happened to the case, as it was written, event by event."""
        case = self.finder.case(who, name)
        log = self.application.log
        rows = log.select_streams([case.id], log.max_notification_id())
        events = {row.id: self.application.mapper.to_domain_event(row) for row in rows}
        counted = {event.originator_version for event in as_of.select(list(events.values()))}
        shown = ((position, event) for position, event in events.items() if event.originator_version in counted)
        return [self._line(case, position, event, who) for position, event in shown]

    def case(self, case: Case, who: Who, at: datetime | None = None) -> Shown:
        """The case as it stands, its deadlines judged at a moment."""
        policy = self.application.policies.get(case.policy)
        now, written = at or self.application.clock(), policy.calendar.written
        situation = Situation(case, policy, now, by=who.id)
        told = self._told(case, who, written)
        return {
            "id": case.id,
            "reference": case.reference,
            "workflow": case.workflow,
            "stage": case.stage,
            "version": case.version,
            "campus": case.campus,
            "raised_at": written(case.raised_at),
            "closed_at": case.closed_at and written(case.closed_at),
            "raised_by": case.raised_by,
            "assignee": case.assignee,
            "confidential": case.confidential,
            "paused": case.paused,
            "waiting_for": self._known(who, case.waiting_for),
            "incident": case.incident,
            "policy": case.policy,
            "reopened": case.reopened,
            "next_steps": [step for step in case.lifecycle.next_steps(situation) if may_take(who, step, case)],
            "deadlines": [_deadline(deadline, written) for deadline in case.deadlines_at(now, policy)],
            "facts": _facts(case, told),
            "requests": [self._request(case, awaited, who, written) for awaited in case.requests.values()],
            "rounds": [told[event.originator_version] for event in case.rounds],
            "links": [
                {"case": link.case, "relation": link.relation} for link in _links(case) if self._known(who, link.case)
            ],
        }

    def _told(self, case: Case, who: Who, written: Writer) -> dict[int, Shown]:
        """The facts and the rounds of the case by their versions; the latest answer is both."""
        events = {event.originator_version: event for event in (*case.facts.values(), *case.rounds)}
        told = {version: self._fact(case, event, who) for version, event in events.items()}
        for version, event in events.items():
            told[version]["happened_at"] = written(event.happened_at)
        return told

    def _request(self, case: Case, awaited: Awaited, who: Who, written: Writer) -> Shown:
        """What was asked of a colleague, and what they answered."""
        answer = awaited.answer
        return {
            "request": awaited.request,
            **self._fact(case, awaited.question, who),
            "asked_at": written(awaited.question.happened_at),
            "answer": answer and {**self._fact(case, answer, who), "happened_at": written(answer.happened_at)},
            "lapsed_at": awaited.lapsed_at and written(awaited.lapsed_at),
        }

    def _known(self, who: Who, case_id: str | None) -> str | None:
        """The other case, where this person may know of it."""
        if case_id is None:
            return None
        try:
            return case_id if may_see(who, self.application.case(case_id)) else None
        except NotThere:
            return None

    def _without_hidden_cases(self, who: Who, shown: Shown) -> Shown:
        """What was said of another case is not shown to those for whom that case does not exist."""
        if "cases" in shown:
            shown = shown | {"cases": [each for each in shown["cases"] if self._known(who, each)]}
        if shown.keys().isdisjoint(OTHER_CASES):
            return shown
        hidden = {name for name in OTHER_CASES if name in shown and self._known(who, shown[name]) is None}
        gone = hidden | ({"outcome", "relation"} if "case" in hidden else set())
        return {name: value for name, value in shown.items() if name not in gone}

    def _fact(self, case: Case, event: Event, who: Who) -> Shown:
        shown = self.opened.fields(event)
        for correction in case.corrections.get(event.originator_version, ()):
            shown |= correction.beyond(self.opened.fields(correction))
        return self._without_hidden_cases(who, shown)

    def _line(self, case: Case, position: int, event: Event, who: Who) -> Shown:
        written = self.application.policies.get(case.policy).calendar.written
        late = event.timestamp - event.happened_at
        return {
            "position": position,
            "version": event.originator_version,
            "event": event.TOPIC,
            "step": case.lifecycle.verbs[type(event)],
            "by": event.by,
            "by_name": self.staff.name_of(event.by),
            "happened_at": written(event.happened_at),
            "recorded_at": written(event.timestamp),
            "late": int(late.total_seconds()) if late >= LATE else None,
            "policy": case.policy,
            "fields": self._without_hidden_cases(who, self.opened.fields(event)),
        }


def _facts(case: Case, told: Mapping[int, Shown]) -> Shown:
    """What each step said last; the classification that is in force stands with what was recorded."""
    facts = {verb: told[event.originator_version] for verb, event in case.facts.items()}
    return facts | {verb: facts[verb] | case.classified for verb in ("record",) if verb in facts}


def _links(case: Case) -> Iterable[Any]:
    return case.links


def _deadline(deadline: Deadline, written: Writer) -> Shown:
    return {
        "name": deadline.name,
        "due": written(deadline.due),
        "met_at": deadline.met_at and written(deadline.met_at),
        "overdue": deadline.overdue,
        "why": list(deadline.why),
    }
