"""What every event log promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    Notification,
    NotSupportedError,
    ProgrammingError,
    StoredEvent,
)

from engine.log import Log, Once, Reply

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)


def event(case: str, version: int, topic: str = "objection.recorded", state: bytes = b"{}") -> StoredEvent:
    return StoredEvent(case, version, topic, state)


def once(key: bytes) -> Once:
    return Once(key, b"hash of the body", NOW)


def versions(log: Log, case: str = "a", **bounds: Any) -> list[int]:
    return [stored.originator_version for stored in log.select_events(case, **bounds)]


def followed(log: Log) -> Iterator[Notification]:
    position = 0
    while batch := log.select_notifications(position, 100, inclusive_of_start=False):
        yield from batch
        position = batch[-1].id


def test_an_empty_log_has_nothing(log: Log) -> None:
    """A log without events answers every question with nothing, and its head is 0."""
    assert log.max_notification_id() == 0
    assert list(log.select_notifications(1, 10)) == []
    assert list(log.select_events("a")) == []
    assert list(log.select_streams(["a"], 10)) == []
    assert log.reply(b"key") is None
    assert list(log.insert_events([])) == []


def test_events_come_back_as_they_went(log: Log) -> None:
    """Bytes of any kind, NUL among them, come back equal, as the library's own objects."""
    events = [event("a", 1, state=b"\x00\xff"), event("a", 2, "objection.closed", "迟到".encode())]
    first, second = log.insert_events(events)
    assert list(log.select_events("a")) == events
    assert list(log.select_notifications(1, 10)) == [
        Notification("a", 1, "objection.recorded", b"\x00\xff", first),
        Notification("a", 2, "objection.closed", "迟到".encode(), second),
    ]
    assert log.max_notification_id() == second > first > 0


def test_a_case_is_read_between_bounds(log: Log) -> None:
    """A case's events can be asked for after a version, up to one, backwards, and few at a time."""
    log.insert_events([event("a", version) for version in (1, 2, 3, 4)] + [event("b", 1)])
    assert versions(log) == [1, 2, 3, 4]
    assert versions(log, gt=1, lte=3) == [2, 3]
    assert versions(log, desc=True, limit=2) == [4, 3]
    assert versions(log, lte=0) == []


def test_the_log_is_read_between_bounds(log: Log) -> None:
    """The log can be asked for from a position, after it, up to one, by topics, and few at a time."""
    one, two, three, four = log.insert_events([event("a", n, f"objection.{n % 2}") for n in (1, 2, 3, 4)])

    def positions(*args: int | None, topics: tuple[str, ...] = (), inclusive_of_start: bool = True) -> list[int]:
        start, limit, stop = (*args, None)[:3]
        found = log.select_notifications(start, limit or 0, stop, topics, inclusive_of_start=inclusive_of_start)
        return [notification.id for notification in found]

    assert positions(None, 10) == [one, two, three, four]
    assert positions(None, 10, inclusive_of_start=False) == [one, two, three, four]
    assert positions(two, 10) == [two, three, four]
    assert positions(two, 10, inclusive_of_start=False) == [three, four]
    assert positions(two, 1) == [two]
    assert positions(one, 10, three) == [one, two, three]
    assert positions(one, 10, topics=("objection.0",)) == [two, four]
    assert positions(one, 1, topics=("objection.0", "objection.1")) == [one]
    assert positions(four, 10, inclusive_of_start=False) == []


def test_streams_are_read_together(log: Log) -> None:
    """Several cases come case by case, each in the order of its versions, and nothing after the position asked for."""
    log.insert_events([event("b", 1), event("C", 1)])
    (until,) = log.insert_events([event("b", 2)])
    log.insert_events([event("a", 1), event("b", 3)])
    found = log.select_streams(iter(["b", "a", "C", "unknown"]), until)
    assert [(one.originator_id, one.originator_version) for one in found] == [("C", 1), ("b", 1), ("b", 2)]
    assert found[-1].id == until


def test_all_or_none(log: Log) -> None:
    """When one event of several cannot stand, none is stored, and the key is not kept."""
    log.insert_events([event("a", 1)])
    with pytest.raises(IntegrityError):
        log.insert_events([event("b", 1), event("a", 1)], once=once(b"key"))
    assert versions(log, "b") == []
    assert log.reply(b"key") is None


def test_a_version_is_taken_once(log: Log) -> None:
    """The first event of a version stands; the second is refused."""
    log.insert_events([event("a", 1, state=b"first")])
    with pytest.raises(IntegrityError):
        log.insert_events([event("a", 1, state=b"second")])
    assert [stored.state for stored in log.select_events("a")] == [b"first"]


def test_a_key_is_answered_once(log: Log) -> None:
    """A key is kept with the first event's case and the version it reached; used again, nothing is stored."""
    log.insert_events([event("a", 1), event("a", 2), event("b", 7)], once=once(b"\x00key"))
    assert log.reply(b"\x00key") == Reply(b"hash of the body", "a", 2)
    with pytest.raises(IntegrityError):
        log.insert_events([event("a", 3)], once=once(b"\x00key"))
    assert versions(log) == [1, 2]


def test_a_key_needs_an_event(log: Log) -> None:
    """A key that answers for nothing is refused."""
    with pytest.raises(ProgrammingError):
        log.insert_events([], once=once(b"key"))
    assert log.reply(b"key") is None


def test_events_inserted_aside_are_decided_one_by_one(log: Log) -> None:
    """Of many that an event loop inserts together, those that cannot stand fail; the others keep their positions."""

    async def insert_all() -> list[Sequence[int] | BaseException]:
        asked = [log.insert_aside([event(f"case {n % 5}", 1 + n // 10)], once(b"%d" % n)) for n in range(20)]
        return await asyncio.gather(*asked, return_exceptions=True)

    outcomes = asyncio.run(insert_all())
    stored = {n: outcome[0] for n, outcome in enumerate(outcomes) if not isinstance(outcome, BaseException)}
    assert len(stored) == 10
    assert all(isinstance(outcomes[n], IntegrityError) for n in range(20) if n not in stored)
    found = {one.id: one.originator_id for one in followed(log)}
    assert found == {position: f"case {n % 5}" for n, position in stored.items()}


def test_positions_go_on_after_reopening(open_log: Callable[[], Log]) -> None:
    """A log that is opened again still holds its events, and gives later positions."""
    with closing(open_log()) as log:
        (before,) = log.insert_events([event("a", 1)])
    with closing(open_log()) as log:
        (after,) = log.insert_events([event("a", 2)])
        assert versions(log) == [1, 2]
    assert after > before


def test_a_closed_log_takes_nothing(open_log: Callable[[], Log]) -> None:
    """Once a log is closed it refuses to read or to write."""
    log = open_log()
    assert asyncio.run(log.insert_aside([event("a", 1)]))
    log.close()
    with pytest.raises((InterfaceError, ProgrammingError)):
        log.select_events("a")
    with pytest.raises((InterfaceError, ProgrammingError)):
        log.insert_events([event("a", 2)])
    with pytest.raises(InterfaceError):
        asyncio.run(log.insert_aside([event("a", 2)]))


def test_following_is_polling(log: Log) -> None:
    """Nobody can subscribe, because a notification can be lost."""
    with pytest.raises(NotSupportedError):
        log.subscribe()
