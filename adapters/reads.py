"""Reads: for auditors, who has opened a confidential case, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.presenting import Presenter
from engine.access import Role, Who
from engine.reading import Read
from engine.refusal import Flaw, NotAllowed, NotFillable

AUDITS: frozenset[Role] = frozenset({"auditor"})
AT_ONCE, LONGEST_CURSOR = 50, 18


@dataclass(frozen=True)
class Reads:
    """Shows to auditors who has read a case; what is not confidential is read by whoever may see it."""

    presenter: Presenter

    def of(self, who: Who, name: str, limit: int = AT_ONCE, cursor: str | None = None) -> dict[str, Any]:
        """A page of the readings of a case, the earliest first, and where the next page begins."""
        if who.role not in AUDITS:
            msg = "only auditors see who has read a case"
            raise NotAllowed(msg)
        case = self.presenter.finder.case(who, name)
        written = self.presenter.application.policies.get(case.policy).calendar.written
        found = self.presenter.readings.of(case.id, _place(cursor), limit + 1)
        page = found[:limit]
        items = [self._told(reading) | {"read_at": written(reading.happened_at)} for reading in page]
        return {"items": items, "next": str(page[-1].originator_version) if len(found) > limit else None}

    def _told(self, reading: Read) -> dict[str, Any]:
        name = self.presenter.staff.name_of(reading.by)
        return {"by": reading.by, "by_name": name, "what": reading.what, "version": reading.version}


def _place(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= LONGEST_CURSOR):
        raise NotFillable([Flaw("cursor", "is not one that was given out")])
    return int(cursor)
