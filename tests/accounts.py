"""Accounts on a store of the test's own: cheap hashes, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy import Engine, MetaData, Table, select

from adapters.accounts import Accounts, Attempt, Passwords, open_accounts
from adapters.accounts.passwords import SWIFT
from adapters.settings import Settings
from adapters.staff import StaffBook
from adapters.tokens import Tokens
from engine.access import Who
from engine.time.instant import micros
from tests.institution import NOON, StoppedClock

SECRET = bytes(range(32))
PASSWORD = "correct horse battery"  # noqa: S105 -- it keeps nothing
HERE = "192.0.2.7"


@dataclass
class Door:
    """A process of the program at which people sign in."""

    engine: Engine
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))
    settings: Settings = field(default_factory=Settings)
    passwords: Passwords = field(default_factory=lambda: Passwords(SWIFT))

    def __post_init__(self) -> None:
        ids, tokens = count(1), count(1)
        made = Tokens(self.engine, self.clock, lambda: f"token {next(tokens)}")
        self.staff = StaffBook(self.engine, lambda: f"s-{next(ids)}", made)
        self.staff.migrate()
        self.accounts: Accounts = open_accounts(
            self.engine, self.staff, SECRET, self.clock, self.settings, self.passwords
        )

    def hire(self, name: str, role: str = "teacher") -> Who:
        """Somebody new, who signs in by their name and PASSWORD."""
        who, _ = self.staff.add(name, role)
        self.accounts.open(who, name, PASSWORD)
        return who

    def sign_in(self, login: str, password: str = PASSWORD, code: str = "", address: str = HERE) -> Who:
        """Somebody tries to."""
        return self.accounts.sign_in(Attempt(login, password, code, address))

    def code_of(self, who: Who, later: int = 0) -> str:
        """The code that the app of a person shows, now or some steps later."""
        factor = self.accounts.second_factor
        with self.engine.connect() as connection:
            table = Table("second_factors", MetaData(), autoload_with=self.engine)
            sealed = connection.scalars(select(table.c.sealed).where(table.c.staff == who.id)).one()
        key = factor._opened(who.id, sealed)  # noqa: SLF001 -- the app has been told it
        seconds = micros(self.clock()) // 1_000_000 + 30 * later
        return TOTP(key, 6, SHA1(), 30).generate(seconds).decode()  # noqa: S303 -- as apps do

    def everything(self) -> str:
        """Every word that the store keeps."""
        tables = MetaData()
        tables.reflect(self.engine)
        with self.engine.connect() as connection:
            rows: list[Any] = [row for table in tables.sorted_tables for row in connection.execute(select(table))]
        return repr(rows)


OpenDoor = Callable[[], Door]
