"""What a process builds for a question about the past is its own, and does not outlive it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

from adapters.bootstrap import open_casebook
from adapters.register import Scratch
from adapters.settings import Settings

ASK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from adapters.bootstrap import open_casebook
from adapters.settings import Settings
from engine.access import OPERATOR

with open_casebook(Settings(data=Path(sys.argv[1]))) as casebook:
    casebook.register.search("", OPERATOR, as_of=datetime.now(UTC))
    print("asked", flush=True)
    sys.stdin.read()
"""


@contextmanager
def asking(data: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has asked about the past and still holds the answer; killed at the end."""
    with subprocess.Popen(  # noqa: S603 -- this very program
        [sys.executable, "-c", ASK, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "asked\n"
            yield process
        finally:
            process.kill()


def left(data: Path) -> list[Path]:
    """The files that were built for questions about the past."""
    return [path for path in (data / "index" / "past").rglob("*") if path.is_file()]


def test_a_killed_process_leaves_nothing_for_long(tmp_path: Path) -> None:
    """The next start clears what was left below the data directory, and nothing that another process still needs."""
    with asking(tmp_path) as living:
        before = left(tmp_path)
        assert before
        with asking(tmp_path) as doomed:
            doomed.kill()
            doomed.wait()
        assert len(left(tmp_path)) > len(before)
        open_casebook(Settings(data=tmp_path)).close()
        assert left(tmp_path) == before
        living.communicate("")
    assert left(tmp_path) == []


def test_only_the_owner_can_look_inside(tmp_path: Path) -> None:
    """Folders are the owner's alone, and the file system keeps them apart."""
    scratch = Scratch(tmp_path / "past")
    one, two = scratch.folder(), scratch.folder()
    assert one != two
    for folder in (tmp_path / "past", one.parent, one, two):
        assert S_IMODE(folder.stat().st_mode) == 0o700
    scratch.close()
    scratch.close()
    assert list((tmp_path / "past").iterdir()) == []
