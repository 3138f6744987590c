"""The report: what the panel finds is put down, and sent to both sides."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from engine.duty import Duty
from engine.event import Event
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.words import Channel, StaffName, Text

RECEIPT, GUARDIAN = "receipt", "guardian"
TO_THE_FAMILY = "The family is to be sent what the panel found."
TO_THE_OTHER_SIDE = "Whom the case is about is to be sent what the panel found."
NOBODY, SEVERAL = "the case names no colleague whom it is about", "say which one: the case is about several"


class Reported(Event):
    """Report: put down what the panel has found; it is then sent to the family and to whom the case is about."""

    TOPIC = "case.reported"
    EXAMPLE = {
        "finding": "partly_upheld",
        "text": "The lessons began late twice; the family was not told why.",
        "recommendation": "Leave travelling time between campuses in the timetable.",
    }

    finding: Literal["upheld", "partly_upheld", "not_upheld", "cannot_tell"]
    text: Personal[Text] = Field(description="As it is sent to both sides.")
    recommendation: Text | None = Field(None, description="What should change; without names.")

    def apply(self, aggregate: Any) -> None:
        """The panel has done its work; both sides are to be sent what it found."""
        aggregate.done = {**aggregate.done, "report": self.happened_at}
        aggregate.facts = {**aggregate.facts, "report": self}
        aggregate.owe(_key(GUARDIAN), Duty(None, RECEIPT, None, TO_THE_FAMILY))
        for staff in sorted(aggregate.about):
            aggregate.owe(_key(staff), Duty(None, RECEIPT, None, TO_THE_OTHER_SIDE))


class Received(Event):
    """Receipt: say who has been sent what the panel found, when, and how."""

    TOPIC = "case.received"
    CORRECTABLE = False
    RETRACTABLE = True
    EXAMPLE = {"who": "guardian", "channel": "letter", "happened_at": "2026-09-29T10:30:00+08:00"}

    who: Literal["guardian", "staff"]
    staff: StaffName | None = Field(None, description="Which of those whom the case is about, if it is several.")
    channel: Channel
    happened_at: datetime

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Colleagues receive it only if the case is about them."""
        about, form = situation.case.about, situation.form
        if form.who == GUARDIAN and form.staff:
            raise NotFillable([Flaw("staff", "is left out where the guardian has received it")])
        if form.staff and form.staff not in about:
            raise NotFillable([Flaw("staff", "is not named as one whom the case is about")])
        if form.who == "staff" and not form.staff and len(about) != 1:
            raise NotFillable([Flaw("staff", SEVERAL if about else NOBODY)])
        return {}

    def apply(self, aggregate: Any) -> None:
        """One side has it."""
        sides = [GUARDIAN] if self.who == GUARDIAN else [self.staff] if self.staff else aggregate.about
        for side in sides:
            aggregate.settle(_key(side))
        aggregate.facts = {**aggregate.facts, "receipt": self}


def sits(situation: Situation) -> bool:
    """No panel is sitting on it; convene one first."""
    done = situation.case.done
    return "panel" in done and "report" not in done


def no_panel_sits(situation: Situation) -> bool:
    """A panel sits on it, and the family is owed what it finds; put that down first: report."""
    return not sits(situation)


def has_reported(situation: Situation) -> bool:
    """No panel has put down what it found."""
    return "report" in situation.case.facts


def _key(side: str) -> str:
    return f"{RECEIPT}:{side}"
