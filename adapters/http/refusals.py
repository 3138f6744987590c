"""Refusals that only HTTP knows: requests that cannot be read, or that lack what their route asks for."""

from __future__ import annotations

from engine.refusal import Refusal


class NotSignedIn(Refusal):
    """Nobody can be told from the request."""


class Malformed(Refusal):
    """The request is not written as HTTP or JSON want it."""


class NotJson(Refusal):
    """The body is said to be of a type that no route takes."""


class NotAFile(Refusal):
    """The body is no form that brings a file."""


class Unseen(Refusal):
    """The step is taken only by those who say which version they have seen."""


class Behind(Refusal):
    """The read models, or the program as a whole, have not come so far yet."""
