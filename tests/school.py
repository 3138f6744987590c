"""A school to test in: an application over any log, its people, and a clock that stands where it is set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import orjson
from eventsourcing.persistence import Notification

from adapters.databases import sqlite_engine
from adapters.keys import KeyStore
from adapters.policy.files import policy_from, scope_of
from adapters.subjects import subjects_by
from engine.access import OPERATOR, Who
from engine.application import Application, Request, Taken
from engine.case import Case
from engine.event import Event
from engine.folding import fold
from engine.log import Log, Once
from engine.mapper import EventMapper
from engine.policy import PolicyAdopted
from engine.policy_book import PolicyBook
from engine.reading import Read
from engine.refusal import NotThere
from engine.sealing import NONCE_BYTES, Sealer
from engine.steps.evidence import Upload
from workflows import find_workflows

LI = Who("s-li", "Li", "teacher", "North")
MA = Who("s-ma", "Ma", "teacher", "North")
CHEN = Who("s-chen", "Chen", "manager", "North")
QIAN = Who("s-qian", "Qian", "manager", "South")
GU = Who("s-gu", "Gu", "manager")
ZHOU = Who("s-zhou", "Zhou", "auditor")
SUN = Who("s-sun", "Sun", "analyst")
HE = Who("s-he", "He", "admin")
STAFF = {who.name: who.id for who in (LI, MA, CHEN, QIAN, GU, ZHOU, SUN, HE)}

WORKFLOWS = find_workflows()
KINDS: tuple[type[Event], ...] = tuple(
    sorted(
        {kind for case in WORKFLOWS.values() for kind in case.lifecycle.records.values()}, key=lambda kind: kind.TOPIC
    )
)
"""Every event there is, by its topic."""
POLICY = policy_from(Path(__file__).parents[1] / "features" / "policy.toml")
PATH = ("raise", "listen", "record", "investigate", "solve", "feedback", "close")


def at(text: str) -> datetime:
    """A moment on the school's clock, such as 2026-09-17 19:40."""
    return datetime.fromisoformat(f"{text}+08:00")


class StoppedClock:
    """A clock that stands where the test sets it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def bytes_of(name: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run: each call gives others."""
    numbers = count()
    return lambda length: sha256(f"{name} {next(numbers)}".encode()).digest()[:length]


class School:
    """An application with everything it needs; `name` tells its cases from those of others on the same log."""

    def __init__(self, log: Log, folder: Path, name: str = "school") -> None:
        self.log, self.clock = log, StoppedClock(at("2026-10-20 12:00"))
        self._engine = sqlite_engine(folder / "keys.db", synchronous="OFF")
        keys, nonces, ids = bytes_of(f"{name} keys"), bytes_of(f"{name} nonces"), count()
        self.keys = KeyStore(self._engine, lambda: keys(32))
        self.keys.migrate()
        self.mapper = EventMapper(
            {PolicyAdopted, Read, *KINDS}, Sealer(self.keys, lambda: nonces(NONCE_BYTES), "school")
        )
        self.policies = PolicyBook(log, self.mapper, scope_of(WORKFLOWS))
        if not self.policies.latest():
            self.policies.adopt(POLICY, OPERATOR.id, self.clock())
        self.waits: list[float] = []
        self.uploads: dict[str, Upload] = {}
        self.new_id: Callable[[], str] = lambda: str(uuid5(NAMESPACE_OID, f"{name} {next(ids)}"))
        subject_by = subjects_by(self.keys.secret("guardians"))
        self.application = Application(
            log,
            self.mapper,
            WORKFLOWS,
            self.policies,
            self.clock,
            books_of=lambda _who: {
                "staff": self._staff,
                "colleagues": self._staff,
                "names": _name,
                "families": subject_by,
                "cases": self._case,
                "evidence": self._upload,
            },
            subject_by=subject_by,
            new_id=self._next_id,
            jitter=float,
            pause=self.waits.append,
        )

    def close(self) -> None:
        """Let go of the keys; the log is its opener's."""
        self._engine.dispose()

    def request(
        self,
        who: Who,
        verb: str,
        fields: Mapping[str, Any] | bytes,
        case: str = "",
        *,
        workflow: str = "objection",
        seen: int | None = None,
        key: str = "",
    ) -> Request:
        """A step as it reaches the application; with a key, its body is what is sent."""
        once = None
        if key:
            body = fields if isinstance(fields, bytes) else orjson.dumps(fields)
            once = Once(key.encode(), sha256(f"{case} {verb}".encode() + body).digest(), self.clock())
        return Request(who, workflow, verb, fields, case, seen, once)

    def take(self, who: Who, verb: str, fields: Mapping[str, Any] | bytes, case: str = "", **more: Any) -> Taken:
        """Take a step."""
        return self.application.take(self.request(who, verb, fields, case, **more))

    def walk(self, *verbs: str, workflow: str = "objection", case: str = "", who: Who = CHEN) -> Case:
        """Take these steps with what one usually fills in."""
        for verb in verbs:
            case = self.take(who, verb, usual(verb, workflow), case, workflow=workflow).case.id
        return self.application.case(case)

    def rows(self, case: str) -> list[bytes]:
        """What is stored of a case."""
        return [row.state for row in self.log.select_events(case)]

    def replayed(self, case: str) -> Case:
        """The case as its stored events alone make it."""
        return fold(self.application.events(case), WORKFLOWS)

    def followed(self) -> Iterator[Notification]:
        """Everything in the log, as a reader comes to know it: holes are waited for."""
        position = 0
        while batch := self.log.select_notifications(position, 1_000, inclusive_of_start=False):
            yield from batch
            position = batch[-1].id

    def head(self) -> int:
        """How far the log reaches."""
        return self.log.max_notification_id()

    def _next_id(self) -> str:
        return self.new_id()

    def _staff(self, name: str) -> str:
        if name in STAFF.values():
            return name
        if name not in STAFF:
            raise ValueError(f"nobody on the staff is called {name}")
        return STAFF[name]

    def _upload(self, name: str, _case: str = "") -> Upload:
        if name not in self.uploads:
            raise ValueError("nothing was uploaded under this id")
        return self.uploads[name]

    def _case(self, name: str) -> str:
        try:
            return self.application.case(name).id
        except NotThere as error:
            raise ValueError(str(error)) from None


def _name(person: str) -> str:
    return next((name for name, known in STAFF.items() if known == person), person)


def usual(verb: str, workflow: str = "objection") -> dict[str, Any]:
    """What one usually fills in for a step."""
    return dict(WORKFLOWS[workflow].lifecycle.records[verb].EXAMPLE)
