"""How the log on PostgreSQL is read while writers hold transactions open: nothing is missed or comes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import OperationalError, StoredEvent

from adapters.store.postgres import PostgresLog
from adapters.store.postgres_schema import Schema
from adapters.store.postgres_statements import Statements

Ending = Callable[[], None]


class Reader(PostgresLog):
    """A reader to whom something may happen after it has looked and before it judges what it saw."""

    after_looking: list[Ending]

    def _between(self, *bounds: Any) -> list[Any]:
        rows = super()._between(*bounds)
        if self.after_looking:
            self.after_looking.pop(0)()
        return rows


class Scene:
    """A log, a reader of it, writers who take their time, and what happens while the reader waits for them."""

    def __init__(self, opening: partial[PostgresLog], exits: ExitStack) -> None:
        self.url, self.schema = opening.args
        self._exits = exits
        self._append = Statements(Schema(self.schema)).append(1, keyed=False)
        self._naive = exits.enter_context(psycopg.connect(self.url, autocommit=True))
        self.log = exits.enter_context(closing(opening()))
        self.reader = exits.enter_context(closing(Reader(self.url, self.schema, wait=self._while_waiting)))
        self.reader.after_looking = []
        self.while_waiting: list[Ending] = []
        self.waits = 0

    def _while_waiting(self, _: float) -> None:
        self.waits += 1
        if self.while_waiting:
            self.while_waiting.pop(0)()

    def slow_writer(self, case: str, topic: str = "objection.noted") -> psycopg.Connection:
        """A writer that has appended and does not commit."""
        writer = self._exits.enter_context(psycopg.connect(self.url))
        writer.execute(self._append, (case, 1, topic, b"{}"))
        return writer

    def write(self, case: str, topic: str = "objection.noted") -> None:
        """A writer that commits at once."""
        self.log.insert_events([StoredEvent(case, 1, topic, b"{}")])

    def read(self, position: int = 0, topics: tuple[str, ...] = ()) -> list[tuple[int, str]]:
        """What the reader is given after a position."""
        found = self.reader.select_notifications(position, 100, None, topics, inclusive_of_start=False)
        return [(one.id, str(one.originator_id)) for one in found]

    def read_naively(self, position: int) -> list[int]:
        """What a reader is given that believes every snapshot."""
        query = Schema(self.schema).statement("SELECT position FROM {events} WHERE position > %s ORDER BY position")
        return [found for (found,) in self._naive.execute(query, (position,))]


@pytest.fixture
def scene(open_postgres_log: partial[PostgresLog]) -> Iterator[Scene]:
    """A log that nobody has written to."""
    with ExitStack() as exits:
        yield Scene(open_postgres_log, exits)


def test_a_hole_is_waited_for(scene: Scene) -> None:
    """An event whose writer is slower than the next one is handed on before it, in the order of positions."""
    slow = scene.slow_writer("slow")
    scene.write("quick")
    scene.while_waiting = [slow.commit]
    assert scene.read() == [(1, "slow"), (2, "quick")]
    assert scene.waits == 1


def test_a_void_position_is_passed(scene: Scene) -> None:
    """A position whose writer gave up is passed, at once where nobody writes."""
    slow = scene.slow_writer("slow")
    scene.write("quick")
    scene.while_waiting = [slow.rollback]
    assert scene.read() == [(2, "quick")]
    scene.slow_writer("another").rollback()
    scene.write("later")
    assert scene.read(2) == [(4, "later")]
    assert scene.waits == 1
    assert scene.read() == [(2, "quick"), (4, "later")]


def test_what_stands_before_a_hole_comes_at_once(scene: Scene) -> None:
    """The events before a hole are handed on without waiting for it."""
    scene.write("first")
    slow = scene.slow_writer("slow")
    scene.write("third")
    assert scene.read() == [(1, "first")]
    assert scene.waits == 0
    slow.commit()
    assert scene.read(1) == [(2, "slow"), (3, "third")]


def test_a_writer_that_does_not_end_is_no_end_of_the_log(scene: Scene) -> None:
    """A reader never passes a writer that hangs: reading fails as busy, and goes on when that writer has ended."""
    slow = scene.slow_writer("slow")
    scene.write("quick")
    for _ in range(2):
        with pytest.raises(OperationalError):
            scene.read()
    scene.slow_writer("another")
    slow.rollback()
    assert scene.read() == [(2, "quick")]


def test_one_hole_waited_for_says_nothing_of_the_next(scene: Scene) -> None:
    """After waiting in vain for one writer, the reader waits for the next one as well."""
    slow = scene.slow_writer("slow")
    scene.write("quick")
    with pytest.raises(OperationalError):
        scene.read()
    slow.commit()
    another = scene.slow_writer("another")
    scene.write("last")
    scene.while_waiting = [another.commit]
    assert scene.read(2) == [(3, "another"), (4, "last")]


def test_only_earlier_writers_are_waited_for(scene: Scene) -> None:
    """A writer that comes while the reader waits is not waited for, so writers without end do not starve readers."""
    slow = scene.slow_writer("slow")
    scene.write("quick")
    later: list[psycopg.Connection] = []
    scene.while_waiting = [lambda: later.append(scene.slow_writer("later")), lambda: scene.write("last"), slow.commit]
    assert scene.read() == [(1, "slow"), (2, "quick")]
    assert scene.waits == 3
    later[0].commit()
    assert scene.read(2) == [(3, "later"), (4, "last")]


def test_filtered_events_wait_for_holes_that_do_not_show(scene: Scene) -> None:
    """Asked for some topics only, the reader still misses none of a slower writer."""
    slow = scene.slow_writer("slow", "objection.closed")
    scene.write("other", "objection.noted")
    scene.write("quick", "objection.closed")
    scene.while_waiting = [slow.commit]
    assert scene.read(0, ("objection.closed",)) == [(1, "slow"), (3, "quick")]


def test_an_older_snapshot_is_not_judged_by_newer_knowledge(scene: Scene) -> None:
    """What settles after a reader has looked does not make it pass what it has not seen."""
    slow = scene.slow_writer("slow")
    scene.write("quick", "objection.closed")

    def another_reader_settles() -> None:
        slow.commit()
        assert scene.read(0, ("objection.closed",)) == [(2, "quick")]

    scene.reader.after_looking = [another_reader_settles]
    assert scene.read() == [(1, "slow"), (2, "quick")]


def test_a_naive_reader_is_caught(scene: Scene) -> None:
    """Where writers commit out of order, believing every snapshot loses events; the log's reader loses none."""
    naive: list[int] = []
    careful: list[tuple[int, str]] = []
    for n in range(10):
        held = [scene.slow_writer(f"{n} {name}") for name in ("first", "given up", "third")]
        scene.write(f"{n} quick")
        naive += scene.read_naively(naive[-1] if naive else 0)
        scene.while_waiting = [held[2].commit, held[1].rollback, held[0].commit]
        careful += scene.read(careful[-1][0] if careful else 0)
    kept = [
        (4 * n + place, f"{n} {name}") for n in range(10) for place, name in ((1, "first"), (3, "third"), (4, "quick"))
    ]
    assert careful == kept
    assert naive == [4 * n + 4 for n in range(10)]
