"""Time travel on both axes: a case as it had happened, and as it was known, at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
        """The events that count, in the order of the log; a correction counts from when its target happened."""
        happened = {event.originator_version: event.happened_at for event in events}
        return [event for event in events if self._counts(event, _since(event, happened))]

    def _counts(self, event: Event, happened_at: datetime) -> bool:
        return (
            (self.happened_by is None or happened_at <= self.happened_by)
            and (self.known_by is None or event.timestamp <= self.known_by)
            and (self.version is None or event.originator_version <= self.version)
        )


def _since(event: Event, happened: dict[int, datetime]) -> datetime:
    return happened[event.version] if isinstance(event, Amendment) else event.happened_at
