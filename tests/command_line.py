"""The command line in tests: run in this process, on files of the test's own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from typer import testing
from typer.main import get_command

from adapters.cli.main import app

vars(testing)["_get_command"] = cache(get_command)
"""The runner would put all commands together anew for each that is run, which takes longer than most of them."""
PROGRAM = (sys.executable, "-c", "from adapters.cli import main; main()")
OBJECTION = ("guardian.name=Wang Fang", "channel=phone", "words=老师迟到，我要退费")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as JSON; it is all that stands on standard output."""
        return orjson.loads(self.out)


@dataclass
class CommandLine:
    """A terminal in front of one data directory, and of a database, if there is one."""

    data: Path
    database: str | None = None

    def __call__(self, *words: str, who: str = "", stdin: str | None = None, **environment: str) -> Said:
        """The answer to a command."""
        variables = {"CASEBOOK_DATA": str(self.data), "CASEBOOK_AS": who or None, "CASEBOOK_DATABASE": self.database}
        result = testing.CliRunner().invoke(app, list(words), input=stdin, env={**variables, **environment})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.stdout, result.stderr)

    def json(self, *words: str, who: str = "", stdin: str | None = None) -> Any:
        """The answer of a command that must go well, as JSON."""
        said = self(*words, "--json", who=who, stdin=stdin)
        assert said.code == 0, said.err
        return said.json

    def hire(self, name: str, role: str, campus: str | None = None) -> dict[str, Any]:
        """Somebody new on the staff."""
        at = ("--campus", campus) if campus else ()
        member: dict[str, Any] = self.json("staff", "add", name, "--role", role, *at)
        return member

    def objection(self, *more: str, at: str = "2026-03-05T19:40") -> dict[str, Any]:
        """A new objection, raised by Chen."""
        filled = fields(*OBJECTION, f"happened_at={at}", *more)
        case: dict[str, Any] = self.json("raise", "objection", *filled, who="Chen")
        return case


def staffed(data: Path) -> CommandLine:
    """A casebook with a teacher, a manager and an auditor."""
    for name, content in _staffed_files().items():
        (data / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    return CommandLine(data)


@cache
def _staffed_files() -> dict[Path, bytes]:
    """What is in its folder: to write it down again is cheaper than to hire again."""
    with TemporaryDirectory() as folder:
        casebook = CommandLine(Path(folder))
        casebook.hire("Li", "teacher", "North")
        casebook.hire("Chen", "manager", "North")
        casebook.hire("Zhou", "auditor")
        files = [file for file in casebook.data.rglob("*") if file.is_file()]
        return {file.relative_to(folder): file.read_bytes() for file in files}


def fields(*pairs: str) -> list[str]:
    """The options for these fields."""
    return [word for pair in pairs for word in ("--field", pair)]


def cells(line: str) -> tuple[str, ...]:
    """A line of a table, cell by cell."""
    return tuple(re.split(r" {2,}", line))


def environment_of(data: Path, **more: str) -> dict[str, str]:
    """The environment of the program in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEBOOK_")}
    return {**kept, "CASEBOOK_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path), **more}


def run(data: Path, *words: str, **more: str) -> Said:
    """The program in a process of its own."""
    done = subprocess.run(  # noqa: S603 -- it is our own program
        [*PROGRAM, *words], env=environment_of(data, **more), capture_output=True, text=True, timeout=120, check=False
    )
    return Said(done.returncode, done.stdout, done.stderr)
