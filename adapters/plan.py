"""The plan of a case: which of its actions are still to be done, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from engine.case import Case
from engine.duty import ACTION, Duty

SOLVE = "solve"


class OpenAction(NamedTuple):
    """An action that is still owed: its number in the plan, what is to be done, by whom and by when."""

    number: int
    what: str
    duty: Duty


def open_actions(case: Case) -> Iterator[tuple[str, OpenAction]]:
    """What of the latest plan nobody has finished yet, each by the key of what is owed."""
    planned: tuple[Any, ...] = getattr(case.facts.get(SOLVE), "actions", ())
    for number, action in enumerate(planned, 1):
        key = f"{ACTION}:{number}"
        if key in case.duties:
            yield key, OpenAction(number, action.what, case.duties[key])
