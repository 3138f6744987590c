"""What a case offers somebody, and what they may take of it: asked, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from engine.access import Who, authorise, may_see, may_take
from engine.application import Application, Taken
from engine.case import Case
from engine.policy_book import PolicyBook
from engine.refusal import Refusal
from engine.reuse import filled
from engine.situation import Situation


class Timepiece(Protocol):
    """Moves only when it is told to."""

    now: datetime

    def __call__(self) -> datetime:
        """The time it shows."""


class Place(Protocol):
    """Where cases are handled: a school, or an institution behind its pages."""

    @property
    def application(self) -> Application:
        """Takes the steps."""

    @property
    def policies(self) -> PolicyBook:
        """Every version of the rules."""

    @property
    def clock(self) -> Timepiece:
        """The time there."""

    def take(self, who: Who, verb: str, fields: Mapping[str, Any], case: str = "", *, workflow: str) -> Taken:
        """Take a step."""


def offered_to(school: Place, case: Case, who: Who) -> list[str]:
    """The steps that the case offers this person, if they may know of it."""
    policy_of = school.policies.get
    situation = Situation(case, policy_of(case.policy), school.clock(), by=who.id, policy_of=policy_of)
    return [verb for verb in case.lifecycle.next_steps(situation) if may_see(who, case) and may_take(who, verb, case)]


def may_be_taken(school: Place, case: Case, who: Who, verb: str, fields: Mapping[str, Any]) -> bool:
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
