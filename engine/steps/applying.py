"""Applying: a running case is moved to another version of the policy, with a reason; its clocks keep their starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Field

from engine.deadlines import Moved
from engine.event import Amendment, Event
from engine.folding import amended
from engine.refusal import Flaw, NotFillable, NotThere
from engine.situation import Situation
from engine.steps.beside import Reason

FIRST, HIGHEST = 1, 2**31 - 1


class PolicyApplied(Event):
    """Apply policy: let this case run under another version of the policy, and say why."""

    TOPIC = "case.policy_applied"
    RETRACTABLE = True
    EXAMPLE = {"policy": 2, "reason": "The family was promised the new, shorter deadlines."}

    policy: int = Field(ge=FIRST, le=HIGHEST, description="The version.")
    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The version exists, and is another one than the case runs under."""
        form: Any = situation.form
        if form.policy == situation.case.policy:
            raise NotFillable([Flaw("policy", "is the version that the case runs under")])
        try:
            situation.policy_of(form.policy)
        except NotThere as error:
            raise NotFillable([Flaw("policy", str(error))]) from None
        return {}

    def apply(self, aggregate: Any) -> None:
        """Everything is judged by that version from now on."""
        aggregate.moves = (*aggregate.moves, Moved(aggregate.policy, self.happened_at, self.reason))
        aggregate.policy = self.policy
        aggregate.facts = {**aggregate.facts, "apply_policy": self}


def another_version(situation: Situation) -> bool:
    """There is no other version of the policy."""
    try:
        situation.policy_of(FIRST if situation.case.policy != FIRST else FIRST + 1)
    except NotThere:
        return False
    return True


def versions_of(events: Sequence[Event]) -> Iterator[int]:
    """The version of the policy under which each of its events left a case, as far as was known then."""
    version = 0
    for number, event in enumerate(events, 1):
        known = amended(events[:number]) if isinstance(event, Amendment) else (event,)
        version = next((vars(each)["policy"] for each in reversed(known) if "policy" in vars(each)), version)
        yield version
