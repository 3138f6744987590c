"""The condition of a running program: how far everything is, what waits, and what the machine is like."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.casebook import Casebook
    from adapters.read_models.generations import Generation
    from adapters.read_models.parking import Parked

LOSES_A_RESET = ((3, 7, 0), (3, 51, 2))
"""SQLite from and to: a race of two connections at the reset of the write-ahead log can damage a database."""
LITTLE_DISK = 1 << 30
STOPPED_AFTER = 15.0
"""Seconds without a pass of the runner."""


@dataclass(frozen=True, slots=True)
class Disk:
    """How much is free where the data lies."""

    place: Path
    free: int

    @property
    def is_little(self) -> bool:
        """Whether somebody should see to it."""
        return self.free < LITTLE_DISK


@dataclass(frozen=True, slots=True)
class Condition:
    """What can be told at once, without reading the log."""

    head: int
    built: int
    heart: float
    has_deputy: bool
    generations: list[Generation]
    parked: list[Parked]
    log_bytes: int | None
    disk: Disk

    @property
    def behind(self) -> int:
        """So many positions of the log are not to be seen yet."""
        return max(0, self.head - self.built)

    @property
    def is_rebuilding(self) -> bool:
        """Whether a read model is being built anew."""
        return any(not generation.is_live for generation in self.generations)

    @property
    def has_stopped(self) -> bool:
        """Whether nothing that is read is brought up to date."""
        return self.heart > STOPPED_AFTER

    @property
    def wants_attention(self) -> bool:
        """Whether somebody should look."""
        return bool(self.parked) or self.has_stopped or self.disk.is_little or sqlite_loses_a_reset()


def condition_of(casebook: Casebook) -> Condition:
    """How things stand now."""
    settings, runner = casebook.settings, casebook.runner
    return Condition(
        head=casebook.log.max_notification_id(),
        built=runner.position(),
        heart=runner.heart,
        has_deputy=runner.has_deputy,
        generations=casebook.read_models.generations(),
        parked=casebook.read_models.parked(),
        log_bytes=None if settings.database else settings.log_file.stat().st_size,
        disk=disk_of(settings.data),
    )


def disk_of(data: Path) -> Disk:
    """The disk of a directory that may not be there yet."""
    place = next(place for place in (data.absolute(), *data.absolute().parents) if place.exists())
    return Disk(place, shutil.disk_usage(place).free)


def sqlite_loses_a_reset() -> bool:
    """Whether this SQLite has the fault."""
    first, last = LOSES_A_RESET
    return first <= sqlite3.sqlite_version_info <= last
