"""Many writers at once: threads, processes, and a reader that follows them."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent

from engine.log import Log

WRITERS, ROUNDS = 4, 25


def event(case: str, version: int, writer: int) -> StoredEvent:
    return StoredEvent(case, version, "objection.noted", b"%d" % writer)


def won(log: Log, case: str, version: int, writer: int) -> bool:
    try:
        log.insert_events([event(case, version, writer)])
    except IntegrityError:
        return False
    return True


def until(log: Log, count: int) -> Iterator[Notification]:
    """Follow the log until so many events were seen."""
    position = 0
    while count > 0:
        batch = log.select_notifications(position, 7, inclusive_of_start=False)
        yield from batch
        position = batch[-1].id if batch else position
        count -= len(batch)


def test_each_version_has_one_winner(log: Log) -> None:
    """Of four writers who want the same version of a case, exactly one gets it, every time."""
    together = Barrier(WRITERS)

    def write(writer: int) -> list[bool]:
        return [together.wait() >= 0 and won(log, "a", version, writer) for version in range(1, ROUNDS + 1)]

    with ThreadPoolExecutor(WRITERS) as threads:
        outcomes = list(threads.map(write, range(WRITERS)))
    assert [sum(version) for version in zip(*outcomes, strict=True)] == [1] * ROUNDS
    for stored in log.select_events("a"):
        assert outcomes[int(stored.state)][stored.originator_version - 1]


def test_a_reader_misses_nothing(log: Log) -> None:
    """A reader that follows while four writers compete sees every event once, in order, and every case in order."""
    together = Barrier(WRITERS + 1)

    def write(writer: int) -> int:
        together.wait()
        own = [won(log, f"case {writer}", version, writer) for version in range(1, ROUNDS + 1)]
        shared = [won(log, "shared", version, writer) for version in range(1, ROUNDS + 1)]
        return sum(own + shared)

    with ThreadPoolExecutor(WRITERS) as threads:
        writing = [threads.submit(write, writer) for writer in range(WRITERS)]
        together.wait()
        seen = list(until(log, (WRITERS + 1) * ROUNDS))
    assert sum(future.result() for future in writing) == len(seen)
    assert [one.id for one in seen] == sorted({one.id for one in seen})
    for case in {one.originator_id for one in seen}:
        assert [one.originator_version for one in seen if one.originator_id == case] == list(range(1, ROUNDS + 1))


def compete(open_log: Callable[[], Log], writer: int) -> None:
    """What each of two processes does."""
    with closing(open_log()) as log:
        for version in range(1, ROUNDS + 1):
            won(log, "a", version, writer)
            log.insert_events([event(f"case {writer}", version, writer)])


def test_processes_share_a_log(open_log: Callable[[], Log]) -> None:
    """Two processes write to one log at the same time, and the proofs hold across them."""
    spawning = multiprocessing.get_context("spawn")
    processes = [spawning.Process(target=compete, args=(open_log, writer)) for writer in (1, 2)]
    for process in processes:
        process.start()
    with closing(open_log()) as log:
        seen = list(until(log, 3 * ROUNDS))
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0, 0]
        assert Counter(one.originator_id for one in seen) == {"a": ROUNDS, "case 1": ROUNDS, "case 2": ROUNDS}
        assert len({(one.originator_id, one.originator_version) for one in seen}) == 3 * ROUNDS
        assert list(log.select_notifications(seen[-1].id, 10, inclusive_of_start=False)) == []
