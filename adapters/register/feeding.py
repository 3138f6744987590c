"""Feeding one generation of the index: stories are gathered, written by the thousand, and committed when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import orjson
from sqlalchemy.exc import DBAPIError

from adapters.index import Entry, TextIndex
from adapters.register.entry import entry_of
from adapters.register.taken_in import OfCase, taken_in
from engine.mapper import EventMapper
from engine.projection import Batch, Story

ENOUGH = 5_000
SOON = 0.25


class Feeding:
    """An index that this process writes to; its position counts what is gathered, `committed` what can be found.

    A case that cannot be told is left out, and written down beside the index to be tried again.
    """

    def __init__(
        self, index: TextIndex, parked: Path, mapper: EventMapper, elapsed: Callable[[], float], of_case: OfCase
    ) -> None:
        self._index, self._mapper, self._elapsed, self._of_case = index, mapper, elapsed, of_case
        index.put(())
        self.position = self.committed = index.position
        self._gathered: dict[str, Story] = {}
        self._events = 0
        self._committed_at = elapsed()
        self._parked_file = parked
        self.parked: dict[str, int] = orjson.loads(parked.read_bytes()) if parked.exists() else {}

    def take(self, batch: Batch) -> None:
        """Gather the stories of a batch."""
        self.gather(batch)
        self._events += batch.size
        self.position = batch.upto
        if self._events >= ENOUGH:
            self._write()

    def gather(self, batch: Batch) -> None:
        """Keep the latest story of each case to be written, and in mind which cases could not be told."""
        self._gathered |= {story.case.id: story for story in batch.stories}
        self._park({stop.case: stop.position for stop in batch.stuck})

    def is_due(self, *, idle: bool, urgent: bool) -> bool:
        """Whether what is gathered should be found by now."""
        waited = self._elapsed() - self._committed_at
        return self.position > self.committed and ((idle and urgent) or waited >= SOON * (1 if idle else 4))

    def commit(self) -> None:
        """Make everything that is gathered findable, together with the position."""
        self._write()
        self._index.commit(self.position)
        self.committed, self._committed_at = self.position, self._elapsed()

    def retry(self, batch: Batch) -> int:
        """Write cases that were parked, told again; how many are parked no more."""
        before, self.parked = len(self.parked), {}
        self.gather(batch)
        self.commit()
        self._write_down()
        return before - len(self.parked)

    def release(self) -> None:
        """Let another process write; what is not committed will be told again."""
        self._index.release()

    def _write(self) -> None:
        """Hand what is gathered to the index, which works it in while the next stories are gathered."""
        entries, gone = self._entries()
        self._index.drop(gone)
        self._index.put(entries)
        self._gathered, self._events = {}, 0

    def _entries(self) -> tuple[list[Entry], list[str]]:
        """What is to be put into the index, and what does not belong into it."""
        stories = self._gathered | self._that_took_them_in()
        self._mapper.sealer.keys.fetch(story.case.subject for story in stories.values())
        entries: list[Entry] = []
        gone: list[str] = []
        for case, story in stories.items():
            try:
                entry = entry_of(story, self._mapper)
                if entry is not None:
                    entry = taken_in(entry, story.case, self._mapper, self._as_it_stands)
            except DBAPIError:
                raise
            except Exception:  # noqa: BLE001 -- whatever cannot be opened or read holds up its case only
                if story.news:
                    self._park({case: story.news[0].position})
            else:
                gone.append(case) if entry is None else entries.append(entry)
        return entries, gone

    def _that_took_them_in(self) -> dict[str, Story]:
        """The cases into which a gathered one was merged, wherever it has gone on from there."""
        found: dict[str, Story] = {}
        for story in self._gathered.values():
            into = story.case.merged_into
            while into and into not in self._gathered and into not in found:
                other = self._as_it_stands(into)
                if other is None:
                    break
                found[into], into = other, other.case.merged_into
        return found

    def _as_it_stands(self, case: str) -> Story | None:
        return self._of_case(case, self.position)

    def _park(self, cases: Mapping[str, int]) -> None:
        """Write down what is to be tried again, with the position at which each case stopped first."""
        if cases:
            self.parked = {**cases, **self.parked}
            self._write_down()

    def _write_down(self) -> None:
        self._parked_file.write_bytes(orjson.dumps(self.parked))
