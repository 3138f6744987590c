"""Recommending: a family has spoken for us to another one; who recommended whom counts once."""

from __future__ import annotations

from typing import Annotated, Any
from unicodedata import normalize

from pydantic import Field

from engine.event import Event, Given
from engine.lifecycle import ANYWHERE, Step
from engine.personal import Personal
from engine.situation import Situation
from engine.words import Person, Somebody, Text

BETWEEN = "\x1f"
"""Stands between what tells families apart; no text that is filled in contains it."""


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
        told = ("recommended", situation.case.subject, *_told_apart_by(guardian))
        return {"pair": situation.pseudonym_of(BETWEEN.join(told))}

    def apply(self, aggregate: Any) -> None:
        """What was put down last of a family stands for it."""
        aggregate.recommended = {**aggregate.recommended, self.pair: self}


def _told_apart_by(guardian: str | Person) -> tuple[str, ...]:
    """The roster's id; else name and phone, however they are spaced and written."""
    if isinstance(guardian, str):
        return (guardian,)
    name = "".join(normalize("NFKC", guardian.name).casefold().split())
    phone = "".join(digit for digit in normalize("NFKC", guardian.phone or "") if digit.isdecimal())
    return name, phone


RECOMMENDING = (Step("recommend", ANYWHERE, Recommended),)
