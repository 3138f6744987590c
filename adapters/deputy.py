"""A deputy in a process of its own: it opens the same casebook and follows the log; its parent serves."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Process
from select import select
from socket import MSG_DONTWAIT, socket, socketpair

import structlog

from adapters.bootstrap import open_casebook
from adapters.logs import log_to_standard_error, telling
from adapters.settings import Settings
from engine.telling.runner import Runner

BREATH, BEAT, LAPSE, GRACE = 0.1, 0.25, 10.0, 5.0
"""Seconds: between two hints, between two words of the deputy, until it is given up, and for it to finish."""
HINT, URGENT, AGAIN, ROUND, HERE = b".", b"!", b"?", b"+", b"-"
CHUNK = 65_536
POLITENESS = 10
"""Whoever asks is answered before what is read is brought up to date."""


class DeputyProcess:
    """Split off at once, at work from `begin` on; when it falls silent it is ended, and its parent follows the log."""

    def __init__(self, settings: Settings, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._line, its_end = socketpair()
        self._process = Process(target=_follow, args=(settings, its_end, self._line), name="deputy", daemon=True)
        self._process.start()
        its_end.close()
        self._line.setblocking(False)  # noqa: FBT003 -- the library's own name for it
        self._heard = self._beat = self._asked_at = elapsed()
        self._hinted_at = 0.0
        self._is_gone = False

    def begin(self) -> None:
        """Let it open what is there now."""
        self.hint(urgent=True)

    def is_at_work(self) -> bool:
        """Whether it has said something lately."""
        now = self._elapsed()
        if now - self._asked_at >= BEAT and not self._is_gone:
            self._asked_at = now
            self._listen()
            if now - self._heard > LAPSE:
                self._give_up()
        return not self._is_gone

    def heart(self) -> float:
        """Seconds since it last came round."""
        return self._elapsed() - self._beat

    def hint(self, *, urgent: bool) -> None:
        """Wake it, unless it has been woken a moment ago: it looks by itself soon."""
        now = self._elapsed()
        if urgent or now - self._hinted_at >= BREATH:
            self._hinted_at = now
            with suppress(OSError):
                self._line.send(URGENT if urgent else HINT)

    def retry_parked(self) -> None:
        """Have it try again the cases that could not be told."""
        with suppress(OSError):
            self._line.send(AGAIN)

    def end(self) -> None:
        """Let it finish its pass and leave the lead to others."""
        self._is_gone = True
        self._line.close()
        self._process.join(GRACE)
        self._process.kill()
        self._process.join()

    def _listen(self) -> None:
        try:
            said = self._line.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if not said:
            self._give_up()
            return
        self._heard = self._elapsed()
        if ROUND in said:
            self._beat = self._heard

    def _give_up(self) -> None:
        self._is_gone = True
        self._process.kill()
        structlog.get_logger().warning("the deputy is gone; the serving process follows the log itself")


@contextmanager
def deputy_for(settings: Settings) -> Iterator[DeputyProcess]:
    """A deputy as long as this lasts."""
    gc.freeze()
    deputy = DeputyProcess(settings, time.monotonic)
    try:
        yield deputy
    finally:
        deputy.end()


def _follow(settings: Settings, line: socket, parents_end: socket) -> None:
    """Follow the log until the parent is gone."""
    parents_end.close()
    os.nice(POLITENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    log_to_standard_error(settings.log_level)
    if not _said_on(line):
        return
    with telling(), open_casebook(settings) as casebook:
        gc.freeze()
        casebook.runner.start()
        casebook.reactor.start()
        while _has_word(line, casebook.runner):
            pass


def _has_word(line: socket, runner: Runner) -> bool:
    """Hand on what the parent says, and tell it how things are; whether it is still there."""
    if select([line], [], [], BEAT)[0]:
        said = _said_on(line)
        if not said:
            return False
        runner.hint(urgent=URGENT in said)
        if AGAIN in said:
            runner.retry_parked()
    with suppress(OSError):
        line.send(ROUND if runner.heart < 4 * BEAT else HERE, MSG_DONTWAIT)
    return True


def _said_on(line: socket) -> bytes:
    """What came in; nothing once the parent is gone, in whatever way it went."""
    try:
        return line.recv(CHUNK)
    except ConnectionError:
        return b""
