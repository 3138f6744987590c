"""The day list: for one person, what is overdue, due within a day, or waits for them, each line with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine.access import Who, may_see
from engine.application import Application
from engine.owed import owed
from projections.duties import Duties, Line

A_DAY = timedelta(days=1)
AT_ONCE = 50


@dataclass(frozen=True)
class DayList:
    """Finds in the read model what concerns a person, and tells it from the cases as they stand now."""

    application: Application
    duties: Duties

    def of(self, who: Who, limit: int = AT_ONCE, cursor: str | None = None) -> dict[str, Any]:
        """The lines of one page, the earliest first, and where the next page begins."""
        now = self.application.clock()
        lines, following = self.duties.day(who, now, now + A_DAY, limit, cursor)
        told = (self._told(who, line) for line in lines)
        return {"items": [item for item in told if item], "next": following}

    def _told(self, who: Who, line: Line) -> dict[str, Any] | None:
        """The line in full; none where the case has moved on, or is hidden from them by now."""
        case, now = self.application.case(line.case), self.application.clock()
        policy = self.application.policies.get(case.policy)
        all_of_it = owed(case, case.deadlines_at(now, policy), policy)
        each = {(each.name, each.key): each for each in all_of_it}.get((line.name, line.key))
        if each is None or not may_see(who, case):
            return None
        return {
            "case": case.id,
            "reference": case.reference,
            "workflow": case.workflow,
            "stage": case.stage,
            "campus": case.campus,
            "assignee": case.assignee,
            "name": each.name,
            "owner": each.owner or case.assignee,
            "due": each.due and policy.calendar.written(each.due),
            "overdue": each.due is not None and each.due < now,
            "why": list(each.told()),
        }
