"""Where the index lives on this node: a directory for each generation, and a file that says which one is live."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import orjson

from adapters.index import TextIndex
from adapters.register.entry import VERSION

POINTER = "live.json"


@dataclass(frozen=True, slots=True)
class Live:
    """The generation that is asked, and the version of its entries."""

    number: int
    version: int


class Places:
    """The generations of the index in one folder; processes tell each other by the pointer which one is live."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (folder / POINTER).exists():
            self._point(Live(1, VERSION))
        self._asked: tuple[Live, TextIndex] | None = None

    def live(self) -> Live:
        """The generation that is live now."""
        return Live(**orjson.loads((self.folder / POINTER).read_bytes()))

    def asked(self) -> TextIndex:
        """The live index, to be read."""
        live = self.live()
        if self._asked is None or self._asked[0] != live:
            self._asked = live, self.index(live.number)
        return self._asked[1]

    def index(self, number: int) -> TextIndex:
        """The index of a generation, empty if it is new."""
        return TextIndex(self.home(number))

    def home(self, number: int) -> Path:
        """The directory of a generation."""
        return self.folder / str(number)

    def next(self) -> int:
        """A number that no generation has."""
        return max(self._numbers(), default=0) + 1

    def make_live(self, number: int) -> None:
        """Let everybody ask this generation from now on, and give up the older ones."""
        self._point(Live(number, VERSION))
        for older in self._numbers():
            if older < number:
                shutil.rmtree(self.home(older), ignore_errors=True)

    def _numbers(self) -> list[int]:
        return [int(path.name) for path in self.folder.iterdir() if path.name.isdecimal()]

    def _point(self, live: Live) -> None:
        new = self.folder / f"{POINTER}.{os.getpid()}"
        new.write_bytes(orjson.dumps(live))
        new.replace(self.folder / POINTER)
