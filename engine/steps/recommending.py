"""Recommending: a family has spoken for us to another one; who recommended whom counts once, and is thanked for."""

from __future__ import annotations

from typing import Annotated, Any
from unicodedata import normalize

from pydantic import Field

from engine.duty import THANKS, Duty
from engine.event import Event, Given
from engine.lifecycle import ANYWHERE, Step
from engine.personal import Personal
from engine.situation import Situation
from engine.words import Channel, Person, Somebody, Text

BETWEEN = "\x1f"
"""Stands between what tells families apart; no text that is filled in contains it."""


WHY = "The family has recommended us to another one; thank them."


class Recommended(Event):
    """Recommend: the family has recommended us to another one; put down to whom, and what should be known of it."""

    TOPIC = "case.recommended"
    DISCREET = RETRACTABLE = True
    FIXED = frozenset({"guardian"})
    EXAMPLE = {"guardian": {"name": "Sun Li", "phone": "13900000000"}, "note": "Their daughter is seven."}

    guardian: Personal[Somebody] = Field(description="To whom they recommended us; put down twice, it counts once.")
    note: Personal[Text] | None = Field(None, description="In your own words.")
    pair: Annotated[str, Given, Field(description="By what name the log knows who recommended whom; it tells neither.")]

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The same two families are the same pair; who is sealed by now stays who it is."""
        guardian = situation.form.guardian
        if not isinstance(guardian, str | Person):
            return {}
        case = situation.case
        then, now = (_pair(situation, family, guardian) for family in (case.subject, case.family))
        return {"pair": then if then in case.recommended else now}

    def apply(self, aggregate: Any) -> None:
        """What was put down last of a family stands for it; thanks are owed once."""
        if self.pair not in aggregate.recommended:
            aggregate.owe(THANKS, Duty(None, THANKS, None, WHY))
        aggregate.recommended = {**aggregate.recommended, self.pair: self}


class Thanked(Event):
    """Thank: the family was thanked for recommending us; put down how, and when."""

    TOPIC = "case.thanked"
    DISCREET = RETRACTABLE = True
    EXAMPLE = {"channel": "wechat", "text": "Two lessons of calligraphy, as a present."}

    channel: Channel
    text: Personal[Text] | None = Field(None, description="In your own words.")

    def apply(self, aggregate: Any) -> None:
        """No thanks are owed for what they have recommended so far."""
        aggregate.settle(THANKS)
        aggregate.facts = {**aggregate.facts, "thank": self}


def thanks_owed(situation: Situation) -> bool:
    """The family was thanked for everybody to whom it has recommended us."""
    return THANKS in situation.case.duties


def _pair(situation: Situation, family: str, guardian: str | Person) -> str:
    return situation.pseudonym_of(BETWEEN.join(("recommended", family, *_told_apart_by(guardian))))


def _told_apart_by(guardian: str | Person) -> tuple[str, ...]:
    """The roster's id; else name and phone, however they are spaced and written."""
    if isinstance(guardian, str):
        return (guardian,)
    name = "".join(normalize("NFKC", guardian.name).casefold().split())
    phone = "".join(digit for digit in normalize("NFKC", guardian.phone or "") if digit.isdecimal())
    return name, phone


RECOMMENDING = (Step("recommend", ANYWHERE, Recommended), Step("thank", ANYWHERE, Thanked, guard=thanks_owed))
