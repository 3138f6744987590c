"""Adopting: somebody who may change the rules brings a version of the policy into force, at once or from a day on."""

from __future__ import annotations

from datetime import date, datetime, time

from engine.access import Role, Who
from engine.log import Once
from engine.policy import Policy
from engine.policy_book import PolicyBook
from engine.refusal import Flaw, NotAllowed, NotFillable

SET_THE_RULES: frozenset[Role] = frozenset({"admin", "operator"})


def adopt(
    policies: PolicyBook,
    who: Who,
    policy: Policy,
    now: datetime,
    since: datetime | date | None = None,
    once: Once | None = None,
) -> int:
    """Bring a policy into force for the cases raised from now on, or from a day or moment on; its version."""
    if who.role not in SET_THE_RULES:
        msg = f"the policy is not for the role {who.role} to change; ask an administrator"
        raise NotAllowed(msg)
    answered = policies.answered(once)
    return answered or policies.adopt(policy, who.id, now, since=beginning(policy, since, now), once=once)


def beginning(policy: Policy, since: datetime | date | None, now: datetime) -> datetime | None:
    """The moment from which a policy is to hold; a day begins at midnight on its own clock, and today is at once."""
    calendar = policy.calendar
    if since is None or (not isinstance(since, datetime) and since == calendar.day_of(now)):
        return None
    begins = since if isinstance(since, datetime) else datetime.combine(since, time(), calendar.timezone)
    if begins < now:
        raise NotFillable([Flaw("from", "lies in the past; a version holds for the cases raised from then on")])
    return begins
