"""What is owed to a case: deadlines that are still to be met, and duties that are still to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from engine.awaited import CONTRIBUTION
from engine.case import Case
from engine.deadlines import Deadline
from engine.duty import APPROVAL, Duty
from engine.policy import Policy
from engine.steps.approval import awaits_approval

A_SECOND_PERSON = Duty(None, APPROVAL, None, "A plan waits for a second person to approve or refuse it.")


class Owed(NamedTuple):
    """One thing that is owed, by whom and by when; a deadline has no key, and is met by whoever looks after the case.

    What has no date waits.
    """

    name: str
    key: str
    owner: str | None
    due: datetime | None
    told: Callable[[], tuple[str, ...]]


def owed(case: Case, deadlines: Iterable[Deadline], policy: Policy) -> Iterator[Owed]:
    """Everything that is owed now; a deadline whose clock is stopped is not, one with a duty is told once."""
    for deadline in deadlines if case.closed_at is None else ():
        if deadline.met_at is None and not deadline.stopped and deadline.name != CONTRIBUTION:
            yield Owed(deadline.name, "", None, deadline.due, deadline.told)
    waiting = {APPROVAL: A_SECOND_PERSON} if awaits_approval(case, policy) else {}
    for key, duty in (case.duties | waiting).items():
        due = None if duty.due is None else policy.calendar.ending(duty.due)
        yield Owed(duty.name, key, duty.owner, due, _why(duty))


def _why(duty: Duty) -> Callable[[], tuple[str, ...]]:
    return lambda: (duty.why,)
