"""The day list: for one person, what is overdue, due within a day, or waits for them, each line with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from adapters.plan import open_actions
from engine.access import Who, may_see, may_take, oversees
from engine.application import Application
from engine.asking.owed import Owed, owed
from engine.awaited import CONTRIBUTION
from engine.case import Case
from engine.duty import ACTION, APPROVAL, REVIEW, THANKS
from engine.refusal import NotAllowed
from engine.situation import Situation
from engine.steps.report import RECEIPT
from engine.steps.support import SUPPORT
from projections.duties import Duties, Line

A_DAY = timedelta(days=1)
AT_ONCE = 50
SETTLED_BY = {
    "panel": ("report",),
    CONTRIBUTION: ("contribute",),
    ACTION: ("finish",),
    APPROVAL: ("approve", "countersign"),
    REVIEW: ("review",),
    RECEIPT: ("receipt",),
    SUPPORT: ("come_back",),
    THANKS: ("thank",),
}


@dataclass(frozen=True)
class DayList:
    """Finds in the read model what concerns a person, and tells it from the cases as they stand now."""

    application: Application
    duties: Duties

    def of(
        self, who: Who, limit: int = AT_ONCE, cursor: str | None = None, colleague: Who | None = None
    ) -> dict[str, Any]:
        """The lines of one page, the earliest first, and where the next page begins.

        Of a colleague's day only those are told that the one who looks may know of.
        """
        whose, now = colleague or who, self.application.clock()
        if not oversees(who, whose):
            msg = f"what is due for {whose.name} is for them, and for the managers of their campus"
            raise NotAllowed(msg)
        lines, following = self.duties.day(whose, now, now + A_DAY, limit, cursor, told_to=who)
        told = (self._told(whose, who, line) for line in lines)
        return {"items": [item for item in told if item], "next": following}

    def _told(self, whose: Who, who: Who, line: Line) -> dict[str, Any] | None:
        """The line in full; none where the case has moved on, or is hidden from them by now."""
        case, now = self.application.case(line.case), self.application.clock()
        policy = self.application.policies.get(case.policy)
        all_of_it = owed(case, case.deadlines_at(now, policy), policy)
        each = {(each.name, each.key): each for each in all_of_it}.get((line.name, line.key))
        if each is None or not (may_see(whose, case) and may_see(who, case)):
            return None
        offered = case.lifecycle.next_steps(Situation(case, policy, now, by=who.id))
        theirs = (step for step in settling(each, case, who) if step in offered and may_take(who, step, case))
        return {
            "case": case.id,
            "reference": case.reference,
            "workflow": case.workflow,
            "stage": case.stage,
            "summary": None if case.confidential else case.fact("summary") or case.fact("course"),
            "campus": case.campus,
            "raised_at": policy.calendar.written(case.raised_at),
            "raised_by": case.raised_by,
            "assignee": case.assignee,
            "name": each.name,
            "owner": each.owner or case.assignee,
            "due": each.due and policy.calendar.written(each.due),
            "overdue": each.due is not None and each.due < now,
            "why": [] if case.confidential else _why(each, case),
            "step": next(theirs, None),
        }


def _why(each: Owed, case: Case) -> list[str]:
    """The reasons; of an action what is to be done, as the plan has it."""
    action = dict(open_actions(case)).get(each.key) if each.name == ACTION else None
    return [f"Action {action.number} of the plan: {action.what}"] if action else list(each.told())


def settling(each: Owed, case: Case, who: Who) -> tuple[str, ...]:
    """What settles what is owed, or else brings the case nearer to it; nothing where a colleague is to answer."""
    if each.name == CONTRIBUTION and each.owner != who.id:
        return ()
    return SETTLED_BY.get(each.name, (case.stage,))
