"""Reading: that somebody opened a confidential case is an event, in a stream of its own beside the case's."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from engine.event import Event
from engine.policy import PolicyAdopted
from engine.words import Line

What = Literal["case", "history", "evidence"]


class Read(Event):
    """Somebody opened a confidential case, or its history; who and when stand in every event."""

    TOPIC = "reading.read"

    case: Line
    version: int = Field(ge=1, description="Of the case, as it was shown.")
    what: What


def readings_of(case_id: str) -> str:
    """The stream in which it stands who has read a case."""
    return f"readings:{case_id}"


BESIDE_THE_CASES = frozenset({PolicyAdopted.TOPIC, Read.TOPIC})
"""What the streams consist of that are no cases."""
