"""On stage: a casebook, served, its clock, and its people, each in front of a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from adapters.accounts import COOKIE, Passwords
from adapters.accounts.passwords import SWIFT
from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.policy.files import policy_from
from adapters.settings import Settings
from engine.access import Role, Who
from engine.application import Request
from features.steps.facts import usual
from tests.by_hand import Person
from tests.chromium import complaints_of
from tests.institution import StoppedClock, served

POLICY = policy_from(Path(__file__).parents[1] / "features" / "policy.toml")
STAFF: Mapping[str, tuple[Role, str | None]] = {
    "Li": ("teacher", "East"),
    "Fang": ("teacher", "East"),
    "Ma": ("teacher", "East"),
    "Chen": ("manager", "East"),
    "Qian": ("manager", "West"),
    "Zhou": ("auditor", None),
    "Sun": ("analyst", None),
}
BEFORE_ANYTHING = "2026-09-01 10:00"
PHRASE = "four plain words here"
PATIENCE = 20_000
"""Milliseconds; a slow machine is no fault of a page."""


def at(text: str) -> datetime:
    """A moment on the institution's clock, such as 2026-09-17 19:40."""
    return datetime.fromisoformat(f"{text}+08:00")


@dataclass
class Stage:
    """Everything that a scenario plays with."""

    casebook: Casebook
    clock: StoppedClock
    address: str
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    """What browsers have found fault with."""
    _signed_in: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        """Somebody on the staff, signed in."""
        if name not in self._signed_in:
            self._signed_in[name] = self.visitor()
            self._sign_in(name)
        return self._signed_in[name]

    def newcomer(self, name: str) -> Person:
        """Somebody on the staff who opens their invitation, chooses a password and signs in with it."""
        person = self._signed_in[name] = self.visitor()
        token, _ = self.casebook.accounts.invitations.make(self.who(name))
        person.opens(f"/invitation/{token}")
        person.fills_in({"Password": PHRASE, "The same password again": PHRASE})
        person.presses("Set the password")
        person.fills_in({"Name": name, "Password": PHRASE})
        person.presses("Sign in")
        return person

    def visitor(self, **device: Any) -> Person:
        """Somebody who has not signed in, at a device of their own."""
        context = self.browser.new_context(**{"base_url": self.address, "locale": "en-GB"} | device)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        complaints_of(page, self.address, self.complaints)
        return Person(page)

    def it_is(self, moment: str) -> None:
        """Everybody goes home; time passes, the program sees to what has come due, and they sign in again."""
        for person in self._signed_in.values():
            person.opens("about:blank")
        self.clock.now = at(moment)
        self.casebook.reactor.catch_up()
        for name in self._signed_in:
            self._sign_in(name)

    def gone_on(self, name: str, *verbs: str, case: str = "", workflow: str = "objection", **said: Any) -> str:
        """The address of a case after steps that are told elsewhere, with what one usually fills in."""
        finder, known = self.casebook.finder, case.removeprefix("/cases/")
        taken = finder.case(self.who(name), known).id if known else ""
        for verb in verbs:
            asked = self.casebook.workflows[workflow].lifecycle.records[verb].model_fields
            form = usual(workflow, verb, self.clock()) | {part: said[part] for part in said if part in asked}
            done = self.casebook.application.take(Request(self.who(name), workflow, verb, form, taken))
            taken = done.case.id
        self.casebook.runner.catch_up()
        return f"/cases/{done.case.reference}"

    def who(self, name: str) -> Who:
        """Somebody on the staff."""
        return next(who for who in self.casebook.staff.all() if who.name == name)

    def _sign_in(self, name: str) -> None:
        cookie = self.casebook.accounts.sessions.begin(self.who(name))
        device: BrowserContext = self._signed_in[name].page.context
        device.add_cookies([{"name": COOKIE, "value": cookie, "url": self.address}])


def furnished(data: Path) -> Path:
    """The files of a casebook with STAFF and the features' policy; to copy them is cheaper than to begin afresh."""
    with open_casebook(Settings(data=data), clock=StoppedClock(at(BEFORE_ANYTHING)), policy=POLICY) as casebook:
        for name, (role, campus) in STAFF.items():
            casebook.staff.add(name, role, campus)
    return data


@contextmanager
def staged(files: Path, data: Path, browser: Browser, moment: str) -> Iterator[Stage]:
    """A new casebook, played with in a browser, which finds nothing to complain of."""
    copytree(files, data, dirs_exist_ok=True)
    clock = StoppedClock(at(moment))
    with (
        open_casebook(Settings(data=data), clock=clock, passwords=Passwords(SWIFT)) as casebook,
        served(casebook) as address,
    ):
        stage = Stage(casebook, clock, address, browser)
        yield stage
        for context in browser.contexts:
            context.close()
        assert stage.complaints == [], "\n".join(stage.complaints)
