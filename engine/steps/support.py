"""Support: with the family's consent a case is referred to a support service, beside its path, and what came back."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from engine.case import Case
from engine.duty import Duty
from engine.event import Event, New
from engine.lifecycle import ANYWHERE, OPEN, Step
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.words import Day, Line, Moment, Text

SUPPORT = "support"
AWAITED = "What comes back from a support service is to be put down."
NO_CONSENT = "has to be given: ask the family first, and refer nobody without it"


class Supported(Event):
    """Support: refer the family to a service, such as counselling, once they have agreed; the case goes on."""

    TOPIC = "case.supported"
    DISCREET = RETRACTABLE = True
    TOLD = frozenset({"new"})
    EXAMPLE = {"service": "counselling", "consent": True, "reason": "He does not want to come to class any more."}

    service: Line = Field(description="Counselling, therapy, ...: which, without names.")
    consent: bool = Field(description="Has the family agreed?")
    reason: Personal[Text] = Field(description="Why; the service and the next person read it.")
    due: Moment | Day | None = Field(None, description="By when you ask again what came of it.")
    new: New = ()

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Nobody is referred without consent."""
        if not situation.form.consent:
            raise NotFillable([Flaw("consent", NO_CONSENT)])
        return situation.policy.new_words(situation.form, "service")

    def apply(self, aggregate: Any) -> None:
        """Whoever referred them finds out what came of it."""
        aggregate.owe(_key(self.originator_version), Duty(self.by, SUPPORT, self.due, AWAITED))
        aggregate.facts = {**aggregate.facts, "support": self}


class CameBack(Event):
    """Come back: put down what came back from the service, be it that nothing did."""

    TOPIC = "case.came_back"
    DISCREET = RETRACTABLE = True
    FIXED = frozenset({"request"})
    EXAMPLE = {"request": 4, "text": "Six sessions; he comes to class again."}

    request: int = Field(ge=1, description="The version of the event by which they were referred.")
    text: Personal[Text] = Field(description="No more than the family has agreed to share.")

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Something is awaited under this number."""
        awaited = _awaited(situation.case)
        if _key(situation.form.request) not in awaited:
            known = ", ".join(key.removeprefix(_key("")) for key in awaited)
            raise NotFillable([Flaw("request", f"is no referral that is still out; what is awaited: {known}")])
        return {}

    def apply(self, aggregate: Any) -> None:
        """Nothing more is awaited from there."""
        aggregate.settle(_key(self.request))
        aggregate.facts = {**aggregate.facts, "come_back": self}


def still_out(situation: Situation) -> bool:
    """No referral to a support service is still out."""
    return bool(_awaited(situation.case))


def _awaited(case: Case) -> list[str]:
    """The referrals to services from which nothing has come back, also those that a closed case has set aside."""
    return [key for key in (*case.duties, *case.set_aside) if key.startswith(_key(""))]


def _key(request: int | str) -> str:
    return f"{SUPPORT}:{request}"


SUPPORTING = (Step("support", OPEN, Supported), Step("come_back", ANYWHERE, CameBack, guard=still_out))
