"""The task of one import: a file that was handed in, tried, and taken in aside from whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Lock, Thread
from typing import IO, Any, Literal

from adapters.import_register.drawer import Drawer, Stage, Task
from adapters.import_register.files import open_table
from adapters.import_register.importing import Answer
from adapters.import_register.register_map import RegisterMap, written_map
from engine.refusal import Busy, NotDue, NotThere, Refusal
from engine.time.clock import Clock

KEPT = timedelta(days=1)
"""How long a file waits for somebody to go on with it."""
BREATH = 0.02
"""Seconds between two batches, in which others are served."""
LONGEST_NAME = 100

Work = Callable[[Path, RegisterMap, Callable[[int, int], None]], Answer]


class Stopped(Exception):
    """The program ends in the middle of an import."""


class ImportTask:
    """One import at a time; it goes on when nobody looks, and can be taken up again where the program was ended."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.drawer, self._clock = Drawer(folder), clock
        self._lock, self._stopping = Lock(), Event()
        self._thread: Thread | None = None
        self._task = self.drawer.task()

    def now(self) -> Task | None:
        """The task as it stands; None if there is none, or it has waited for too long."""
        task = self._task
        if task and not task.is_under_way and self._clock() - task.at > KEPT:
            self.clear()
            return None
        return task

    @property
    def is_at_work(self) -> bool:
        """Whether this process is at it; a task that is under way without it was interrupted."""
        is_alive = self._thread is not None and self._thread.is_alive()
        return is_alive and self._task is not None and self._task.is_under_way

    def receive(self, content: IO[bytes], name: str, by: str) -> None:
        """A file in the place of the one before."""
        path = Path(name.replace("\\", "/"))
        with self._lock:
            self._expect_rest()
            self.drawer.keep(content, path)
            try:
                with open_table(self.drawer.file):
                    called, source = path.name[:LONGEST_NAME], path.stem[:LONGEST_NAME] or "register"
            except Refusal:
                self._remove()
                raise
            self._put(Task(stage="arrived", by=by, name=called, source=source, at=self._clock()))

    def map(self, chart: str, source: str) -> None:
        """By this map the file is read; what does not fit the file is refused."""
        with self._lock:
            task = self._expect("arrived", "trying", "tried", "failed")
            with open_table(self.drawer.file) as table:
                written_map(chart).columns_of(table)
            self._put(Task(**{**self._kept(task), "stage": "arrived", "chart": chart, "source": source or task.source}))

    def begin(self, stage: Literal["trying", "importing"], work: Work) -> None:
        """Do the work aside; it is told the file and the map, and tells how far it is."""
        with self._lock:
            task = self._expect(*(("arrived",) if stage == "trying" else ("tried", "importing")))
            rows = 0 if stage == "trying" else task.rows
            self._put(Task(**{**self._kept(task), "stage": stage, "chart": task.chart, "rows": rows}))
            self._thread = Thread(target=self._carry_out, args=(stage, work), name="import", daemon=True)
            self._thread.start()

    def clear(self) -> None:
        """The file and all that came of it are put away; what has come in stays."""
        with self._lock:
            self._expect_rest()
            self._remove()

    def stop(self) -> None:
        """Come to rest after the batch under way."""
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def _carry_out(self, stage: Stage, work: Work) -> None:
        try:
            answer = work(self.drawer.file, written_map(self._current.chart), self._progress)
        except Stopped:
            return
        except Refusal as error:
            self._end({"stage": "failed", "error": str(error)[:500]})
        except Exception as error:  # noqa: BLE001 -- whatever it is, whoever waits for it is told
            self._end({"stage": "failed", "error": f"the program failed: {type(error).__name__}"})
        else:
            known = {"imported": answer.imported, "already_there": answer.already_there, "rejected": answer.rejected}
            rows = sum(known.values())
            is_tried = stage == "trying"
            counts = known | {"rows": rows, "done": 0 if is_tried else rows, "reasons": self.drawer.reasons()}
            if not is_tried:
                self.drawer.file.unlink()
            self._end(counts | {"stage": "tried" if is_tried else "done"})

    def _progress(self, done: int, rejected: int) -> None:
        if self._stopping.wait(BREATH):
            raise Stopped
        self._task = self._current.model_copy(update={"done": done, "rejected": rejected})

    def _end(self, found: dict[str, Any]) -> None:
        with self._lock:
            self._put(self._current.model_copy(update={**found, "at": self._clock()}))

    @property
    def _current(self) -> Task:
        if self._task is None:
            raise NotThere("there is no import; hand in a file first")
        return self._task

    def _expect(self, *stages: Stage) -> Task:
        self._expect_rest()
        if self._current.stage not in stages:
            raise NotDue("the import stands elsewhere by now; look at it again")
        return self._current

    def _expect_rest(self) -> None:
        if self.is_at_work:
            raise Busy("an import is under way; wait until it is done")

    def _kept(self, task: Task) -> dict[str, Any]:
        return {"by": task.by, "name": task.name, "source": task.source, "at": self._clock()}

    def _put(self, task: Task) -> None:
        self.drawer.put_down(task)
        self._task = task

    def _remove(self) -> None:
        self.drawer.clear()
        self._task = None
