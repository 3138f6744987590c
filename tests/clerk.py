"""A clerk takes one step after another and answers for each, until the process is killed.

Run as a program, it starts a clerk of its own process at every line it reads: `python -m tests.clerk FOLDER STORE ...`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple, Self
from uuid import NAMESPACE_OID, uuid5

from eventsourcing.persistence import OperationalError

from adapters.store.postgres import PostgresLog
from adapters.store.sqlite import SQLiteLog
from engine.log import Log
from engine.refusal import Busy
from tests.school import CHEN, School, usual

ROUND = ("raise", "record", "investigate", "note", "solve", "feedback", "correct", "close")
"""What a clerk does with a case before the next one; it is raised and heard at once."""


class Line(NamedTuple):
    """An answer: to which request, and the version that its case has reached."""

    key: str
    case: str
    version: int

    @classmethod
    def read(cls, line: str) -> Self:
        """The answer that a clerk has printed."""
        key, case, version = line.split()
        return cls(key, case, int(version))


class Clerk:
    """Works through the same plan in every life: request n of a turn is the same request for ever."""

    def __init__(self, school: School, turn: int) -> None:
        self._school, self._turn = school, turn

    def take(self, n: int) -> Line:
        """Take the n-th step, with its key, as often as it needs until it is answered."""
        verb = ROUND[n % len(ROUND)]
        fields = usual(verb) | (usual("listen") if verb == "raise" else {})
        case = "" if verb == "raise" else self._case(n)
        self._school.new_id = partial(self._case, n)
        while True:
            try:
                taken = self._school.take(CHEN, verb, fields, case, key=self._key(n))
            except (Busy, OperationalError):
                # As the refusal says: repeat the request with the same key.
                continue
            return Line(self._key(n), taken.case.id, taken.case.version)

    def answer(self, n: int) -> Line:
        """What the n-th request has to be answered with, now and whenever it is repeated."""
        return Line(self._key(n), self._case(n), n % len(ROUND) + 2)

    def promised(self, n: int) -> list[tuple[str, int]]:
        """The events that the n-th request stores: two when a case is raised and heard, else one."""
        case, version = self._case(n), n % len(ROUND) + 2
        return [(case, 1), (case, 2)] if version == 2 else [(case, version)]

    def stored(self) -> list[tuple[str, int]]:
        """The events that the log holds of this clerk's cases, case by case."""
        found: list[tuple[str, int]] = []
        for number in count():
            rows = self._school.log.select_events(self._case(number * len(ROUND)))
            if not rows:
                return found
            found += [(str(row.originator_id), row.originator_version) for row in rows]
        return found

    def _case(self, n: int) -> str:
        return str(uuid5(NAMESPACE_OID, f"case {n // len(ROUND)} of turn {self._turn}"))

    def _key(self, n: int) -> str:
        return f"{self._turn}.{n}"


def work(opening: Callable[[], Log], folder: Path, turn: int) -> None:
    """Take steps for ever; say of each that it was taken, when the application says so."""
    tell(os.getpid())
    with closing(opening()) as log:
        clerk = Clerk(School(log, folder, f"turn {turn}"), turn)
        for n in count():
            tell(*clerk.take(n))


def tell(*words: object) -> None:
    """One line, in one piece."""
    os.write(sys.stdout.fileno(), f"{' '.join(map(str, words))}\n".encode())


Work = Callable[[Callable[[], Log], Path, int], None]


def main(work: Work, folder: str, store: str, address: str, schema: str = "") -> None:
    """Start somebody at work for every turn that is asked for, and say when it is gone."""

    def opening() -> Log:
        return PostgresLog(address, schema) if store == "postgres" else SQLiteLog(Path(address))

    for order in sys.stdin:
        if process := os.fork():
            os.waitpid(process, 0)
            tell("gone")
            continue
        try:
            work(opening, Path(folder), int(order))
        finally:
            os._exit(1)


if __name__ == "__main__":
    main(work, *sys.argv[1:])
