"""Refusals: what the program answers instead of doing what was asked, each a sentence a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class Refusal(Exception):
    """Nothing was written, and the message says why."""


class NotAllowed(Refusal):
    """The person may not do this."""


class NotThere(Refusal):
    """There is no such thing, or none that this person may know of."""


class NotDue(Refusal):
    """The case does not stand where this step is taken, or a rule of the step does not hold."""


class Stale(Refusal):
    """The case has moved on since it was seen."""


class Contended(Refusal):
    """Others kept changing the case; every try met a newer version."""


class KeyReused(Refusal):
    """The idempotency key has been used for another request."""


class Busy(Refusal):
    """The store is busy or the outcome is unknown; repeating with the same key is safe."""


class TooLarge(Refusal):
    """More than the program takes in at once."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One field of a form that cannot be taken as it was filled in."""

    field: str
    message: str


class NotFillable(Refusal):
    """The form is incomplete or wrong; every flaw names its field."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__("; ".join(f"{flaw.field}: {flaw.message}" for flaw in flaws))
        self.flaws = tuple(flaws)
