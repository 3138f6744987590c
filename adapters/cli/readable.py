"""Answers as people read them: colleagues by name, cases by reference, moments on the institution's clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from adapters.casebook import Casebook
    from engine.access import Who

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
KEPT = {"id", "words", "text"}
"""What is to be copied, and what somebody said."""

Told = dict[str, Any]


class Readable:
    """Reads answers out to one person."""

    def __init__(self, casebook: Casebook, who: Who) -> None:
        self._casebook, self._who = casebook, who
        self._names = casebook.staff.names()
        self._shown = casebook.calendar.shown

    def __call__(self, told: Any) -> Any:
        """The same answer, in words that mean something to people."""
        match told:
            case Mapping():
                return {name: value if name in KEPT else self(value) for name, value in told.items()}
            case list() | tuple():
                return [self(part) for part in told]
            case str():
                return self._in_words(told)
        return told

    def rows(self, items: Iterable[Mapping[str, Any]]) -> list[Told]:
        """Cases as rows; one whose reference is not enough to find it has its id beside it."""
        return [self(item) | {"case": self._id_needed(item)} for item in items]

    def _id_needed(self, item: Mapping[str, Any]) -> str | None:
        case_id: str = item.get("case") or item["id"]
        return None if self._casebook.read_models.caseload.find(item["reference"]) == case_id else case_id

    def _in_words(self, text: str) -> str:
        if MOMENT.fullmatch(text):
            return self._shown(datetime.fromisoformat(text))
        return self._names.get(text) or self._reference(text) or text

    def _reference(self, text: str) -> str | None:
        from engine.refusal import NotThere

        finder = self._casebook.finder
        try:
            return finder.case(self._who, text).reference if finder.as_id(text) else None
        except NotThere:
            return None
