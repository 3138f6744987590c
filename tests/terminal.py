"""A terminal in tests: the program runs in front of it, and what it drew there can be read."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from tests.command_line import environment_of

ONE_BY_ONE = """
import sys
from adapters.cli import main
for words in sys.argv[1:]:
    sys.argv[1:] = words.split("\\n")
    try:
        main()
    except SystemExit as end:
        assert not end.code
    print(end="\\f", flush=True)
"""

STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
LEAVE_OUT = ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


def drawn(data: Path, *commands: tuple[str, ...], width: int, who: str = "") -> list[str]:
    """Everything that each command wrote to a terminal of so many columns, its styles included."""
    reading, screen = pty.openpty()
    environment = environment_of(data, COLUMNS=str(width), TERM="xterm-256color", CASEBOOK_AS=who)
    environment = {name: value for name, value in environment.items() if name not in LEAVE_OUT}
    program = [sys.executable, "-c", ONE_BY_ONE, *map("\n".join, commands)]
    with subprocess.Popen(program, env=environment, stdout=screen, stderr=screen) as process:  # noqa: S603 -- our own
        os.close(screen)
        pieces = list(iter(lambda: _piece(reading), b""))
        assert process.wait(60) == 0
    os.close(reading)
    return b"".join(pieces).decode().replace("\r\n", "\n").split("\f")[:-1]


def _piece(reading: int) -> bytes:
    try:
        return os.read(reading, 65_536)
    except OSError:
        # Linux says so where the other side has hung up.
        return b""


def text(drawing: str) -> str:
    """What of it can be read in the end: without styles, and without what was drawn over."""
    lines = [STYLE.sub("", line.rpartition("\x1b[2K")[2]) for line in drawing.splitlines()]
    return "\n".join(line.rstrip() for line in lines)
