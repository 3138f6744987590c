"""Errors as pages: what went wrong, and what one can do now."""

from __future__ import annotations

from http import HTTPStatus

from adapters.accounts import NotFromHere
from adapters.evidence import NotEvidence
from adapters.http.problems import BUSY, BUSY_STORES, Kind, kind_of
from engine.refusal import Flaw, NotFillable

TOO_OLD = Kind(403, "The form is too old")
ADVICE = {
    HTTPStatus.FORBIDDEN: "If this is yours to do, ask an administrator to change your role or campus.",
    HTTPStatus.NOT_FOUND: "It may have been mistyped, or it is not for you to see.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Nothing is lost. Try again in a moment; sending the same form twice is safe.",
}
"""What can be done, where the refusal itself does not say."""


def kind(error: Exception) -> Kind:
    """The kind of problem that an error is."""
    if isinstance(error, NotFromHere):
        return TOO_OLD
    return BUSY if isinstance(error, BUSY_STORES) else kind_of(error)


def sentence(error: Exception) -> str:
    """What the error says, unless it speaks of the inside of a store."""
    return "the store is busy; try again in a moment" if isinstance(error, BUSY_STORES) else str(error)


def flaws(error: Exception) -> tuple[Flaw, ...]:
    """What is wrong with which field."""
    if isinstance(error, NotEvidence):
        return (Flaw("evidence", str(error)),)
    return error.flaws if isinstance(error, NotFillable) else ()
