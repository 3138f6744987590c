"""The register as it was known at earlier moments, told from the log when somebody asks for one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from threading import Lock
from weakref import finalize

from adapters.index import TextIndex
from adapters.read_models.store import Store, sqlite_store
from adapters.register.as_known import Shown, shown
from adapters.register.scratch import Scratch
from adapters.register.table import TableBeside
from engine.application import Application
from engine.reading import BESIDE_THE_CASES
from projections.figures import Figures
from projections.register import Register as Entries

KEPT = 4
BATCH = 500


class Past:
    """Keeps the moments that were asked for last, as long as they hold."""

    def __init__(self, application: Application, scratch: Scratch) -> None:
        self._application, self._scratch = application, scratch
        self._kept: dict[datetime, Then] = {}
        self._turn = Lock()

    def at(self, moment: datetime) -> Then:
        """The register as it was known at a moment that is over."""
        head = self._application.log.max_notification_id()
        then = self._kept.get(moment)
        return then if then and then.position >= head else self._told(moment, head)

    def close(self) -> None:
        """Let go of all of them."""
        self._kept.clear()
        self._scratch.close()

    def _told(self, moment: datetime, upto: int) -> Then:
        """One at a time: telling takes memory."""
        with self._turn:
            then = self._kept.pop(moment, None)
            if then is None or not then.holds(upto):
                then = Then(self._application, moment, upto, self._scratch.folder())
            self._kept[moment] = then
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
            return then


class Then:
    """The register at one moment, in a directory of its own that is gone once nobody holds on to it.

    What was known stays; who may see it is judged by the cases as they stand at `position` of the log.
    """

    def __init__(self, application: Application, moment: datetime, upto: int, folder: Path) -> None:
        self._application, self._moment = application, moment
        store = sqlite_store(folder / "entries.db")
        finalize(self, _discard, store, folder)
        self._filed, self._counted = TableBeside(store, Entries), TableBeside(store, Figures)
        self.entries, self.figures = Entries(self._filed), Figures(self._counted)
        self.index = TextIndex(folder / "index")
        self.position = 0
        self._marks: dict[str, int | None] = {}
        self._fill(upto)

    def holds(self, upto: int) -> bool:
        """Whether the cases that moved up to there still show the same; replacing some would change how others rank."""
        if any(self._marks.get(case) != mark for marks, _ in self._moved(upto) for case, mark in marks.items()):
            return False
        self.position = max(self.position, upto)
        return True

    def _fill(self, upto: int) -> None:
        for marks, found in self._moved(upto):
            self._marks |= marks
            self.index.put(each.entry for each in found if each.filed)
            self._filed.put([each.filed for each in found if each.filed])
            self._counted.put([each.counted for each in found if each.counted])
        self.index.commit(upto)
        self.index.release()
        self.position = upto

    def _moved(self, upto: int) -> Iterator[tuple[dict[str, int | None], list[Shown]]]:
        """Each case that moved, once: a mark of what is shown of it, None for nothing; and what is shown."""
        log, after, told = self._application.log, self.position, set[str]()
        while rows := log.select_notifications(after, BATCH, upto, inclusive_of_start=False):
            moved = {str(row.originator_id) for row in rows if row.topic not in BESIDE_THE_CASES} - told
            events = log.select_streams(moved, upto)
            streams = (list(of_case) for _, of_case in groupby(events, lambda row: row.originator_id))
            found = shown(self._application, streams, self._moment)
            yield {**dict.fromkeys(moved), **{each.entry.case: hash(repr(each)) for each in found}}, found
            after, told = rows[-1].id, told | moved


def _discard(store: Store, folder: Path) -> None:
    store.close()
    shutil.rmtree(folder, ignore_errors=True)
