"""Involvement: who has had a part in a case, and which, so that it is looked at again by others."""

from __future__ import annotations

from collections.abc import Sequence

from engine.case import Case
from engine.event import Event
from engine.folding import amended

PARTS = {
    "raise": ("by", "raised it"),
    "listen": ("by", "listened to the family"),
    "record": ("by", "recorded it"),
    "investigate": ("by", "investigated it"),
    "solve": ("by", "solved it"),
    "feedback": ("by", "took the family's answer"),
    "close": ("by", "closed it"),
    "ask": ("of", "was asked about it"),
    "contribute": ("by", "contributed to it"),
    "approve": ("by", "approved its plan"),
    "countersign": ("name", "approved its plan"),
    "refuse": ("by", "refused its plan"),
    "decide": ("by", "decided it"),
}
"""By step: which field of its event names somebody, and what that person has done."""


def parts_in(case: Case, history: Sequence[Event]) -> dict[str, str]:
    """What everybody's part in the case is, by staff id, of outsiders by name; of several the first."""
    parts: dict[str, str] = dict.fromkeys(case.about, "is named in it")
    if case.assignee:
        parts.setdefault(case.assignee, "looks after it")
    for event in amended(history):
        field, part = PARTS.get(case.lifecycle.verbs.get(type(event), ""), ("", ""))
        if person := vars(event).get(field):
            parts.setdefault(person, part)
    return parts
