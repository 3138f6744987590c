"""Scratch: folders for a while, below the data directory; what a killed process left in them is cleared by the next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from tempfile import mkdtemp


class Scratch:
    """Folders of this process's own, in one that it keeps locked as long as it lives, however that ends."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._mine: tuple[Path, int] | None = None
        if place.exists():
            with self._alone():
                self._clear()

    def folder(self) -> Path:
        """A new folder, for its owner's eyes only."""
        if self._mine is None:
            self._place.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._alone():
                mine = Path(mkdtemp(dir=self._place))
                self._mine = mine, _locked(mine)
        return Path(mkdtemp(dir=self._mine[0]))

    def close(self) -> None:
        """Leave nothing behind."""
        if self._mine:
            shutil.rmtree(self._mine[0], ignore_errors=True)
            os.close(self._mine[1])
            self._mine = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time: a folder that is about to be locked must not be taken for one that was left."""
        lock = _locked(self._place, wait=True)
        try:
            yield
        finally:
            os.close(lock)

    def _clear(self) -> None:
        for folder in self._place.iterdir():
            with suppress(BlockingIOError):
                lock = _locked(folder)
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _locked(folder: Path, *, wait: bool = False) -> int:
    """A descriptor that keeps the folder locked until it is closed; BlockingIOError if somebody else does."""
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        flock(held, LOCK_EX if wait else LOCK_EX | LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise
    return held
