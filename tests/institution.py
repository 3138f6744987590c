"""A small institution to ask over HTTP: a clock that stands still, and one member of staff of every role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from signal import SIGTERM
from threading import Thread
from typing import Any, Self
from urllib.parse import urlsplit

import psycopg
from fastapi.testclient import TestClient
from httpx2 import Client, Response
from psycopg import sql

from adapters.accounts import Passwords
from adapters.accounts.passwords import SWIFT
from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.serving.app import create_app
from adapters.serving.server import server_of
from adapters.settings import Settings
from engine.access import Who

NOON = datetime.fromisoformat("2026-09-22T12:00:00+08:00")
STAFF = (
    ("Li", "teacher", "East"),
    ("Chen", "manager", "East"),
    ("Zhou", "auditor", None),
    ("Sun", "analyst", None),
    ("Ada", "admin", None),
)
PATIENCE = 20.0
LATER, NOT_SO_FAR, TRIES = 503, "Not so far yet", 20
SIX_STEPS = ("listen", "record", "investigate", "solve", "feedback", "close")


class StoppedClock:
    """Moves only when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now

    def forward(self, time: timedelta) -> None:
        """Let time pass."""
        self.now += time


@dataclass
class Institution:
    """A casebook behind its API, and what people there send and read."""

    casebook: Casebook
    clock: StoppedClock
    client: Client
    people: dict[str, Who] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    position: str = "0"

    def hire(self, name: str, role: str, campus: str | None = None) -> Who:
        """Somebody new on the staff, called by the name from now on."""
        self.people[name], self.tokens[name] = self.casebook.staff.add(name, role, campus)
        return self.people[name]

    def headers(self, name: str, **more: str) -> dict[str, str]:
        """What a person sends with every request."""
        return {"Authorization": f"Bearer {self.tokens[name]}", **more}

    def post(self, name: str, path: str, form: Any, headers: Mapping[str, str] | None = None) -> Response:
        """Somebody fills in a form."""
        answer = self.client.post(f"/api/{path}", json=form, headers=self.headers(name) | dict(headers or {}))
        self.position = answer.headers.get("casebook-position", self.position)
        return answer

    def get(self, name: str, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> Response:
        """Somebody reads; a slow machine may say "not so far yet", and is asked again."""
        for _ in range(TRIES):
            answer = self.ask(name, path, headers, **query)
            if answer.status_code != LATER or answer.json()["title"] != NOT_SO_FAR:
                break
        return answer

    def ask(self, name: str, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> Response:
        """Somebody asks once to read no less than what was written before."""
        sent = self.headers(name) | {"Casebook-Wait-For": self.position} | dict(headers or {})
        return self.client.get(f"/api/{path}", params=query or None, headers=sent)

    def form(self, verb: str, workflow: str = "objection") -> dict[str, Any]:
        """The example that a step gives of itself."""
        return dict(self.casebook.workflows[workflow].lifecycle.records[verb].EXAMPLE)

    def raised(self, name: str = "Li", workflow: str = "objection", **fields: Any) -> dict[str, Any]:
        """A new case of theirs."""
        plural = self.casebook.workflows[workflow].plural
        answer = self.post(name, plural, self.form("raise", workflow) | fields)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def step(self, name: str, case: Mapping[str, Any], verb: str, **fields: Any) -> Response:
        """A step by somebody who has seen the case as it is given; the step's own example, with other fields."""
        plural = self.casebook.workflows[case["workflow"]].plural
        form = self.form(verb, case["workflow"]) | fields
        return self.post(name, f"{plural}/{case['id']}/{verb}", form, {"If-Match": f'"{case["version"]}"'})

    def taken(self, case: Mapping[str, Any], *verbs: str, name: str = "Chen") -> dict[str, Any]:
        """The case after several steps by a manager."""
        for verb in verbs:
            answer = self.step(name, case, verb)
            assert answer.status_code == 200, answer.text
            case = answer.json()
        return dict(case)


@dataclass(frozen=True)
class Staffed:
    """The files of a casebook with STAFF and nothing else; to copy them is cheaper than to begin afresh."""

    files: Path
    people: dict[str, Who] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, files: Path) -> Self:
        """Made in a folder."""
        made = cls(files)
        with open_casebook(Settings(data=files), clock=StoppedClock(NOON)) as casebook:
            for name, role, campus in STAFF:
                made.people[name], made.tokens[name] = casebook.staff.add(name, role, campus)
        return made

    @contextmanager
    def copied(self, data: Path) -> Iterator[Institution]:
        """An institution over a copy."""
        copytree(self.files, data, dirs_exist_ok=True)
        with running_institution(Settings(data=data), staff=False) as institution:
            institution.people |= self.people
            institution.tokens |= self.tokens
            yield institution


@contextmanager
def running_institution(settings: Settings, *, staff: bool = True, wire: bool = False) -> Iterator[Institution]:
    """An institution, with STAFF if it is staffed.

    Its client calls the application, or, over the wire, a real server in a thread of its own.
    """
    clock = StoppedClock(NOON)
    with (
        open_casebook(settings, clock=clock, passwords=Passwords(SWIFT)) as casebook,
        _over_the_wire(casebook) if wire else TestClient(create_app(casebook), base_url="http://127.0.0.1") as client,
    ):
        institution = Institution(casebook, clock, client)
        for name, role, campus in STAFF if staff else ():
            institution.hire(name, role, campus)
        yield institution


@contextmanager
def _over_the_wire(casebook: Casebook) -> Iterator[Client]:
    with served(casebook) as address, Client(base_url=address, timeout=PATIENCE) as client:
        yield client


@contextmanager
def served(casebook: Casebook, port: int = 0) -> Iterator[str]:
    """The address of a real server over a casebook, in a thread of its own."""
    server = server_of(casebook, "127.0.0.1", port)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive()
        yield server.address
    finally:
        server.handle_exit(SIGTERM)
        thread.join(PATIENCE)
        assert not thread.is_alive()


def new_database(url: str, name: str) -> str:
    """The address of a new database on a server of the tests' own."""
    parts = urlsplit(url)
    with psycopg.connect(parts._replace(netloc="postgres@", path="/postgres").geturl(), autocommit=True) as server:
        names = (sql.Identifier(name), sql.Identifier(parts.username or ""))
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
    return parts._replace(path=f"/{name}").geturl()
