"""The reactor: sees to what follows without a person, each step exactly once, in any number of processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from math import inf
from threading import Event, Thread
from typing import NamedTuple, Protocol

from eventsourcing.persistence import InterfaceError, OperationalError

from engine.application import Application
from engine.refusal import Busy, Contended, Stale
from engine.telling.carrying_out import carry_out
from engine.telling.runner import Runner
from engine.telling.surroundings import Surroundings

POLL, LONGEST_PAUSE = 0.5, 30.0
PAGE = 200
MOST_REMEMBERED = 10_000


class Timer(NamedTuple):
    """What has come due: of which case, by which reaction, from what cause, as the case stood at which version."""

    case: str
    reaction: str
    cause: str
    version: int


class Agenda(Protocol):
    """Where the reactor looks up what has come due; it may lag behind the log."""

    def due(self, now: datetime, limit: int, offset: int) -> Sequence[Timer]:
        """What has come due, the earliest first."""


Ear = Callable[[Timer, Exception], None]


class Reactor:
    """Asks the agenda what has come due, then the case itself whether it still is, and has it carried out.

    What is refused is told and done with until its case moves, and so is what fails: no case holds up another. When
    the store is busy all of it is tried again.
    """

    def __init__(
        self, application: Application, agenda: Agenda, runner: Runner, around: Surroundings, told: Ear
    ) -> None:
        self._application, self._agenda, self._runner = application, agenda, runner
        self._around, self._told = around, told
        self._done_with = set[Timer]()
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """React in the background, unless a deputy does."""
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="reactor", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after what is being carried out."""
        self._stopping.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    def catch_up(self, within: float = inf) -> int:
        """Return when whatever can be done about what has come due is done, or so many seconds are over; how much."""
        self._runner.catch_up()
        until, seen_to = self._around.elapsed() + within, 0
        while done := self.react(until):
            seen_to += done
            self._runner.catch_up()
        return seen_to

    def react(self, until: float = inf) -> int:
        """See to everything that has come due and was not seen to, as long as there is time; how much that was."""
        seen_to = 0
        for timer in self._due():
            if self._stopping.is_set() or self._around.elapsed() >= until:
                break
            self._see_to(timer)
            seen_to += 1
        return seen_to

    def _due(self) -> Iterator[Timer]:
        now, offset = self._application.clock(), 0
        while page := self._agenda.due(now, PAGE, offset):
            yield from (timer for timer in page if timer not in self._done_with)
            offset += len(page)

    def _see_to(self, timer: Timer) -> None:
        try:
            self._carry_out(timer)
        except (Busy, OperationalError, InterfaceError):
            raise
        except (Contended, Stale):
            return
        except Exception as error:  # noqa: BLE001 -- whatever a case cannot be acted on for holds up this case only
            self._told(timer, error)
        if len(self._done_with) >= MOST_REMEMBERED:
            self._done_with.clear()
        self._done_with.add(timer)

    def _carry_out(self, timer: Timer) -> None:
        application = self._application
        case, now = application.case(timer.case), application.clock()
        for reaction in case.reactions:
            if reaction.name == timer.reaction:
                for occasion in reaction.when(case, application.policies.get(case.policy)):
                    if occasion.cause == timer.cause and occasion.is_due(now):
                        carry_out(application, case, reaction, occasion, lambda refusal: self._told(timer, refusal))

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                if not self._around.deputy.is_at_work():
                    self.react()
                failures = 0
            except Exception as error:  # noqa: BLE001 -- the store may be gone for a while; it is asked again
                self._around.trouble(error)
                failures += 1
            self._stopping.wait(min(POLL * 2**failures, LONGEST_PAUSE))
