"""Rows on their way between a log's tables and the library's objects."""

from __future__ import annotations

from collections.abc import Sequence

from eventsourcing.persistence import Notification, ProgrammingError, StoredEvent

from engine.log import Once

LAST = 2**63 - 1

Row = tuple[object, ...]


def stored_event(case: str, version: int, topic: str, state: bytes) -> StoredEvent:
    """A stored event, made without its frozen constructor: replaying a log makes millions of them."""
    event = object.__new__(StoredEvent)
    fields = event.__dict__
    fields["originator_id"] = case
    fields["originator_version"] = version
    fields["topic"] = topic
    fields["state"] = state
    return event


def notification(case: str, version: int, topic: str, state: bytes, position: int) -> Notification:
    """A stored event with its position, made in the same way."""
    event = object.__new__(Notification)
    fields = event.__dict__
    fields["originator_id"] = case
    fields["originator_version"] = version
    fields["topic"] = topic
    fields["state"] = state
    fields["id"] = position
    return event


def event_row(event: StoredEvent) -> Row:
    """The columns of an event that are given; its position is the log's to give."""
    return event.originator_id, event.originator_version, event.topic, event.state


def reply_row(once: Once, events: Sequence[StoredEvent]) -> Row:
    """A key with the first event's case, and the version that this case reaches."""
    if not events:
        raise ProgrammingError("a key is kept beside the events it answers for, and there are none")
    case = events[0].originator_id
    version = max(event.originator_version for event in events if event.originator_id == case)
    return once.key, once.body, case, version, once.at.isoformat()
