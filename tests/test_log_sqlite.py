"""What the log on SQLite promises beyond the others: shared commits, and a file that nobody rewrites by mistake."""

from __future__ import annotations

import asyncio
import sqlite3
from asyncio import create_task, gather, sleep, to_thread
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, PersistenceError, StoredEvent

from adapters.store.group import Append, Group
from adapters.store.sqlite import SQLiteLog
from adapters.store.sqlite_file import writing
from adapters.store.sqlite_writer import Writer
from adapters.store.submission import Submission


def append(case: str, version: int) -> Append:
    return Append([StoredEvent(case, version, "objection.noted", b"{}")], None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a log's file is to be."""
    return tmp_path / "log.sqlite"


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    """What writes to that file."""
    with closing(Writer(writing(path, 0))) as opened:
        yield opened


def test_what_waits_together_is_committed_together(writer: Writer) -> None:
    """Appends that arrive during a commit share the next one."""
    sizes: list[int] = []
    begun, go_on = Event(), Event()

    def commit(appends: Sequence[Append]) -> None:
        sizes.append(len(appends))
        begun.set()
        go_on.wait()
        writer.commit(appends)

    async def append_all() -> list[Sequence[int]]:
        early = create_task(submission.positions(append("early", 1)))
        await to_thread(begun.wait)
        late = [create_task(submission.positions(append("late", version))) for version in (1, 2, 3)]
        await sleep(0)
        go_on.set()
        return await gather(early, *late)

    submission = Submission(Group(commit))
    assert [list(positions) for positions in asyncio.run(append_all())] == [[1], [2], [3], [4]]
    submission.close()
    assert sizes == [1, 3]


def test_what_an_event_loop_appends_in_one_turn_is_committed_together(writer: Writer) -> None:
    """Appends that are asked for before anything is committed share one commit."""
    sizes: list[int] = []

    def commit(appends: Sequence[Append]) -> None:
        sizes.append(len(appends))
        writer.commit(appends)

    async def append_all() -> None:
        await gather(*(submission.positions(append("a", version)) for version in (1, 2, 3)))

    submission = Submission(Group(commit))
    asyncio.run(append_all())
    submission.close()
    assert sizes == [3]


def test_a_guilty_append_fails_alone(writer: Writer, path: Path) -> None:
    """Of appends that share a commit, one that cannot stand fails, and the others are stored."""
    unstorable = Append([StoredEvent("half\ud800", 1, "objection.noted", b"{}")], None)
    half_good = Append([StoredEvent(case, 1, "objection.noted", b"{}") for case in ("b", "a")], None)
    appends = [append("a", 1), half_good, unstorable, append("a", 2)]
    writer.commit(appends)
    assert list(appends[0].result()) == [1]
    with pytest.raises(IntegrityError):
        half_good.result()
    with pytest.raises(PersistenceError):
        unstorable.result()
    assert list(appends[3].result()) == [2]
    with closing(SQLiteLog(path)) as log:
        found = [(one.id, one.originator_id, one.originator_version) for one in log.select_notifications(1, 10)]
        assert found == [(1, "a", 1), (2, "a", 2)]


def test_an_interrupted_commit_decides_nothing() -> None:
    """When the one who commits is interrupted, those who wait are told that the outcome is unknown, and may go on."""
    interrupted = Group(_interrupt)
    waiting = append("a", 1)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            interrupted.join([waiting])
    with pytest.raises(OperationalError):
        waiting.result()


def _interrupt(_: Sequence[Append]) -> None:
    raise KeyboardInterrupt


def test_a_cancelled_append_is_not_stored(writer: Writer, path: Path) -> None:
    """Whoever gives up before the commit leaves no event, and does not disturb the others."""

    async def append_both() -> Sequence[int]:
        given_up, kept = (create_task(submission.positions(append(case, 1))) for case in ("given up", "kept"))
        await sleep(0)
        given_up.cancel()
        return await kept

    submission = Submission(Group(writer.commit))
    assert list(asyncio.run(append_both())) == [1]
    submission.close()
    with closing(SQLiteLog(path)) as log:
        assert [one.originator_id for one in log.select_notifications(1, 10)] == ["kept"]


def test_an_interrupted_commit_leaves_nobody_waiting() -> None:
    """When the thread that commits is interrupted, the event loop is told that the outcome is unknown, and goes on."""
    submission = Submission(Group(_interrupt))
    for _ in range(2):
        with pytest.raises(OperationalError):
            asyncio.run(submission.positions(append("a", 1)))
    submission.close()


def test_commits_survive_a_power_cut(path: Path) -> None:
    """Every commit waits for the disk, and readers never wait for writers."""
    with closing(writing(path, 0)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize("change", ["UPDATE events SET state = x'00'", "DELETE FROM events"])
def test_the_file_refuses_changes(path: Path, change: str) -> None:
    """Nobody changes or deletes an event by mistake, whatever program opens the file."""
    with closing(SQLiteLog(path)) as log, closing(sqlite3.connect(path)) as other:
        log.insert_events([StoredEvent("a", 1, "objection.noted", b"{}")])
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            other.execute(change)
        assert [one.state for one in log.select_events("a")] == [b"{}"]


def test_positions_are_never_given_twice(path: Path) -> None:
    """Even after somebody broke in and cut the log's end off, its positions are not given again."""
    with closing(SQLiteLog(path)) as log:
        log.insert_events([StoredEvent("a", version, "objection.noted", b"{}") for version in (1, 2)])
    with closing(sqlite3.connect(path)) as intruder, intruder:
        intruder.execute("DROP TRIGGER events_stay")
        intruder.execute("DELETE FROM events WHERE position = 2")
    with closing(SQLiteLog(path)) as log:
        assert list(log.insert_events([StoredEvent("a", 2, "objection.noted", b"{}")])) == [3]


def test_a_busy_file_is_no_success(path: Path) -> None:
    """While another process holds the file, writing fails as busy with nothing stored; afterwards it works again."""
    with closing(SQLiteLog(path, patience=0)) as log, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError):
            log.insert_events([StoredEvent("a", 1, "objection.noted", b"{}")])
        with pytest.raises(OperationalError):
            asyncio.run(log.insert_aside([StoredEvent("a", 1, "objection.noted", b"{}")]))
        assert list(log.select_events("a")) == []
        other.rollback()
        assert list(log.insert_events([StoredEvent("a", 1, "objection.noted", b"{}")])) == [1]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    """A place where no file can be is reported as the library reports it."""
    with pytest.raises(OperationalError):
        SQLiteLog(tmp_path / "nowhere" / "log.sqlite")
