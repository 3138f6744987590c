"""Hints: what a page says beside a field otherwise than the form does, which speaks to programs, too."""

from __future__ import annotations

from dataclasses import replace

from adapters.pages.blanks import Blank
from adapters.pages.drawing import OPEN_ENDED

READ_BACK = "Yes or no: they have been listened to, and it goes on to be recorded. Left open: you listen to them later."
NOW = "Now, if left out."
WHEN_SAID = "When you spoke, or their message came; not when the matter itself took place."
TALKS, SAID_AT = frozenset({"raise", "listen", "feedback"}), "said_at"
"""Steps in which a family says something; what happens then is that they say it."""
NONE_ALIKE = "No open case that you may see is like this one. If you mean another one, write its reference."
NAMES_A_CASE = frozenset({"incident", "merge", "link"})
"""Steps that name another case, which is likely to be one that is like it."""
STUDENT = "student"
"""Who is nobody's relation here: it is the guardian who is somebody's mother."""
FIRST_THINGS = {"read_back": READ_BACK}
"""Of raising a case."""
SOLVE, TAKEN_OVER = "solve", frozenset({"approach", "plan"})
"""What a plan says, unless the case in `based_on` does."""


def hinted(blank: Blank, verb: str, *, is_any_alike: bool = True) -> Blank:
    """The blank with what helps a person here; what its name says already is not said again."""
    if verb in NAMES_A_CASE and blank.kind in OPEN_ENDED and not is_any_alike:
        return replace(blank, hint=NONE_ALIKE)
    if blank.name == "happened_at" and blank.required and verb in TALKS:
        return replace(blank, hint=WHEN_SAID, called=SAID_AT)
    if blank.name == "happened_at":
        return replace(blank, hint="" if blank.required else NOW)
    if verb == "raise" and blank.name in FIRST_THINGS:
        return replace(blank, hint=FIRST_THINGS[blank.name])
    if verb == "raise" and blank.name == STUDENT:
        return replace(blank, parts=tuple(part for part in blank.parts if part.name != "relation"), is_unfolded=True)
    return replace(blank, is_taken_over=verb == SOLVE and blank.name in TAKEN_OVER)
