"""`casebook serve`, in a process of its own."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

import httpx2
import orjson
import pytest

from tests.command_line import PROGRAM, CommandLine, environment_of

ROLES = ("teacher", "manager", "auditor", "analyst", "admin")


@contextmanager
def served(
    data: Path, *words: str, umask: int = -1, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[subprocess.Popen[str]]:
    """The program while it serves; it is told to stop at the end, and must."""
    with subprocess.Popen(  # noqa: S603 -- our own
        [*PROGRAM, "serve", "--port", "0", *words],
        env=environment_of(data, **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=umask,
    ) as process:
        try:
            yield process
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()


def said(process: subprocess.Popen[str], lines: int) -> list[str]:
    """The next lines on standard output."""
    assert process.stdout
    return [process.stdout.readline().rstrip("\n") for _ in range(lines)]


def test_the_first_line_says_where_it_listens(tmp_path: Path) -> None:
    """Whoever started it can go there, with a token of the staff."""
    token = CommandLine(tmp_path).hire("Chen", "manager")["token"]
    with served(tmp_path) as process:
        [line] = said(process, 1)
        assert line.startswith("listening on http://127.0.0.1:")
        address = line.removeprefix("listening on ")
        answer = httpx2.get(f"{address}/api/cases", headers={"Authorization": f"Bearer {token}"})
        assert answer.json() == {"items": [], "next": None}


def test_the_demo_has_a_sign_in_for_every_role_and_is_thrown_away(tmp_path: Path) -> None:
    """Cases stand at several stages, and no directory of the user's is touched."""
    elsewhere = {"CASEBOOK_DATA": "", "TMPDIR": str(tmp_path)}
    with served(tmp_path, "--demo", environment=elsewhere) as process:
        listening, *signs = said(process, 1 + len(ROLES))
        address = listening.removeprefix("listening on ")
        tokens = {line.partition(":")[0]: line.split()[-1] for line in signs}
        assert tuple(tokens) == ROLES
        assert httpx2.get(f"{address}/readyz").status_code == 200
        who = {"Authorization": f"Bearer {tokens['manager']}"}
        cases = httpx2.get(f"{address}/api/cases", headers=who).json()["items"]
        assert {case["stage"] for case in cases} >= {"listen", "investigate", "solve", "closed"}
        assert {case["workflow"] for case in cases} >= {"objection", "renewal"}
        assert all(_signs_in(address, line) for line in signs)
        assert list(tmp_path.glob("casebook-demo-*"))
    assert not list(tmp_path.iterdir())


def test_a_demo_with_a_directory_stays(tmp_path: Path) -> None:
    """Started again, it is the same institution with the same sign-ins; they are for the owner of the files alone.

    Those of one whose data were deleted are made anew.
    """
    (tmp_path / "demo-sign-ins.json").write_text('["teacher: Li, password gone, token gone"]')
    with served(tmp_path, "--demo") as process:
        _, *signs = said(process, 1 + len(ROLES))
    assert [line for line in signs if "gone" in line] == []
    assert (tmp_path / "demo-sign-ins.json").stat().st_mode & 0o077 == 0
    with served(tmp_path, "--demo") as process:
        listening, *again = said(process, 1 + len(ROLES))
        assert again == signs
        token = signs[0].split()[-1]
        who = {"Authorization": f"Bearer {token}"}
        day = httpx2.get(f"{listening.removeprefix('listening on ')}/api/day", headers=who).json()
        assert day["items"]


def test_the_demo_does_not_furnish_a_real_institution(tmp_path: Path) -> None:
    """Where somebody works already, it is refused."""
    casebook = CommandLine(tmp_path)
    casebook.hire("Chen", "manager")
    said = casebook("serve", "--demo")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("--demo begins with an empty directory")


@pytest.mark.parametrize("port", ["-1", "70000", "http"])
def test_a_port_that_is_none_is_wrong_usage(tmp_path: Path, port: str) -> None:
    """Nothing is started."""
    assert CommandLine(tmp_path)("serve", "--port", port).code == 2


def test_its_files_are_for_its_owner_alone(tmp_path: Path) -> None:
    """Log, views, staff, keys, index and what SQLite puts beside them, in a directory that others may look into."""
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    with served(data, umask=0o022) as process:
        address = said(process, 1)[0].removeprefix("listening on ")
        while httpx2.get(f"{address}/readyz").status_code != 200:
            assert process.poll() is None
        files = {path.relative_to(data).as_posix(): path.stat().st_mode for path in data.rglob("*")}
    assert {"log.db", "log.db-wal", "views.db", "views.db-wal", "staff.db", "keys.db", "index"} <= files.keys()
    assert {name for name, mode in files.items() if mode & 0o077} == set()


def test_all_that_it_logs_is_json(tmp_path: Path) -> None:
    """What is no HTTP at all is told by a library; the line is like all others, and holds nothing that was sent."""
    with served(tmp_path) as process:
        host, _, port = said(process, 1)[0].rpartition("/")[2].partition(":")
        with closing(socket.create_connection((host, int(port)), timeout=60)) as line:
            line.sendall(b"Wang Fang 13800000000\r\n\r\n")
            assert line.recv(1_000).startswith(b"HTTP/1.1 400 ")
        process.send_signal(signal.SIGTERM)
        assert process.stderr
        told = process.stderr.read()
    events = [orjson.loads(line)["event"] for line in told.splitlines()]
    assert events == ["a new casebook begins", "Invalid HTTP request received."]
    assert "Wang" not in told


def _signs_in(address: str, line: str) -> bool:
    """Whether the name and the password of a line open the pages."""
    said = re.fullmatch(r"\w+: (?P<login>.+), password (?P<password>\S+), token \S+", line)
    with httpx2.Client(base_url=address) as browser:
        form = re.search(r'name="csrf" value="(?P<csrf>\w+)"', browser.get("/sign-in").text)
        assert said
        assert form
        answer = browser.post("/sign-in", data=said.groupdict() | form.groupdict())
        return answer.status_code == 303 and "casebook_session" in browser.cookies
