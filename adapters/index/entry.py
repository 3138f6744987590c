"""What the register knows of one case, as it goes into the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

State = Literal["open", "resolved"]


@dataclass(frozen=True, slots=True)
class Entry:
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
    said: list[str] = field(default_factory=list)
    handling: list[str] = field(default_factory=list)
    """Why it was paused, put off, corrected and so on: it is found like the rest, but makes no case like another."""
    people: list[str] = field(default_factory=list)
    confidential: bool = False
    raised_by: str | None = None
    assignee: str | None = None
    about: list[str] = field(default_factory=list)
    admitted: list[str] = field(default_factory=list)
