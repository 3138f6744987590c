"""Finding a case by its id or its reference, for somebody who may know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from engine.access import Who, may_see
from engine.application import Application
from engine.case import Case
from engine.refusal import NotThere

LONGEST_NAME = 80


@dataclass(frozen=True)
class CaseFinder:
    """Looks in the log for ids, and in the caseload for references."""

    application: Application
    by_reference: Callable[[str], str | None]

    def id_of(self, who: Who, name: str) -> str:
        """The id of the case that is called so."""
        return self.case(who, name).id

    def case(self, who: Who, name: str) -> Case:
        """The case that is called so; what this person may not know of is not there."""
        case_id = name.lower() if _is_id(name) else self.by_reference(name)
        try:
            case = self.application.case(case_id) if case_id else None
        except NotThere:
            case = None
        if case is None or not may_see(who, case):
            msg = f"there is no case {name[:LONGEST_NAME]}"
            raise NotThere(msg)
        return case


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name.lower()
    except ValueError:
        return False
