"""A duty is something that somebody still owes a case, with or without a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

ACTION, APPROVAL, REMINDER, REVIEW, THANKS = "action", "approval", "reminder", "review", "thanks"


class Duty(NamedTuple):
    """What is owed, by whom, by when, and why: one sentence, without names and without a family's words.

    A duty of nobody in particular is owed by whoever looks after the case, else by the managers of its campus.
    """

    owner: str | None
    name: str
    due: datetime | date | None
    why: str
