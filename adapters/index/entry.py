"""What the register knows of one case, as it goes into the index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

State = Literal["open", "resolved"]


class Entry(NamedTuple):
    """One case: what was said and done in it, what it is filed under, and who may see it.

    It was opened in the month that `raised_at` shows: give it on the clock of the institution.
    """

    case: str
    reference: str
    workflow: str
    state: State
    raised_at: datetime
    closed_at: datetime | None = None
    category: str | None = None
    campus: str | None = None
    severity: str | None = None
    outcome: str | None = None
    approach: str | None = None
    incident: str | None = None
    satisfaction: int | None = None
    summary: str | None = None
    said: Sequence[str] = ()
    handling: Sequence[str] = ()
    """Why it was paused, put off, corrected and so on: it is found like the rest, but makes no case like another."""
    people: Sequence[str] = ()
    """Names and phones of the family; it is found by them, by those who may know families."""
    others: Sequence[str] = ()
    """Those of families that complained of the same; hidden like the family's own, and found by nobody here."""
    aside: Sequence[str] = ()
    """What was said of the same matter elsewhere; found by those who manage or audit the case, and by `beside`."""
    beside: Sequence[str] = ()
    confidential: bool = False
    raised_by: str | None = None
    assignee: str | None = None
    about: Sequence[str] = ()
    admitted: Sequence[str] = ()
