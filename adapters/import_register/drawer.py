"""The drawer of an import: the file that was handed in, what is known of it, and the rows that did not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import IO, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict

from adapters.import_register.rejects import ENDING
from engine.refusal import NotThere

Stage = Literal["arrived", "trying", "tried", "importing", "done", "failed"]
UNDER_WAY: frozenset[Stage] = frozenset({"trying", "importing"})
ENDING_OF_A_NAME = re.compile(r"\.[A-Za-z0-9]{1,8}")
QUOTED = re.compile(r'"[^"]*"')
MOST_REASONS = 12


class Task(BaseModel):
    """How far the import is, and what came of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    stage: Stage
    by: str
    name: str
    source: str
    at: datetime
    chart: str = ""
    rows: int = 0
    done: int = 0
    imported: int = 0
    already_there: int = 0
    rejected: int = 0
    reasons: tuple[tuple[str, str, int], ...] = ()
    error: str = ""

    @property
    def is_under_way(self) -> bool:
        """Whether there is something to wait for."""
        return self.stage in UNDER_WAY


class Drawer:
    """A folder for one import; it is full of what people wrote."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: IO[bytes], name: Path) -> None:
        """A file in the place of whatever lay here."""
        ending = name.suffix.lower() if ENDING_OF_A_NAME.fullmatch(name.suffix) else ".unknown"
        self.clear()
        self._folder.mkdir(parents=True, mode=0o700)
        with self._folder.joinpath(f"register{ending}").open("wb") as kept:
            copyfileobj(content, kept)

    @property
    def file(self) -> Path:
        """The file that was handed in."""
        found = [path for path in self._folder.glob("register.*") if not path.name.endswith(ENDING)]
        if not found:
            raise NotThere("the file is not there any more; hand it in again")
        return found[0]

    def rejects(self) -> Iterator[dict[str, Any]]:
        """The rows that do not fit, each with its line and its reasons."""
        for path in self._folder.glob(f"*{ENDING}"):
            with path.open("rb") as lines:
                yield from map(orjson.loads, lines)

    def reasons(self) -> tuple[tuple[str, str, int], ...]:
        """Why rows do not fit, the most frequent first; what they quote of a row is left out."""
        counted = Counter(
            (reason["field"], QUOTED.sub("…", reason["message"])) for row in self.rejects() for reason in row["reasons"]
        )
        return tuple((field, message, count) for (field, message), count in counted.most_common(MOST_REASONS))

    def put_down(self, task: Task) -> None:
        """How far the import is, so that the program may be ended meanwhile."""
        written = self._folder / "task.json.new"
        written.write_text(task.model_dump_json(), "utf-8")
        written.replace(self._folder / "task.json")

    def task(self) -> Task | None:
        """What was put down last; None if nothing was, or it cannot be read."""
        with suppress(OSError, ValueError):
            return Task.model_validate_json(self._folder.joinpath("task.json").read_bytes())
        return None

    def clear(self) -> None:
        """Put everything away."""
        rmtree(self._folder, ignore_errors=True)
