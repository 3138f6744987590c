"""Exports: who takes out what, as of when, in which format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from adapters.casebook import Casebook
from adapters.export.event_log import EventLog, event_log
from adapters.export.formats import FORMATS, Name, What
from adapters.export.sheet import Sheet, sheet
from engine.access import Role, Who
from engine.asking.selection import Selection
from engine.refusal import NotAllowed

EXPORTS: Mapping[What, frozenset[Role]] = {
    "cases": frozenset({"manager", "auditor", "analyst", "operator"}),
    "events": frozenset({"manager", "auditor", "operator"}),
}


def exports(who: Who, name: Name) -> bool:
    """Whether a file of this format is for somebody at all."""
    return who.role in EXPORTS[FORMATS[name].what]


@dataclass(frozen=True)
class Exports:
    """Writes the cases of the register, or the events of the log, as far as somebody may see them."""

    casebook: Casebook

    def write(
        self, name: Name, who: Who, wanted: Selection, as_of: datetime | date | None, file: IO[bytes]
    ) -> dict[str, int]:
        """Write a file of this format, and say how many cases, or events, stand in it."""
        kind = FORMATS[name]
        if not exports(who, name):
            msg = f"this is not for the role {who.role}"
            raise NotAllowed(msg)
        moment = self.casebook.register.moment(as_of)
        return {kind.what: kind.write(self._content(kind.what, who, wanted, moment), file)}

    def _content(self, what: What, who: Who, wanted: Selection, moment: datetime | None) -> Sheet | EventLog:
        casebook = self.casebook
        if what == "events":
            return event_log(casebook, who, wanted, moment or casebook.clock())
        declared = (due.name for workflow in casebook.workflows.values() for due in workflow.deadlines)
        asked = casebook.register.asked(moment)
        return sheet(asked, who, wanted, dict.fromkeys(declared), casebook.calendar.local)
