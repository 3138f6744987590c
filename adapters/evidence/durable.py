"""Files that are there whole or not at all, also after the power has failed."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path


def write_whole(to: Path, content: bytes, at: datetime, passing: Path) -> None:
    """Write a small file under a passing name first; its date is the given moment."""
    with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.utime(passing, (at.timestamp(), at.timestamp()))
    passing.replace(to)
    keep_listed(to.parent)


def add_line(to: Path, line: str) -> None:
    """Add a line to a file that others cannot read, which is there from then on."""
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())
    keep_listed(to.parent)


def private(folder: Path) -> Path:
    """The folder, there from now on; others on the machine do not look into it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep_listed(folder: Path) -> None:
    """Have the folder's list of files written to the disk."""
    listing = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(listing)
    finally:
        os.close(listing)
