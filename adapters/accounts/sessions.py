"""Sessions: kept on the server, by the hash of a cookie that the browser alone has, and ended at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, delete, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from adapters.accounts.forms import Forms
from adapters.accounts.memory import Memory
from adapters.accounts.secrets import fingerprint
from adapters.accounts.session import LONGEST_COOKIE, Limits, Session
from adapters.accounts.tables import SESSIONS
from adapters.staff import StaffBook
from engine.access import Who
from engine.time.clock import Clock

ID_LENGTH = 16


class Sessions:
    """Everybody who has signed in. A person who leaves, or whose role changes, is signed out everywhere."""

    def __init__(
        self, engine: Engine, staff: StaffBook, clock: Clock, limits: Limits, forms: Forms, new_token: Callable[[], str]
    ) -> None:
        self._engine, self._staff, self._clock = engine, staff, clock
        self.limits, self._forms, self._new_token = limits, forms, new_token
        self._memory = Memory()
        staff.whenever_changed(self.end_all)

    def begin(self, who: Who, browser: str = "", locale: str | None = None) -> str:
        """A new session; the cookie is told this once."""
        cookie, now = self._new_token(), self._clock()
        token = fingerprint(cookie)
        row = {"token": token, "id": fingerprint(token)[:ID_LENGTH], "staff": who.id, "browser": browser}
        times = {"begun_at": now, "seen_at": now, "ends_at": now + self.limits.longest}
        with self._engine.begin() as connection:
            connection.execute(delete(SESSIONS).where(self._are_over(now)))
            connection.execute(insert(SESSIONS), row | times | {"locale": locale})
        return cookie

    def visit(self, cookie: str, *, active: bool = True) -> Session | None:
        """Whose cookie this is; what a browser does unasked is not `active`, and keeps no session from its end."""
        if not 0 < len(cookie) <= LONGEST_COOKIE:
            return None
        token, now = fingerprint(cookie), self._clock()
        known = self._memory.recall(token, now)
        if known and (known.is_seen(now) or not active):
            return known
        return self._memory.read(token, now, lambda: self._read(cookie, token, now, active))

    def recall(self, cookie: str) -> Session | None:
        """Whose cookie this is, if that is known without reading."""
        return self._memory.recall(fingerprint(cookie), self._clock())

    def open(self, staff_id: str) -> list[Session]:
        """Where somebody is signed in, the latest first."""
        now = self._clock()
        mine = select(SESSIONS).where(SESSIONS.c.staff == staff_id).order_by(SESSIONS.c.seen_at.desc())
        who = self._staff.current(staff_id)
        with self._engine.connect() as connection:
            rows = connection.execute(mine).mappings().all()
        return [_session(row, who, "") for row in rows if who and self._holds(row, now)]

    def end(self, cookie: str) -> None:
        """Sign out here."""
        token = fingerprint(cookie)
        session_id = fingerprint(token)[:ID_LENGTH]
        self._end(SESSIONS.c.token == token, lambda session: session.id == session_id)

    def end_one(self, staff_id: str, session_id: str) -> None:
        """Sign somebody out in one place, known by its id."""
        if not session_id.isalnum():
            return
        one = and_(SESSIONS.c.staff == staff_id, SESSIONS.c.id == session_id)
        self._end(one, lambda session: (session.who.id, session.id) == (staff_id, session_id))

    def end_all(self, staff_id: str) -> None:
        """Sign somebody out everywhere."""
        self._end(SESSIONS.c.staff == staff_id, lambda session: session.who.id == staff_id)

    def speak(self, staff_id: str, locale: str) -> None:
        """From now on in this language, wherever they are signed in."""
        with self._engine.begin() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.staff == staff_id).values(locale=locale))
        self._memory.forget(lambda session: session.who.id == staff_id)

    def _read(self, cookie: str, token: str, now: datetime, active: bool) -> Session | None:  # noqa: FBT001 -- as visit
        with self._engine.connect() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.token == token)).mappings().one_or_none()
        who = self._staff.current(row["staff"]) if row and self._holds(row, now) else None
        if row is None or who is None:
            return None
        session = _session(row, who, self._forms.token(cookie))
        return self._seen(token, session, now) if active and not session.is_seen(now) else session

    def _seen(self, token: str, session: Session, now: datetime) -> Session | None:
        """The same, put down as seen; None if it was ended meanwhile."""
        with self._engine.begin() as connection:
            there = connection.execute(update(SESSIONS).where(SESSIONS.c.token == token).values(seen_at=now)).rowcount
        return replace(session, seen_at=now) if there else None

    def _end(self, where: ColumnElement[bool], is_meant: Callable[[Session], bool]) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(SESSIONS).where(where))
        self._memory.forget(is_meant)

    def _holds(self, row: RowMapping, now: datetime) -> bool:
        return self.limits.allow(row["seen_at"], row["ends_at"], now)

    def _are_over(self, now: datetime) -> ColumnElement[bool]:
        return or_(SESSIONS.c.ends_at <= now, SESSIONS.c.seen_at <= now - self.limits.idle)


def _session(row: RowMapping, who: Who, csrf: str) -> Session:
    told = {name: row[name] for name in ("id", "locale", "browser", "begun_at", "seen_at", "ends_at")}
    return Session(who=who, csrf=csrf, **told)
