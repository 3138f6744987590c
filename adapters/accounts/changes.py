"""Changes to the staff, put down: who gave or took what from whom, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Engine, Row, insert, select

from adapters.accounts.tables import STAFF_CHANGES
from engine.access import Who
from engine.time.clock import Clock

Change = Literal[
    "added", "changed", "left", "invited", "link_used", "token_made", "token_revoked", "signed_out", "factor_removed"
]
TAKING_OVER: tuple[Change, ...] = ("invited", "link_used", "token_made", "factor_removed")
"""What lets whoever does it, or is handed something, act in another person's name."""
TOLD_FOR = timedelta(days=14)


class Changes:
    """Only ever added to."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def put_down(self, by: Who, who: Who, what: Change) -> None:
        """What somebody has done, and in which role and where the other one is since."""
        row = {"at": self._clock(), "by": by.id, "staff": who.id, "what": what, "role": who.role, "campus": who.campus}
        with self._engine.begin() as connection:
            connection.execute(insert(STAFF_CHANGES), row)

    def concern(self, staff_id: str) -> bool:
        """Whether somebody may have got into this person's place lately, which they are told until it is long ago."""
        begin = self._clock() - TOLD_FOR
        asked = select(STAFF_CHANGES.c.what).where(STAFF_CHANGES.c.staff == staff_id, STAFF_CHANGES.c.at > begin)
        with self._engine.connect() as connection:
            lately = set(connection.scalars(asked))
        return "added" not in lately and not lately.isdisjoint(TAKING_OVER)

    def latest(self, staff_id: str | None = None, limit: int = 50) -> Sequence[Row[Any]]:
        """Those of one person, or of all, the latest first."""
        asked = select(STAFF_CHANGES).order_by(STAFF_CHANGES.c.number.desc()).limit(limit)
        if staff_id is not None:
            asked = asked.where(STAFF_CHANGES.c.staff == staff_id)
        with self._engine.connect() as connection:
            return connection.execute(asked).all()
