"""How everybody stands with their account, in a few questions for the whole staff."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from adapters.accounts.session import Limits
from adapters.accounts.tables import ACCOUNTS, INVITATIONS, SECOND_FACTORS, SESSIONS


@dataclass(frozen=True, slots=True)
class Standing:
    """By which name somebody signs in, and how far they have come with it."""

    login: str | None = None
    has_factor: bool = False
    sessions: int = 0
    seen_at: datetime | None = None
    invited_until: datetime | None = None


def standings(engine: Engine, limits: Limits, now: datetime) -> dict[str, Standing]:
    """By the ids of the staff; whoever has no account, session or invitation is not in it."""
    seen = select(SESSIONS.c.staff, SESSIONS.c.seen_at, SESSIONS.c.ends_at)
    with engine.connect() as connection:
        logins = {row.staff: row.login for row in connection.execute(select(ACCOUNTS.c.staff, ACCOUNTS.c.login))}
        factors = set(connection.scalars(select(SECOND_FACTORS.c.staff).where(SECOND_FACTORS.c.last_step.is_not(None))))
        last = select(INVITATIONS.c.staff, func.max(INVITATIONS.c.ends_at)).group_by(INVITATIONS.c.staff)
        invited = {staff: until for staff, until in connection.execute(last) if until > now}
        open_now = [row for row in connection.execute(seen) if limits.allow(row.seen_at, row.ends_at, now)]
    counted = Counter(row.staff for row in open_now)
    latest = {row.staff: row.seen_at for row in sorted(open_now, key=lambda row: row.seen_at)}
    return {
        staff: Standing(logins.get(staff), staff in factors, counted[staff], latest.get(staff), invited.get(staff))
        for staff in {*logins, *factors, *invited, *counted}
    }
