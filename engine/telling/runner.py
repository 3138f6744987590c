"""The runner: follows the log and carries what happened into everything that is built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition, Event, RLock, Thread

from engine.log import Log
from engine.projection import Follower
from engine.telling.lanes import BATCH, Lanes
from engine.telling.surroundings import Surroundings
from engine.telling.teller import Teller
from engine.telling.trying import Trying

POLL, BREATH, LONGEST_PAUSE = 0.25, 0.1, 5.0


class Runner:
    """Polls the log, because a notification can be lost; a hint only wakes it earlier."""

    def __init__(
        self, log: Log, new_teller: Callable[[], Teller], followers: Sequence[Follower], around: Surroundings
    ) -> None:
        self._log, self._new_teller, self._followers, self._around = log, new_teller, followers, around
        self._lanes = Lanes(new_teller, followers)
        self._turn, self._passed = RLock(), Condition()
        self._wake, self._asked, self._stopping = Event(), Event(), Event()
        self._thread: Thread | None = None
        self._waiting = self._moved = self._urged = self._hurried = 0
        self._beat = around.elapsed()
        self._parked = Trying(around.elapsed)

    @property
    def heart(self) -> float:
        """Seconds since the last pass that went well, here and where a deputy follows the log."""
        deputy = self._around.deputy
        missed = deputy.heart() if deputy.is_at_work() else 0.0
        return max(missed, self._around.elapsed() - self._beat)

    @property
    def has_deputy(self) -> bool:
        """Whether another process follows the log for this one."""
        return self._around.deputy.is_at_work()

    def start(self) -> None:
        """Follow the log in the background."""
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="runner", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the pass under way, and leave the lead to others."""
        self._stopping.set()
        self._asked.set()
        self._wake.set()
        if self._thread:
            self._thread.join()
            self._thread = None
        with self._turn:
            for follower in self._followers:
                follower.release()

    def hint(self, *, urgent: bool = False) -> None:
        """Something was written: look now. If urgent, somebody waits to see it."""
        if urgent:
            self._urged += 1
            self._asked.set()
        if self._around.deputy.is_at_work():
            self._around.deputy.hint(urgent=urgent)
        else:
            self._wake.set()

    @property
    def is_running(self) -> bool:
        """Whether this process follows the log in the background."""
        return self._thread is not None and not self._stopping.is_set()

    def position(self) -> int:
        """Up to where every follower has been built, whoever builds it."""
        return min(follower.position() for follower in self._followers)

    def is_rebuilding(self) -> bool:
        """Whether a follower is being built anew."""
        return any(follower.is_rebuilding() for follower in self._followers)

    def wait_for(self, position: int, timeout: float) -> bool:
        """Wait until everything shows at least this position; whether it does."""
        if self.position() >= position:
            return True
        with self._waited_for(), self._passed:
            return self._passed.wait_for(lambda: self.position() >= position, timeout)

    def catch_up(self) -> None:
        """Return when everything, rebuilds included, has reached what is now the log's end; leads where it can."""
        goal = self._log.max_notification_id()
        with self._around.hurry(), self._waited_for():
            while self._round() or self.position() < goal or self.is_rebuilding():
                if not self._moved:
                    self._around.pause(POLL / 10)

    def retry_parked(self) -> int:
        """Try again the cases that could not be told; how many of them could be now, by this process."""
        if self.has_deputy:
            self._around.deputy.retry_parked()
            return 0
        with self._turn:
            return sum(follower.retry_parked(self._new_teller().retell) for follower in self._followers)

    def advance(self) -> bool:
        """One pass: tell every follower one batch; whether there was any."""
        urged = self._urged
        with self._turn:
            self._moved = self._lanes.tell()
            for follower in self._followers:
                follower.settle(idle=not self._moved, urgent=self._waiting > 0 or urged > self._hurried)
        if not self._moved:
            self._hurried = urged
        self._come_round()
        return self._moved > 0

    def _round(self) -> bool:
        """One pass, or a look at how far the deputy has come; whether this process told anything."""
        if not self._around.deputy.is_at_work():
            return self.advance()
        with self._turn:
            for follower in self._followers:
                follower.watch()
        self._moved = 0
        self._come_round()
        return False

    def _come_round(self) -> None:
        self._beat = self._around.elapsed()
        with self._passed:
            self._passed.notify_all()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self._follow()
                if not self._around.deputy.is_at_work():
                    self._parked.once_due(self.retry_parked)
                failures = 0
                self._rest()
            except Exception as error:  # noqa: BLE001 -- the store may be gone for a while; it is asked again
                self._around.trouble(error)
                failures += 1
                self._stopping.wait(min(POLL * 2**failures, LONGEST_PAUSE))

    def _rest(self) -> None:
        """Until something was written, and a breath longer unless somebody waits: a pass costs the same for many."""
        self._wake.wait(POLL / 10 if self._waiting else POLL)
        if not self._waiting:
            self._asked.wait(BREATH)
        self._asked.clear()

    def _follow(self) -> None:
        """Pass after pass until the log's end; in a hurry when far behind."""
        while self._round() and not self._stopping.is_set():
            if self._moved >= BATCH:
                with self._around.hurry():
                    while self._round() and not self._stopping.is_set():
                        pass

    @contextmanager
    def _waited_for(self) -> Iterator[None]:
        with self._passed:
            self._waiting += 1
        self.hint(urgent=True)
        self._wake.set()
        try:
            yield
        finally:
            with self._passed:
                self._waiting -= 1
