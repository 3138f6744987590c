"""Accounts: how the people of the staff sign in to the pages. Tokens for programs are another matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import structlog
from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from adapters.accounts.forms import Forms
from adapters.accounts.invitations import Invitations
from adapters.accounts.passwords import Passwords, checked
from adapters.accounts.refusals import SignInRefused
from adapters.accounts.second_factor import SecondFactor
from adapters.accounts.sessions import Sessions
from adapters.accounts.tables import ACCOUNTS, LONGEST_LOGIN
from adapters.accounts.tries import PER_ACCOUNT, PER_ADDRESS, Tries, network_of
from adapters.staff import StaffBook
from engine.access import Who
from engine.refusal import Flaw, NotFillable

SHORTEST_LOGIN = 2
REFUSED = "name and password do not match; if you have set up an app, its code is needed, too"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody fills in to sign in, and where they come from."""

    login: str
    password: str
    code: str = ""
    address: str = ""


@dataclass(frozen=True)
class Accounts:
    """Who may sign in to the pages, and by what."""

    engine: Engine
    staff: StaffBook
    passwords: Passwords
    tries: Tries
    forms: Forms
    sessions: Sessions
    invitations: Invitations
    second_factor: SecondFactor

    def sign_in(self, attempt: Attempt) -> Who:
        """Who it is; SignInRefused in the same words and after the same time, whatever was not right."""
        login, place = plain(attempt.login), network_of(attempt.address)
        self.tries.begin(PER_ADDRESS, place)
        self.tries.begin(PER_ACCOUNT, login)
        account = self._by(ACCOUNTS.c.login == login) if login.isprintable() else None
        is_right = self.passwords.match(attempt.password, account.password if account else None)
        who = self.staff.current(account.staff) if account and is_right else None
        if who is None or account is None or not self._has_second_factor(who.id, attempt.code):
            structlog.get_logger().info("sign-in refused")
            raise SignInRefused(REFUSED)
        self.tries.forgive(PER_ADDRESS, place)
        self.tries.forget(PER_ACCOUNT, login)
        if self.passwords.is_outdated(account.password):
            self._keep(who.id, attempt.password)
        structlog.get_logger().info("signed in", staff=who.id)
        return who

    def confirm(self, who: Who, password: str) -> None:
        """SignInRefused unless this is still the one who signed in; guesses are counted as at the door."""
        account = self._by(ACCOUNTS.c.staff == who.id)
        login = account.login if account else who.id
        self.tries.begin(PER_ACCOUNT, login)
        if not self.passwords.match(password, account.password if account else None):
            raise SignInRefused("this is not your password")
        self.tries.forget(PER_ACCOUNT, login)

    def open(self, who: Who, login: str, password: str, passwords: Passwords | None = None) -> None:
        """An account for a person, or a new name and password for the account that they have."""
        with self.engine.begin() as connection:
            self._open(connection, who, plain(login), (passwords or self.passwords).hash(password))

    def accept(self, token: str, login: str, password: str) -> Who:
        """Whoever has the link signs in by this from now on; wherever they were signed in, they are not any more."""
        self.invitations.invited(token)
        name = _login(login)
        kept = self.passwords.hash(checked(password, name))
        with self.engine.begin() as connection:
            who = self.invitations.use(connection, token)
            self._open(connection, who, name, kept)
        self.sessions.end_all(who.id)
        self.tries.forget(PER_ACCOUNT, name)
        structlog.get_logger().info("invitation accepted", staff=who.id)
        return who

    def change_password(self, who: Who, old: str, new: str) -> None:
        """Another password, for whoever knows the one until now; they are signed out everywhere."""
        self.confirm(who, old)
        self._keep(who.id, checked(new, self.login_of(who) or ""))
        self.sessions.end_all(who.id)
        structlog.get_logger().info("password changed", staff=who.id)

    def login_of(self, who: Who) -> str | None:
        """The name that somebody signs in by, if they have an account."""
        account = self._by(ACCOUNTS.c.staff == who.id)
        return account.login if account else None

    def locale_of(self, who: Who) -> str | None:
        """The language that somebody has chosen."""
        account = self._by(ACCOUNTS.c.staff == who.id)
        return account.locale if account else None

    def speak(self, who: Who, locale: str) -> None:
        """From now on in this language, wherever they are or will be signed in."""
        with self.engine.begin() as connection:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.staff == who.id).values(locale=locale))
        self.sessions.speak(who.id, locale)

    def close_if_gone(self, staff_id: str) -> None:
        """Nothing is kept of the account of somebody who works here no more."""
        if self.staff.current(staff_id) is None:
            with self.engine.begin() as connection:
                connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.staff == staff_id))
            self.second_factor.remove(staff_id)

    def _has_second_factor(self, staff_id: str, code: str) -> bool:
        return not self.second_factor.counts(staff_id) or self.second_factor.accept(staff_id, code)

    def _by(self, condition: ColumnElement[bool]) -> Row[Any] | None:
        with self.engine.connect() as connection:
            return connection.execute(select(ACCOUNTS).where(condition)).one_or_none()

    def _keep(self, staff_id: str, password: str) -> None:
        kept = self.passwords.hash(password)
        with self.engine.begin() as connection:
            connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.staff == staff_id).values(password=kept))

    def _open(self, connection: Connection, who: Who, login: str, kept: str) -> None:
        values = {"login": login, "password": kept}
        mine = update(ACCOUNTS).where(ACCOUNTS.c.staff == who.id).values(values)
        try:
            if not connection.execute(mine).rowcount:
                connection.execute(insert(ACCOUNTS), values | {"staff": who.id})
        except IntegrityError:
            raise NotFillable([Flaw("login", "is another person's; choose another name")]) from None


def plain(login: str) -> str:
    """A name to sign in by as it is compared: however it is capitalised, spaced, or written by a keyboard."""
    return " ".join(normalize("NFKC", login).casefold().split())


def _login(login: str) -> str:
    name = plain(login)
    if not SHORTEST_LOGIN <= len(name) <= LONGEST_LOGIN or not name.isprintable():
        raise NotFillable([Flaw("login", f"is {SHORTEST_LOGIN} to {LONGEST_LOGIN} printable characters")])
    return name
