"""A session: somebody at a browser, since they signed in there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.access import Who

COOKIE, LONGEST_COOKIE = "casebook_session", 100
SEEN_EVERY = timedelta(minutes=1)
"""How closely it is kept when somebody was last there."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who it is, what their forms carry, and where and since when they are signed in; `id` opens nothing."""

    id: str
    who: Who
    csrf: str
    locale: str | None
    browser: str
    begun_at: datetime
    seen_at: datetime
    ends_at: datetime

    def is_seen(self, now: datetime) -> bool:
        """Whether it need not be put down again that they are there."""
        return now - self.seen_at < SEEN_EVERY


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts without a sign of its owner, and at most."""

    idle: timedelta
    longest: timedelta

    def allow(self, seen_at: datetime, ends_at: datetime, now: datetime) -> bool:
        """Whether a session still holds."""
        return now < ends_at and now - seen_at < self.idle
