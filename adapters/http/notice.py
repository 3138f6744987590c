"""A notice: what a stream tells of an event, which is no word of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from engine.case import Case
from engine.event import Event


@dataclass(frozen=True, slots=True)
class Notice:
    """One event, as far as a stream tells of it: no word of what was said."""

    position: int
    case: Case
    event: str
    version: int
    names: Sequence[Event] = ()
    """What names another case, of which not everybody may know: the event itself, or what it amends."""

    def written(self) -> bytes:
        """As a server-sent event."""
        told = {
            "position": self.position,
            "case": self.case.id,
            "reference": self.case.reference,
            "workflow": self.case.workflow,
            "event": self.event,
            "stage": self.case.stage,
            "version": self.version,
        }
        return b"id: %d\ndata: %b\n\n" % (self.position, orjson.dumps(told))


@dataclass(frozen=True, slots=True)
class Newest:
    """The latest notices, and the stretch of the log that they cover."""

    after: int
    upto: int
    notices: Sequence[Notice]
