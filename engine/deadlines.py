"""Deadlines: when something is due under the policy of the case, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple, Protocol

from engine import wording
from engine.calendar import Calendar
from engine.policy import Policy
from engine.reach import OutOfReach
from engine.span import Span

ESCALATED = "escalated"


class Pause(NamedTuple):
    """A time in which the clock stood still."""

    since: datetime
    until: datetime | None
    reason: str

    def ended(self, at: datetime) -> Pause:
        """The pause as it is when the case is closed: it cannot outlast it."""
        return self if self.until else self._replace(until=max(self.since, at))


class Extension(NamedTuple):
    """A deadline put off by somebody, with a reason."""

    until: datetime
    since: datetime
    reason: str


class Clocked(Protocol):
    """What deadlines ask of a case."""

    workflow: str
    raised_at: datetime
    closed_at: datetime | None
    escalated_at: datetime | None
    reopened_at: datetime | None
    done: dict[str, datetime]
    pauses: tuple[Pause, ...]
    extensions: dict[str, Extension]
    policy: int


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as a workflow declares it; how long it is stands in the policy.

    `met_by` is the step that meets it. `variant` names the row of the policy for this case. `restarts` makes an
    escalation or a reopening start it afresh. `on` takes the date from the case itself instead of the policy.
    """

    name: str
    met_by: str
    variant: Callable[[Any], str | None] | None = None
    restarts: bool = False
    on: Callable[[Any], datetime | date | None] | None = None


Sentence = Callable[[], str]
"""Worded when somebody asks: most deadlines are judged a hundred times before they are explained once."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of one case, judged at one moment."""

    name: str
    due: datetime
    met_at: datetime | None
    stopped: bool
    overdue: bool
    sentences: tuple[Sentence, ...] = field(compare=False, repr=False)

    @property
    def why(self) -> tuple[str, ...]:
        """How the date came about: the rule, the start, the count, and whatever moved it."""
        return tuple(sentence() for sentence in self.sentences)


def deadline_of(due: Due, case: Clocked, policy: Policy, now: datetime) -> Deadline | None:
    """The deadline as it stands at this moment; None where neither policy nor case sets one, or no calendar has it."""
    try:
        return _judged(due, case, policy, now)
    except OutOfReach:
        return None


def _judged(due: Due, case: Clocked, policy: Policy, now: datetime) -> Deadline | None:
    clock = _Clock(case, policy.calendar, now, case.closed_at if due.met_by == "close" else case.done.get(due.met_by))
    if due.on is not None:
        agreed = due.on(case)
        return (
            clock.judge(due.name, clock.moment(agreed), [lambda: "agreed for this case"], moves=False)
            if agreed
            else None
        )
    start, started_by, variant = _start(due, case)
    span = policy.span(case.workflow, due.name, variant)
    if span is None:
        return None
    why: list[Sentence] = [
        lambda: _rule(due.name, case.policy, variant, span),
        lambda: f"runs from {clock.shown(start)} ({started_by})",
        lambda: policy.counted(span, start),
    ]
    return clock.judge(due.name, policy.ends(span, start), why, moves=span.is_working_time, start=start)


def _start(due: Due, case: Clocked) -> tuple[datetime, str, str | None]:
    variant = due.variant(case) if due.variant else None
    starts = [(case.raised_at, "raised", variant)]
    if due.restarts and case.escalated_at:
        starts.append((case.escalated_at, ESCALATED, ESCALATED))
    if due.restarts and case.reopened_at:
        starts.append((case.reopened_at, "reopened", variant))
    return max(starts, key=lambda start: start[0])


def _rule(name: str, version: int, variant: str | None, span: Span) -> str:
    return f"policy v{version}: {name}{f', {variant}' if variant else ''}: {span}"


class _Clock:
    """Moves a due date by what happened on the way, and says so."""

    def __init__(self, case: Clocked, calendar: Calendar, now: datetime, met_at: datetime | None) -> None:
        self.case, self.calendar, self.now, self.met_at = case, calendar, now, met_at

    def judge(
        self, name: str, due: datetime, why: list[Sentence], *, moves: bool, start: datetime | None = None
    ) -> Deadline:
        since = start or self.case.raised_at
        extension = self.case.extensions.get(name)
        if extension and extension.since >= since:
            due, since = extension.until, extension.since
            why.append(partial(self._extended, extension))
        stopped = False
        for pause, stood in self._pauses(since) if moves else ():
            if pause.since >= due:
                why.append(partial(self._paused_too_late, pause))
                break
            due = self.calendar.after(due, stood)
            stopped = pause.until is None and self.met_at is None
            why.append(partial(self._paused, pause, stood, due))
        if self.met_at:
            why.append(partial(self._met, self.met_at))
        return Deadline(
            name, due, self.met_at, stopped, (self.met_at or self.case.closed_at or self.now) > due, tuple(why)
        )

    def _pauses(self, since: datetime) -> Iterator[tuple[Pause, timedelta]]:
        """Each pause while the deadline ran, and the open hours that it took beyond those before it."""
        last = self.met_at or self.now
        for pause in sorted(self.case.pauses, key=lambda pause: pause.since):
            begun, ended = max(pause.since, since), min(pause.until or last, last)
            if begun < ended or (pause.until is None and self.met_at is None):
                yield pause, self.calendar.open_between(begun, max(begun, ended))
                since = max(since, ended)

    def _extended(self, extension: Extension) -> str:
        return f"extended to {self.shown(extension.until)} ({extension.reason})"

    def _paused_too_late(self, pause: Pause) -> str:
        return f"paused {self.shown(pause.since)}, after it was missed: nothing is added"

    def _met(self, met_at: datetime) -> str:
        return f"met {self.shown(met_at)}"

    def _paused(self, pause: Pause, stood: timedelta, due: datetime) -> str:
        hours = f"{stood.total_seconds() / 3600:g} open hours"
        until = f"to {self.shown(pause.until)}" if pause.until else "until now, still paused"
        return f"paused {self.shown(pause.since)} {until} ({pause.reason}): {hours} are added, {self.shown(due)}"

    def moment(self, agreed: datetime | date) -> datetime:
        """A day that was agreed ends at closing time."""
        return agreed if isinstance(agreed, datetime) else self.calendar.closing(agreed)

    def shown(self, moment: datetime) -> str:
        """The moment in the institution's own time."""
        return wording.moment(self.calendar.local(moment))
