"""A situation: everything that a rule, or an event about to happen, may look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.case import Case
from engine.event import Event
from engine.form import Books
from engine.policy import Policy
from engine.refusal import NotThere


def _unknown(version: int) -> Policy:
    msg = f"there is no version {version} of the policy"
    raise NotThere(msg)


def _nowhere(case: str) -> Case:
    msg = f"there is no case {case}"
    raise NotThere(msg)


@dataclass(frozen=True, slots=True)
class Situation:
    """The case as it stands, the policy it runs under, the moment, and the form as filled in.

    The form's fields are those of the event that the rule belongs to; there is none when nothing is filled in yet.
    `history` reads everything that has happened to the case; `by` is who acts, or looks at what they may do;
    who `manages` may do it for others. `policy_of` has every version of the policy, and `case_of` every other case.
    """

    case: Case
    policy: Policy
    now: datetime
    form: Any = None
    history: Callable[[], Sequence[Event]] = tuple
    books: Books | None = None
    by: str = ""
    manages: bool = False
    policy_of: Callable[[int], Policy] = _unknown
    case_of: Callable[[str], Case] = _nowhere

    def name_of(self, person: str) -> str:
        """What a colleague is called, where there is a book to look it up in."""
        return self.books["names"](person) if self.books else person

    def pseudonym_of(self, family: str) -> str:
        """The name by which the log knows what tells families apart; it is never known by anything else."""
        if self.books is None:
            msg = "families are not looked up here"
            raise NotThere(msg)
        return str(self.books["families"](family))

    def works_here(self, name: str) -> bool:
        """Whether a colleague is called so."""
        try:
            return self.books is not None and bool(self.books["staff"](name))
        except ValueError:
            return False

    @property
    def at(self) -> datetime:
        """When the step happens: as filled in, or now."""
        moment: datetime | None = getattr(self.form, "happened_at", None)
        return moment or self.now
