"""Examining the store of evidence: whether the files are there that events name, and only those, for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from adapters.evidence.store import LOST_AFTER, place_of
from engine.application import Application
from engine.personal import ERASED
from engine.steps.evidence import Evidenced, Exhibit

BATCH = 1_000
SPARED = LOST_AFTER + timedelta(hours=2)
"""Until then a file may still wait to be named, and after that to be cleared."""


class Named(NamedTuple):
    """A file that an event names, and whether there is still a key to it."""

    exhibit: Exhibit
    case: str
    version: int
    can_be_opened: bool


class Examined(NamedTuple):
    """The files that lie there; those that are missing, that no event names, and that others could read."""

    files: list[Path]
    missing: list[Named]
    nameless: list[Path]
    open_to_others: list[Path]


def examine(folder: Path, application: Application, now: datetime) -> Examined:
    """Compare what lies in the store with what the log says."""
    places = {place_of(folder, each.exhibit.stored_as): each for each in _named(application)}
    everything = [folder, *folder.rglob("*")] if folder.exists() else []
    files = [path for path in everything if path.is_file() and path.parent.parent == folder]
    long_ago = (now - SPARED).timestamp()
    return Examined(
        files,
        [each for place, each in places.items() if each.can_be_opened and not place.is_file()],
        [path for path in files if path not in places and path.stat().st_mtime < long_ago],
        [path for path in everything if path.stat().st_mode & 0o077],
    )


def _named(application: Application) -> Iterator[Named]:
    """Every file that an event names, taken back or not."""
    log, mapper, after = application.log, application.mapper, 0
    kinds = {kind for workflow in application.workflows.values() for kind in workflow.lifecycle.records.values()}
    topics = sorted({kind.TOPIC for kind in kinds if issubclass(kind, Evidenced)})
    while rows := log.select_notifications(after, BATCH, topics=topics, inclusive_of_start=False):
        for row in rows:
            event: Any = mapper.to_domain_event(row) if b'"stored_as"' in row.state else None
            if event:
                key = mapper.values(event, ["file_keys"])["file_keys"]
                at = (event.originator_id, event.originator_version)
                yield from (Named(exhibit, *at, key != ERASED) for exhibit in event.files)
        after = rows[-1].id
