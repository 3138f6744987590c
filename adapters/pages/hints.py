"""Hints: what a page says beside a field otherwise than the form does, which speaks to programs, too."""

from __future__ import annotations

from dataclasses import replace

from adapters.pages.blanks import Blank

READ_BACK = "Yes or no: they have been listened to, and it goes on to be recorded. Left open: you listen to them later."
NOW = "Now, if left out."
FIRST_THINGS = {"read_back": READ_BACK}
"""Of raising a case."""


def hinted(blank: Blank, verb: str) -> Blank:
    """The blank with what helps a person here; what its name says already is not said again."""
    if blank.name == "happened_at":
        return replace(blank, hint="" if blank.required else NOW)
    if verb == "raise" and blank.name in FIRST_THINGS:
        return replace(blank, hint=FIRST_THINGS[blank.name])
    return blank
