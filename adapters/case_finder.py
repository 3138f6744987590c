"""Finding a case by its id or its reference, for somebody who may know of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from engine.access import Who, may_see
from engine.application import Application
from engine.case import Case
from engine.refusal import NotThere

LONGEST_NAME = 200
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


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
        try:
            case = self.application.case(self.meant(name))
        except NotThere:
            raise case_not_there(name) from None
        if not may_see(who, case):
            raise case_not_there(name)
        return case

    def meant(self, name: str) -> str:
        """The id that a name stands for; whether anybody may know of the case is not asked."""
        case_id = self.as_id(name)
        if case_id is None and len(name) <= LONGEST_NAME and name.isprintable():
            case_id = self.by_reference(name)
        if case_id is None:
            raise case_not_there(name)
        return case_id

    @staticmethod
    def as_id(name: str) -> str | None:
        """The name as an id, if it is written like one."""
        return name.lower() if UUID.fullmatch(name) else None


def case_not_there(name: str) -> NotThere:
    """In the same words whether the case does not exist or somebody may not know of it."""
    return NotThere(f"there is no case {name[:LONGEST_NAME]}")
