"""The read side put together: read models, text index, register, and the runner that keeps them abreast of the log."""

from __future__ import annotations

import gc
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.read_models import ReadModels, Store
from adapters.register import IndexFollower, Past, Register, Scratch
from adapters.register.places import Places
from adapters.register.taken_in import told as told_of
from engine.application import Application
from engine.reading import BESIDE_THE_CASES
from engine.refusal import NotThere
from engine.telling.reactor import Ear, Reactor
from engine.telling.runner import Runner
from engine.telling.surroundings import Deputy, Surroundings
from engine.telling.teller import Teller
from engine.time.clock import Clock

INDEX, PAST = "index", "past"
GARBAGE_IN_A_HURRY = 100_000
HOLDER_BYTES = 8
PATIENCE = 2.0
"""Seconds that somebody waits at most for a reference that is not known yet."""


@dataclass
class ReadSide:
    """Everything that can be built again from the log."""

    read_models: ReadModels
    index: IndexFollower
    register: Register
    runner: Runner
    reactor: Reactor
    head: Callable[[], int]
    _given_up_at: int = field(default=0, init=False)

    def rebuild(self, name: str | None = None) -> None:
        """Build one of them, or all, anew beside the live one, and return when it has taken its place."""
        known = (*self.read_models.names, INDEX)
        if name is not None and name not in known:
            raise NotThere(f"there is no read model {name}; there are {', '.join(known)}")
        if name != INDEX:
            self.read_models.rebuild(None if name is None else [name])
        if name in (None, INDEX):
            self.index.rebuild()
        self.runner.catch_up()

    def find_case(self, reference: str) -> str | None:
        """The id of the case that is called so; one that was raised a moment ago is waited for."""
        found = self.read_models.caseload.find(reference)
        return self.read_models.caseload.find(reference) if found is None and self._has_waited() else found

    def cases_of_evidence(self, file: str) -> list[str]:
        """The cases that a file belongs to; what was named a moment ago is waited for."""
        cases_of = self.read_models.evidence.cases_of
        return cases_of(file) or (cases_of(file) if self._has_waited() else [])

    def close(self) -> None:
        """Stop reactor and runner, leave the lead to others, let go of the store."""
        self.reactor.stop()
        self.runner.stop()
        self.register.past.close()
        self.read_models.close()

    def _has_waited(self) -> bool:
        """Wait until everything shows what is now in the log; whether it does. Nobody waits in vain twice for that."""
        head = self.head()
        if not self.runner.is_running or head <= self._given_up_at:
            return False
        if self.runner.wait_for(head, PATIENCE):
            return True
        self._given_up_at = head
        return False


def open_read_side(
    application: Application,
    store: Store,
    index_folder: Path,
    clock: Clock,
    trouble: Callable[[Exception], None],
    told: Ear,
    deputy: Deputy,
) -> ReadSide:
    """The read side of an application; nothing follows the log until the runner is asked to."""
    read_models = ReadModels(store, secrets.token_hex(HOLDER_BYTES), clock)
    mapper = application.mapper
    index = IndexFollower(Places(index_folder), mapper, time.monotonic, told_of(application, mapper))
    register = Register(index, read_models.register, application, Past(application, Scratch(index_folder / PAST)))

    def new_teller() -> Teller:
        return Teller(
            application.log, application.mapper, application.workflows, application.policies, BESIDE_THE_CASES
        )

    around = Surroundings(time.monotonic, time.sleep, hurrying, trouble, deputy)
    runner = Runner(application.log, new_teller, (read_models.follower, index), around)
    reactor = Reactor(application, read_models.timers, runner, around, told)
    return ReadSide(read_models, index, register, runner, reactor, application.log.max_notification_id)


@contextmanager
def hurrying() -> Iterator[None]:
    """Far behind the log: what is alive now is not looked through for garbage again and again."""
    before = gc.get_threshold()
    gc.set_threshold(GARBAGE_IN_A_HURRY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
