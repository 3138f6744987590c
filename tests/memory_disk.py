"""Where tests write: on a memory disk that has room; they open thousands of casebooks, and each waits for its disk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY_DISK, ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108 -- folders of one's own are made in it


def write_to_memory() -> None:
    """Programs that tests start do the same."""
    if "TMPDIR" in os.environ or not MEMORY_DISK.is_dir():
        return
    there = os.statvfs(MEMORY_DISK)
    if there.f_bavail * there.f_frsize >= ROOM and os.access(MEMORY_DISK, os.W_OK):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY_DISK)
