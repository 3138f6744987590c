"""What a case offers somebody, and what they may take of it: asked, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.access import Who, authorise, may_see, may_take
from engine.case import Case
from engine.refusal import Refusal
from engine.reuse import filled
from engine.situation import Situation
from tests.school import School


def offered_to(school: School, case: Case, who: Who) -> list[str]:
    """The steps that the case offers this person, if they may know of it."""
    situation = Situation(case, school.policies.get(case.policy), school.clock(), by=who.id)
    return [verb for verb in case.lifecycle.next_steps(situation) if may_see(who, case) and may_take(who, verb, case)]


def may_be_taken(school: School, case: Case, who: Who, verb: str, fields: Mapping[str, Any]) -> bool:
    """Whether the step, filled in so, would be taken."""
    application = school.application
    desk = application.desk(who, case.policy)
    try:
        authorise(who, verb, case)
        case.lifecycle.expect(verb, case)
        desk.decide_with_others(case, verb, filled(case, verb, fields, desk.books, application.case))
    except Refusal:
        return False
    return True
