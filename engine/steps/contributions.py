"""Contributions: what colleagues are asked during an investigation, what they answer, and what is asked no longer."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from engine.awaited import Awaited
from engine.event import Event
from engine.personal import Personal
from engine.refusal import Flaw, NotAllowed, NotFillable
from engine.situation import Situation
from engine.steps.beside import Reason
from engine.steps.evidence import Evidenced
from engine.words import ColleagueName, Day, Moment, Text

Request = int


class Asked(Event):
    """Ask: have a colleague say what they know, by a date of its own; until they answer, they see the case."""

    TOPIC = "case.asked"
    FIXED = frozenset({"of"})
    EXAMPLE = {"of": "Li", "question": "When did the last three lessons begin?", "due": "2099-09-19"}

    of: ColleagueName
    question: Personal[Text] = Field(description="What you would like to know.")
    due: Moment | Day = Field(description="By when; a day ends at closing time. No pause of the case puts it off.")

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Nobody is asked about a case that is hidden from them, nor for an answer in the past."""
        if situation.case.hides_from(situation.form.of):
            raise NotFillable([Flaw("of", "is named in this confidential case and may not know of it; ask another")])
        if situation.policy.calendar.ending(situation.form.due) <= situation.at:
            raise NotFillable([Flaw("due", "lies before the moment of asking")])
        return {}

    def apply(self, aggregate: Any) -> None:
        """The answer is awaited."""
        aggregate.await_from(Awaited(self.of, self.due, self))


class Contributed(Evidenced):
    """Contribute: answer what you were asked, in your own words, with the files that show it."""

    TOPIC = "case.contributed"
    FIXED = Evidenced.FIXED | {"request"}
    EXAMPLE = {"request": 4, "answer": "At 16:05, 16:10 and 16:00; the sheet shows it."}

    request: Request = Field(ge=1, description="The number of the request, as the case shows it.")
    answer: Personal[Text] = Field(description="What you know of it yourself.")

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Only the one who was asked answers, or a manager who puts down what they said."""
        awaited = _awaited(situation)
        if not (situation.manages or awaited.of == situation.by):
            raise NotAllowed(
                f"request {awaited.request} was put to somebody else; they answer it, or a manager for them"
            )
        return super().given(situation)

    def apply(self, aggregate: Any) -> None:
        """The request is met."""
        super().apply(aggregate)
        if awaited := aggregate.requests.get(self.request):
            aggregate.await_from(awaited.answered(self))


class Cancelled(Event):
    """Cancel: ask it no longer; who was asked need not answer, and sees the case no more."""

    TOPIC = "case.cancelled"
    FIXED = frozenset({"request"})
    EXAMPLE = {"request": 4, "reason": "The attendance sheet says it already."}

    request: Request = Field(ge=1, description="The number of the request, as the case shows it.")
    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Only what is still to be answered is cancelled."""
        _awaited(situation)
        return {}

    def apply(self, aggregate: Any) -> None:
        """Nothing is awaited any more, and no deadline is left of it."""
        if awaited := aggregate.requests.get(self.request):
            aggregate.settle(awaited.key)
            others = {number: other for number, other in aggregate.requests.items() if number != self.request}
            aggregate.requests = others


def awaited(situation: Situation) -> bool:
    """Nobody has been asked, or everybody has answered."""
    return any(request.is_open for request in situation.case.requests.values())


def _awaited(situation: Situation) -> Awaited:
    requests = situation.case.requests
    found = requests.get(situation.form.request)
    if found is None or not found.is_open:
        still = ", ".join(str(number) for number, request in requests.items() if request.is_open)
        raise NotFillable([Flaw("request", f"is not the number of a request that is still to be answered; {still} is")])
    return found
