"""The one command path: every step of every case, whoever asks and by whatever way, is taken here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eventsourcing.persistence import IntegrityError, PersistenceError

from engine.access import Who, authorise, may_see
from engine.case import Case
from engine.cases import Cases
from engine.decision import Decision, Desk, subject_of
from engine.driving import Conversation, Wait, drive, drive_aside
from engine.form import Books, fill, opening_form_of
from engine.log import Log, Once, Reply
from engine.mapper import EventMapper
from engine.policy_book import PolicyBook
from engine.refusal import Busy, Contended, KeyReused, NotThere, Refusal, Stale
from engine.reuse import filled
from engine.time.clock import Clock

TRIES = 5
CASES_KEPT = 5_000
BUSY = "the store is busy or its answer was lost; repeat the request with the same key"


@dataclass(frozen=True, slots=True)
class Request:
    """A step that somebody wants taken: the verb, the form as sent, and who; `case` is empty for a new one.

    `seen` is the version the person has looked at. `once` is the idempotency key.
    """

    who: Who
    workflow: str
    verb: str
    fields: Mapping[str, Any] | bytes
    case: str = ""
    seen: int | None = None
    once: Once | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The case after the step, and a position in the log by which it is stored."""

    case: Case
    position: int


class Application:
    """Takes steps: authorise, load, rehearse, append once. Holds no state that the log does not prove."""

    def __init__(
        self,
        log: Log,
        mapper: EventMapper,
        workflows: Mapping[str, type[Case]],
        policies: PolicyBook,
        clock: Clock,
        *,
        books_of: Callable[[Who], Books],
        subject_by: Callable[[str], str],
        new_id: Callable[[], str],
        jitter: Callable[[int], float],
        pause: Callable[[float], None],
    ) -> None:
        self.log, self.mapper, self.workflows, self.policies, self.clock = log, mapper, workflows, policies, clock
        self.subject_by = subject_by
        self._books_of, self._new_id, self._jitter, self._pause = books_of, new_id, jitter, pause
        self._cases = Cases(log, mapper, workflows, CASES_KEPT)
        self.case, self.events, self.is_at_hand = self._cases.current, self._cases.events, self._cases.is_kept

    def take(self, request: Request) -> Taken:
        """Take the step and wait until it is stored; a Refusal if it cannot be taken."""
        return drive(self._taking(request), self.log, request.once, self._pause)

    async def take_aside(self, request: Request) -> Taken:
        """The same for the event loop: it serves others while the step is being stored."""
        return await drive_aside(self._taking(request), self.log, request.once)

    def desk(self, who: Who, version: int) -> Desk:
        """What deciding needs, for one person under one version of the policy."""
        policy, read = self.policies.get(version), (self.events, self.case, self.policies.get)
        return Desk(who, self.clock(), version, policy, self.mapper, *read, self._books_of(who))

    def _taking(self, request: Request) -> Conversation[Taken]:
        """The step as a conversation: yields what is to be stored, is told the positions or the conflict."""
        for attempt in range(TRIES):
            try:
                decision = self._decide(request, fresh=attempt > 0)
            except Refusal:
                if answered := self._answered(request):
                    return answered
                if attempt == 0 and self._cases.recent(request.case):
                    self._cases.forget([request.case])
                    continue
                raise
            except PersistenceError as error:
                raise Busy(BUSY) from error
            stored = yield decision
            if not isinstance(stored, PersistenceError):
                self._cases.keep(decision.cases)
                return Taken(decision.case, stored[-1])
            self._cases.forget(case.id for case in decision.cases)
            if not isinstance(stored, IntegrityError):
                raise Busy(BUSY) from stored
            if answered := self._answered(request):
                return answered
            yield Wait(self._jitter(attempt))
        msg = f"others kept changing the case; {TRIES} tries were made, nothing was written"
        raise Contended(msg)

    def _decide(self, request: Request, *, fresh: bool) -> Decision:
        if not request.case:
            return self._decide_to_open(request)
        case = None if fresh else self._cases.recent(request.case)
        case = case or self._cases.load(request.case)
        is_theirs = request.verb in case.lifecycle.by_hand or request.verb in request.who.steps
        if case.workflow != request.workflow or not is_theirs:
            msg = f"there is no {request.workflow} {request.case} that takes the step {request.verb}"
            raise NotThere(msg)
        authorise(request.who, request.verb, case)
        if request.seen is not None and request.seen != case.version:
            msg = f"you have seen version {request.seen}; {case.reference} is at version {case.version}"
            raise Stale(msg)
        case.lifecycle.expect(request.verb, case)
        form = filled(case, request.verb, request.fields, self._books_of(request.who), self.case)
        return self.desk(request.who, case.policy).decide_with_others(case, request.verb, form)

    def _decide_to_open(self, request: Request) -> Decision:
        workflow = self.workflows.get(request.workflow)
        if workflow is None or request.verb != "raise":
            msg = f"there is no {request.workflow} yet that takes the step {request.verb}; raise one first"
            raise NotThere(msg)
        records = workflow.lifecycle.records
        authorise(request.who, request.verb, campus=request.who.campus)
        form = fill(
            opening_form_of(records["raise"], records.get("listen")), request.fields, self._books_of(request.who)
        )
        campus = getattr(form, "campus", None) or request.who.campus
        authorise(request.who, request.verb, campus=campus)
        case = workflow.unraised(self._new_id(), self.clock())
        case.subject = subject_of(form, case.id, self.subject_by)
        self.mapper.sealer.keys.make([case.subject])
        desk = self.desk(request.who, self.policies.in_force(self.clock()))
        return desk.decide_to_open(case, form.model_copy(update={"campus": campus}))

    def _answered(self, request: Request) -> Taken | None:
        """What the same request was answered before, rendered again from the version it had reached."""
        reply = self.log.reply(request.once.key) if request.once else None
        if reply is None or request.once is None:
            return None
        if reply.body != request.once.body:
            msg = "this idempotency key was used for another request"
            raise KeyReused(msg)
        if not self._may_see_again(request.who, reply):
            msg = f"there is no case {reply.case}"
            raise NotThere(msg)
        return Taken(self._cases.at(reply.case, reply.version), self.log.max_notification_id())

    def _may_see_again(self, who: Who, reply: Reply) -> bool:
        """Whether somebody may be shown once more what their step led to; a last answer may have shut the door."""
        now = self.case(reply.case)
        if may_see(who, now) or reply.version == 1:
            return may_see(who, now)
        return may_see(who, self._cases.at(reply.case, reply.version - 1)) and not now.hides_from(who.id)
