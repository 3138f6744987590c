"""Delays: what puts a deadline off on its way: pauses and extensions, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from engine.time import wording
from engine.time.calendar import Calendar

Reasons = Callable[[], tuple[str, ...]]
"""Worded when somebody asks: most deadlines are judged a hundred times before they are explained once."""


class Pause(NamedTuple):
    """A time in which the clock stood still."""

    since: datetime
    until: datetime | None
    reason: str

    def ended(self, at: datetime) -> Pause:
        """The pause as it is when the case is closed: it cannot outlast it."""
        return self if self.until else self._replace(until=max(self.since, at))


class Astray(NamedTuple):
    """A time in which the case had been merged into another one, by mistake."""

    since: datetime
    until: datetime


class Extension(NamedTuple):
    """A deadline put off by somebody, with a reason."""

    until: datetime | date
    since: datetime
    reason: str


class Course:
    """A deadline on its way, from when it began to run: each delay moves it, and says so."""

    def __init__(self, calendar: Calendar, due: datetime, since: datetime, counted: Reasons, *, pausable: bool) -> None:
        self.calendar, self.due, self.since, self.pausable = calendar, due, since, pausable
        self.stopped = False
        self._counted, self._shown = counted, calendar.shown
        self._delays: list[Callable[[], str]] = []

    def told(self, met_at: datetime | None) -> tuple[str, ...]:
        """How it was counted, what moved it, and when it was met."""
        met = (f"met {self._shown(met_at)}",) if met_at else ()
        return (*self._counted(), *(delay() for delay in self._delays), *met)

    def extend(self, extension: Extension) -> None:
        """Put it off to a moment, or to closing time of a day; it is never brought forward."""
        until = self.calendar.ending(extension.until)
        self._delays.append(partial(self._extended, until, extension.reason, moves=until > self.due))
        self.due, self.since = max(self.due, until), max(self.since, extension.since)

    def stop(self, pauses: Sequence[Pause], upto: datetime, *, over: bool) -> None:
        """Add the open time of pauses up to a moment, no hour twice; one without end stops what is not over then."""
        for pause in sorted(pauses, key=lambda pause: pause.since) if pauses and self.pausable else ():
            begun, ended = max(pause.since, self.since), min(pause.until or upto, upto)
            goes_on = pause.until is None and not over
            if begun < ended or goes_on:
                if begun > self.due:
                    self._delays.append(partial(self._paused_too_late, begun))
                    return
                stood = self.calendar.open_between(begun, ended)
                self.due, self.since = self.calendar.after(self.due, stood), max(self.since, ended)
                self.stopped = goes_on
                until = None if goes_on else ended
                self._delays.append(partial(self._paused, begun, until, pause.reason, stood, self.due))

    def run_on(self, astray: Sequence[Astray], met_at: datetime | None) -> None:
        """Say in what time nobody worked on it by mistake; the family gains no day by that, and loses none."""
        for time in astray:
            if time.until > self.since and (met_at is None or met_at > time.since):
                self._delays.append(partial(self._ran_on, time))

    def _ran_on(self, time: Astray) -> str:
        return f"merged by mistake {self._shown(time.since)} to {self._shown(time.until)}: the clock ran on"

    def _extended(self, until: datetime, reason: str, *, moves: bool) -> str:
        in_vain = "" if moves else ", which is no later: it stays as it was"
        return f"extended to {self._shown(until)} ({reason}){in_vain}"

    def _paused_too_late(self, begun: datetime) -> str:
        return f"paused {self._shown(begun)}, after it was missed: nothing is added"

    def _paused(self, begun: datetime, ended: datetime | None, reason: str, stood: timedelta, due: datetime) -> str:
        until = f"to {self._shown(ended)}" if ended else "until now, still paused"
        return f"paused {self._shown(begun)} {until} ({reason}): {wording.added(stood)}, {self._shown(due)}"
