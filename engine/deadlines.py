"""Deadlines: when something is due under the policy of the case, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, NamedTuple, Protocol

from engine.delays import Astray, Course, Extension, Pause, Reasons
from engine.policy import Policy
from engine.time.reach import OutOfReach
from engine.time.span import Count

ESCALATED = "escalated"
COUNTS_TOLD = 10_000
AGREED = ("agreed for this case",)


class Moved(NamedTuple):
    """The version of the policy that a case ran under until it was moved to another, and why it was."""

    before: int
    at: datetime
    reason: str


class Clocked(Protocol):
    """What deadlines ask of a case."""

    workflow: str
    raised_at: datetime
    closed_at: datetime | None
    escalated_at: datetime | None
    reopened_at: datetime | None
    classified: dict[str, Any]
    done: dict[str, datetime]
    pauses: tuple[Pause, ...]
    astray: tuple[Astray, ...]
    extensions: dict[str, Extension]
    policy: int
    moves: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as a workflow declares it; how long it is stands in the policy.

    `met_by` is the step that meets it. Where it depends on the `kind` of the case, the policy has a row for each of the
    `kinds`; a case that is not classified yet is of the first. `restarts` makes an escalation or a reopening start it
    afresh. `on` takes the date from the case itself instead of the policy. One that `starts` with a step runs from when
    that was taken last, and before that not at all.
    """

    name: str
    met_by: str
    kinds: tuple[str, ...] = ()
    restarts: bool = False
    on: Callable[[Any], datetime | date | None] | None = None
    starts: str = ""

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that the policy may have for it, besides the one for every case."""
        return (*self.kinds, ESCALATED) if self.restarts else self.kinds


class Deadline(NamedTuple):
    """One deadline of one case, judged at one moment."""

    name: str
    due: datetime
    met_at: datetime | None
    stopped: bool
    overdue: bool
    told: Reasons

    @property
    def why(self) -> tuple[str, ...]:
        """How the date came about: the rule, the start, the count, and whatever moved it."""
        return self.told()


def is_still_to_be_met(due: Due, case: Clocked, policy: Policy) -> bool:
    """Whether a deadline is set and was not met; by when is not asked."""
    if (case.closed_at if due.met_by == "close" else case.done.get(due.met_by)) is not None:
        return False
    if due.on:
        return due.on(case) is not None
    is_begun = not due.starts or due.starts in case.done
    return is_begun and policy.span(case.workflow, due.name, _start(due, case, policy)[2]) is not None


def deadline_of(due: Due, case: Clocked, policy: Policy, now: datetime) -> Deadline | None:
    """The deadline as it stands at this moment; None where neither policy nor case sets one, or no calendar has it."""
    try:
        return _judged(due, case, policy, now)
    except OutOfReach:
        return None


def _judged(due: Due, case: Clocked, policy: Policy, now: datetime) -> Deadline | None:
    course = _agreed(due, case, policy) if due.on else _counted(due, case, policy)
    if course is None:
        return None
    met_at = case.closed_at if due.met_by == "close" else case.done.get(due.met_by)
    extension = case.extensions.get(due.name)
    if extension and extension.since >= course.since:
        course.stop(case.pauses, extension.since, over=True)
        course.extend(extension)
    course.stop(case.pauses, met_at or now, over=met_at is not None)
    course.run_on(case.astray, met_at)
    overdue = not course.stopped and (met_at or case.closed_at or now) > course.due
    return Deadline(due.name, course.due, met_at, course.stopped, overdue, partial(course.told, met_at))


def _agreed(due: Due, case: Clocked, policy: Policy) -> Course | None:
    agreed = due.on(case) if due.on else None
    if agreed is None:
        return None
    return Course(policy.calendar, policy.calendar.ending(agreed), case.raised_at, lambda: AGREED, pausable=False)


def _counted(due: Due, case: Clocked, policy: Policy) -> Course | None:
    if due.starts and due.starts not in case.done:
        return None
    start, started_by, kind = _start(due, case, policy)
    count = policy.count(case.workflow, due.name, kind, start)
    if count is None:
        return None
    how = partial(_how, case.policy, due.name, kind, started_by, count)
    counted = partial(_moved, how, case.moves, policy.calendar.shown) if case.moves else how
    return Course(policy.calendar, count.due, start, counted, pausable=count.is_working_time)


def _moved(how: Reasons, moves: Sequence[Moved], shown: Callable[[datetime], str]) -> tuple[str, ...]:
    rule, *counted = how()
    return rule, *(f"in place of policy v{was.before} since {shown(was.at)} ({was.reason})" for was in moves), *counted


@lru_cache(COUNTS_TOLD)
def _how(policy: int, deadline: str, kind: str | None, started_by: str, count: Count) -> tuple[str, ...]:
    rule = f"policy v{policy}: {deadline}{f', {kind}' if kind else ''}: {count.span}"
    return rule, f"runs from {count.since} ({started_by})", count.why


def _start(due: Due, case: Clocked, policy: Policy) -> tuple[datetime, str, str | None]:
    kind = (case.classified.get("kind") or due.kinds[0]) if due.kinds else None
    if due.starts:
        return case.done[due.starts], due.starts, kind
    raised = case.raised_at, "raised", kind
    if not due.restarts or (case.escalated_at is None and case.reopened_at is None):
        return raised
    starts = [raised]
    if case.escalated_at and policy.span(case.workflow, due.name, ESCALATED):
        starts.append((case.escalated_at, ESCALATED, ESCALATED))
    if case.reopened_at:
        starts.append((case.reopened_at, "reopened", kind))
    return max(starts, key=lambda start: start[0])
