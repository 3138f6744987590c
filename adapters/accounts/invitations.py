"""Invitations: a link, of use once and for some days, on which a person chooses a name and a password to sign in by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select
from sqlalchemy.engine import Row

from adapters.accounts.refusals import NotInvited
from adapters.accounts.secrets import LONGEST_TOKEN, fingerprint
from adapters.accounts.tables import INVITATIONS
from adapters.staff import StaffBook
from engine.access import Who
from engine.time.clock import Clock

LASTS = timedelta(days=7)


class Invitations:
    """Links that the administrator hands out, each the only one of its person."""

    def __init__(self, engine: Engine, staff: StaffBook, clock: Clock, new_token: Callable[[], str]) -> None:
        self._engine, self._staff, self._clock, self._new_token = engine, staff, clock, new_token
        staff.whenever_changed(self.withdraw)

    def make(self, who: Who) -> tuple[str, datetime]:
        """The last part of the link, told this once, and until when it is of use."""
        token, ends_at = self._new_token(), self._clock() + LASTS
        with self._engine.begin() as connection:
            connection.execute(delete(INVITATIONS).where(INVITATIONS.c.staff == who.id))
            row = {"token": fingerprint(token), "staff": who.id, "ends_at": ends_at}
            connection.execute(insert(INVITATIONS), row)
        return token, ends_at

    def invited(self, token: str) -> Who:
        """Whom a link is for; NotInvited if it is of no use."""
        with self._engine.connect() as connection:
            found = connection.execute(select(INVITATIONS).where(_is(token))).one_or_none()
        return self._person(found)

    def use(self, connection: Connection, token: str) -> Who:
        """The same, for the last time, in the transaction of what it is used for."""
        used = delete(INVITATIONS).where(_is(token)).returning(INVITATIONS.c.staff, INVITATIONS.c.ends_at)
        return self._person(connection.execute(used).one_or_none())

    def withdraw(self, staff_id: str) -> None:
        """No link of this person is of use any more."""
        with self._engine.begin() as connection:
            connection.execute(delete(INVITATIONS).where(INVITATIONS.c.staff == staff_id))

    def _person(self, found: Row[Any, Any] | None) -> Who:
        who = self._staff.current(found.staff) if found and self._clock() < found.ends_at else None
        if who is None:
            raise NotInvited("this link has been used, or has ended; ask an administrator for a new one")
        return who


def _is(token: str) -> ColumnElement[bool]:
    return INVITATIONS.c.token == fingerprint(token[:LONGEST_TOKEN])
