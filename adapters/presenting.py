"""Presenting: cases and their histories as the API and the command line show them; the one place that opens facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from adapters.case_finder import CaseFinder
from adapters.opened import Opened
from adapters.other_cases import OtherCases
from adapters.staff import StaffBook
from engine.access import Who, takeable
from engine.application import Application
from engine.asking.time_travel import AsOf
from engine.awaited import Awaited
from engine.case import Case
from engine.deadlines import Deadline
from engine.event import Event
from engine.folding import fold
from engine.reading_book import ReadingBook
from engine.refusal import NotThere
from engine.situation import Situation
from engine.steps.applying import versions_of

LATE = timedelta(hours=24)
NOW = AsOf()

Shown = dict[str, Any]
UNOPENED: Mapping[str, Any] = MappingProxyType({"facts": {}, "requests": [], "rounds": [], "recommended": []})
Writer = Callable[[datetime], str]


@dataclass(frozen=True)
class Presenter:
    """Shows cases to people: in the institution's own time, personal facts opened."""

    application: Application
    finder: CaseFinder
    staff: StaffBook
    opened: Opened
    others: OtherCases
    readings: ReadingBook

    def show(self, who: Who, name: str, as_of: AsOf = NOW) -> Shown:
        """The case of this name, now or at another moment, to somebody who opens it."""
        if as_of == NOW:
            return self.open(self.finder.case(who, name), who)
        return self.then(who, name, as_of)[1]

    def then(self, who: Who, name: str, as_of: AsOf) -> tuple[Case, Shown]:
        """The case as it was at another moment, and what is shown of it."""
        case = self.finder.case(who, name)
        events = as_of.select(self.application.events(case.id))
        if not events:
            msg = f"{case.reference} had not been raised by then"
            raise NotThere(msg)
        then = fold(events, self.application.workflows)
        self.readings.put_down(who, case, then.version, "case")
        return then, self.case(then, who, as_of.judged_at(self.application.clock()))

    def open(self, case: Case, who: Who) -> Shown:
        """The case as it stands, to somebody who opens it: of a confidential one it is put down who reads it."""
        self.application.policies.latest()  # Another process may have adopted one.
        self.readings.put_down(who, case, case.version, "case")
        return self.case(case, who)

    def listed(self, case: Case, who: Who) -> Shown:
        """The case among others: what was said in a confidential one, reasons too, is shown to those who open it."""
        shown = self.case(case, who)
        unexplained = [deadline | {"why": []} for deadline in shown["deadlines"]]
        return {**shown, **UNOPENED, "deadlines": unexplained} if case.confidential else shown

    def history(self, who: Who, name: str, as_of: AsOf = NOW) -> list[Shown]:
        """Everything that happened to the case, as it was written, event by event."""
        case = self.finder.case(who, name)
        log = self.application.log
        rows = log.select_streams([case.id], log.max_notification_id())
        events = {row.id: self.application.mapper.to_domain_event(row) for row in rows}
        counted = {event.originator_version for event in as_of.select(list(events.values()))}
        self.readings.put_down(who, case, max(counted, default=case.version), "history")
        told = [*events.values()]
        may_hear = self.others.hearing(who, told)
        fields_of = (self._told_of(who, event) if may_hear(event) else None for event in told)
        return [
            self._line(case, position, event, fields) | {"policy": policy}
            for (position, event), fields, policy in zip(events.items(), fields_of, versions_of(told), strict=True)
            if fields is not None and event.originator_version in counted
        ]

    def case(self, case: Case, who: Who, at: datetime | None = None) -> Shown:
        """The case as it stands, its deadlines judged at a moment."""
        policies, now = self.application.policies, at or self.application.clock()
        policy = policies.get(case.policy)
        written, situation = policy.calendar.written, Situation(case, policy, now, by=who.id, policy_of=policies.known)
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
            "waiting_for": self.others.known(who, case.waiting_for),
            "incident": case.incident,
            "policy": case.policy,
            "reopened": case.reopened,
            "next_steps": self._offered(situation, who),
            "deadlines": [_deadline(deadline, written) for deadline in case.deadlines_at(now, policy)],
            "facts": _facts(case, told),
            "requests": [self._request(case, awaited, who, written) for awaited in case.requests.values()],
            "rounds": [told[event.originator_version] for event in case.rounds],
            "recommended": [told[event.originator_version] for event in case.recommended.values()],
            "links": [
                {"case": link.case, "relation": link.relation}
                for link in case.links
                if self.others.known(who, link.case)
            ],
        }

    def _offered(self, situation: Situation, who: Who) -> list[str]:
        """What this person may do now; a case comes back only from one that they may know of."""
        case = situation.case
        offered = takeable(who, case.lifecycle.next_steps(situation), case)
        is_out_of_reach = case.merged_into and not self.others.known(who, case.merged_into)
        return [verb for verb in offered if verb != "unmerge"] if is_out_of_reach else offered

    def _told(self, case: Case, who: Who, written: Writer) -> dict[int, Shown]:
        """What is told of the case by its version; the latest answer is both a fact and a round."""
        told_of = (*case.facts.values(), *case.rounds, *case.recommended.values())
        events = {event.originator_version: event for event in told_of}
        told = {}
        for version, event in events.items():
            if (fact := self._fact(case, event, who)) is not None:
                fact["happened_at"] = written(event.happened_at)
                told[version] = fact
        return told

    def _request(self, case: Case, awaited: Awaited, who: Who, written: Writer) -> Shown:
        """What was asked of a colleague, and what they answered."""
        answer = awaited.answer
        return {
            "request": awaited.request,
            **(self._fact(case, awaited.question, who) or {}),
            "asked_at": written(awaited.question.happened_at),
            "answer": answer and {**(self._fact(case, answer, who) or {}), "happened_at": written(answer.happened_at)},
            "lapsed_at": awaited.lapsed_at and written(awaited.lapsed_at),
        }

    def _fact(self, case: Case, event: Event, who: Who) -> Shown | None:
        shown = self.opened.fields(event)
        for correction in case.corrections.get(event.originator_version, ()):
            shown |= correction.beyond(self.opened.fields(correction))
        return self.others.told(who, event, shown)

    def _told_of(self, who: Who, event: Event) -> Shown | None:
        return self.others.told(who, event, self.opened.fields(event))

    def _line(self, case: Case, position: int, event: Event, fields: Shown) -> Shown:
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
            "fields": fields,
        }


def _facts(case: Case, told: Mapping[int, Shown]) -> Shown:
    """What each step said last; the classification that is in force stands with what was recorded."""
    known = {verb: told.get(event.originator_version) for verb, event in case.facts.items()}
    facts = {verb: fact for verb, fact in known.items() if fact is not None}
    return facts | {verb: facts[verb] | case.classified for verb in ("record",) if verb in facts}


def _deadline(deadline: Deadline, written: Writer) -> Shown:
    return {
        "name": deadline.name,
        "due": written(deadline.due),
        "met_at": deadline.met_at and written(deadline.met_at),
        "overdue": deadline.overdue,
        "why": list(deadline.why),
    }
