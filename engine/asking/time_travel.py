"""Time travel on both axes: a case as it had happened, and as it was known, at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from engine.event import Amendment, Event


@dataclass(frozen=True, slots=True)
class AsOf:
    """Which part of the history counts: what had happened by, what was recorded by, what came up to a version."""

    happened_by: datetime | None = None
    known_by: datetime | None = None
    version: int | None = None

    def judged_at(self, now: datetime) -> datetime:
        """The moment at which deadlines are judged."""
        return min(moment for moment in (self.happened_by, self.known_by, now) if moment)

    def select(self, events: Sequence[Event]) -> list[Event]:
        """The events that count, in the order of the log; none before the case was raised.

        A correction counts from when its target happened, and may say that this was another moment. Nothing is known
        before what stands before it in the log, whatever the clocks of several machines say.
        """
        known = list(takewhile(self._knows, events))
        happened = {event.originator_version: event for event in known}
        for event in known:
            if isinstance(event, Amendment):
                happened[event.version] = event.amend(happened[event.version])
        counted = [event for event in known if self._reaches(happened[_about(event)].happened_at)]
        return counted if counted[:1] == known[:1] else []

    def _knows(self, event: Event) -> bool:
        return (self.known_by is None or event.timestamp <= self.known_by) and (
            self.version is None or event.originator_version <= self.version
        )

    def _reaches(self, moment: datetime) -> bool:
        return self.happened_by is None or moment <= self.happened_by


def _about(event: Event) -> int:
    """The version of the event that says when this one happened: of an amendment, its target."""
    return event.version if isinstance(event, Amendment) else event.originator_version
