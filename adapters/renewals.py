"""The overview of renewals: how many are due, and what became of them, counted from what one person may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapters.other_cases import OtherCases
from engine.access import Who
from projections.renewals import RENEWED, UNDECIDED, Renewals

AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Open:
    """A renewal that is undecided, as it is listed."""

    row: Mapping[str, Any]
    waits_for: list[str]
    solved: list[str]


@dataclass(frozen=True)
class RenewalsOverview:
    """Counts renewals; an objection that somebody may not know of is not counted for them either."""

    renewals: Renewals
    others: OtherCases

    def of(
        self, who: Who, since: datetime | None = None, until: datetime | None = None, campus: str | None = None
    ) -> dict[str, int]:
        """Those whose answer is due in this span; every pair of families that one recommended to the other is one."""
        due = self.renewals.due(who, since, until, campus)
        states = Counter(row.state for row in due)
        return {
            "due": len(due),
            "renewed": states[RENEWED],
            "declined": states["declined"],
            "deferred": states["deferred"],
            "withdrawn": states["withdrawn"],
            "undecided": states[UNDECIDED],
            "waiting_for_objection": sum(self._knows(who, row.waits) for row in due),
            "saved_by_objection": sum(row.state == RENEWED and self._knows(who, row.solved) for row in due),
            "referrals": len({pair for row in due for pair in row.recommended.split()}),
        }

    def open(self, who: Who, campus: str | None = None, limit: int = AT_ONCE) -> list[Open]:
        """The renewals that are undecided, those due first first, and for which objections each one waits."""
        rows = self.renewals.open(who, campus, limit)
        return [Open(row._asdict(), self._known(who, row.waits), self._known(who, row.solved)) for row in rows]

    def _known(self, who: Who, objections: str) -> list[str]:
        """The references of those objections that somebody may know of."""
        known = (objection for objection in objections.split() if self.others.known(who, objection))
        return [self.others.application.case(objection).reference for objection in known]

    def _knows(self, who: Who, objections: str) -> bool:
        return any(self.others.known(who, objection) for objection in objections.split())
