"""The cases that are measured on: objections taken as far as their second feedback, seven events each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.settings import Settings
from engine.access import Who
from engine.application import Request, Taken
from engine.log import Once

CHEN = Who("s-chen", "Chen", "manager")
KEYS = count()
TO_SECOND_FEEDBACK: Sequence[tuple[str, dict[str, Any]]] = (
    ("record", {}),
    ("investigate", {}),
    ("solve", {}),
    ("feedback", {"satisfaction": 2}),
    ("solve", {}),
)


@contextmanager
def casebook_at(database: str | None = None, data: Path | None = None) -> Iterator[Casebook]:
    """A casebook in a place of its own; its background work does not run."""
    with (
        TemporaryDirectory() as folder,
        open_casebook(Settings(data=data or Path(folder), database=database)) as opened,
    ):
        yield opened


@dataclass(frozen=True)
class Walker:
    """Takes objections through their steps, with every duty of a command: key, version seen, sealing, proof."""

    casebook: Casebook

    def take(self, verb: str, case: str = "", seen: int | None = None, **changes: object) -> Taken:
        """One step, as the page or the API would ask for it."""
        return self.casebook.application.take(self._asked(verb, case, seen, changes))

    def _asked(self, verb: str, case: str, seen: int | None, changes: dict[str, object]) -> Request:
        event = self.casebook.workflows["objection"].lifecycle.records[verb]
        body = orjson.dumps(event.EXAMPLE | changes)
        return Request(CHEN, "objection", verb, body, case, seen, self.once(body))

    def once(self, body: bytes) -> Once:
        """A key that nobody has used, in this process or another."""
        key = hashlib.blake2b(f"{os.getpid()} {next(KEYS)}".encode(), digest_size=32).digest()
        return Once(key, hashlib.blake2b(body, digest_size=32).digest(), self.casebook.clock())

    def raised(self) -> str:
        """A new objection, heard."""
        return self.take("raise", read_back=True, remedy_sought="refund of 6 lessons").case.id

    def at_second_feedback(self) -> str:
        """A new objection with seven events, whose next step is feedback."""
        case = self.raised()
        for verb, changes in TO_SECOND_FEEDBACK:
            self.take(verb, case, **changes)
        return case

    def feedback(self, case: str) -> Taken:
        """The step that is measured: one sealed field, one event, one key."""
        return self.take("feedback", case, seen=7)

    async def feedback_aside(self, case: str) -> Taken:
        """The same for an event loop."""
        return await self.casebook.application.take_aside(self._asked("feedback", case, 7, {}))
