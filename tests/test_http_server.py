"""The server as a process: says where it listens, follows the log, and stops when it is told to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL, SIGTERM

import httpx2
import pytest

from adapters.bootstrap import open_casebook
from adapters.serving.server import server_of
from adapters.settings import Settings
from tests.institution import PATIENCE

SERVE = """
import sys
from pathlib import Path
from adapters.bootstrap import open_casebook
from adapters.serving.server import serve
from adapters.settings import Settings

data, database, *lines = sys.argv[1:]
with open_casebook(Settings(data=Path(data), database=database or None)) as casebook:
    serve(casebook, "127.0.0.1", 0, lines)
"""


@contextmanager
def process(settings: Settings, *lines: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and where it listens; killed at the end if it has not stopped."""
    arguments = [sys.executable, "-c", SERVE, str(settings.data), settings.database or "", *lines]
    root = Path(__file__).parents[1]
    with subprocess.Popen(  # noqa: S603 -- this very program
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root
    ) as running:
        try:
            assert running.stdout
            first = running.stdout.readline()
            assert first.startswith("listening on http://127.0.0.1:"), first
            yield running, first.split()[-1]
        finally:
            running.send_signal(SIGKILL)


def token(settings: Settings) -> dict[str, str]:
    """A manager's, as a header."""
    with open_casebook(settings) as casebook:
        return {"Authorization": f"Bearer {casebook.staff.add('Chen', 'manager')[1]}"}


def test_a_server_says_where_it_listens_when_it_does(tmp_path: Path) -> None:
    """The first line on standard output is the address, and it answers there; what else is to be said follows."""
    with process(Settings(data=tmp_path), "teacher: Li 1234") as (running, address):
        assert httpx2.get(f"{address}/healthz").status_code == 200
        assert running.stdout
        assert running.stdout.readline() == "teacher: Li 1234\n"


def test_a_server_that_is_told_to_stop_ends_its_streams(tmp_path: Path) -> None:
    """SIGTERM ends open streams and then the process, with nothing to complain about."""
    settings = Settings(data=tmp_path)
    headers = token(settings)
    with (
        process(settings) as (running, address),
        httpx2.stream("GET", f"{address}/api/stream", headers=headers, timeout=PATIENCE) as answer,
    ):
        lines = answer.iter_lines()
        assert next(lines).startswith("retry:")
        running.send_signal(SIGTERM)
        assert [line for line in lines if line.startswith("data:")] == []
        assert running.wait(PATIENCE) == 0
        assert running.stderr
        assert running.stderr.read() == ""


def test_two_servers_on_one_store_see_the_same(settings_of_node: Callable[[str], Settings]) -> None:
    """What is written through one process is read through the other, in the register too."""
    one, two = settings_of_node("one"), settings_of_node("two")
    headers = token(one)
    with open_casebook(one) as casebook:
        form = casebook.workflows["objection"].lifecycle.records["raise"].EXAMPLE
    with process(one) as (_, first), process(two) as (_, second):
        raised = httpx2.post(f"{first}/api/objections", json={**form, "campus": "East"}, headers=headers)
        assert raised.status_code == 201
        after = headers | {"Casebook-Wait-For": raised.headers["casebook-position"]}
        for address in (first, second):
            case = httpx2.get(f"{address}{raised.headers['location']}", headers=after)
            assert case.json() == raised.json()
            cases = httpx2.get(f"{address}/api/cases", headers=after, timeout=PATIENCE)
            assert [item["id"] for item in cases.json()["items"]] == [raised.json()["id"]]


@pytest.mark.parametrize(("host", "address"), [("127.0.0.1", "http://127.0.0.1:"), ("::1", "http://[::1]:")])
def test_an_address_is_written_as_browsers_take_it(
    tmp_path: Path, host: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host of IPv6 stands in brackets."""
    with open_casebook(Settings(data=tmp_path)) as casebook:
        said: list[str] = []
        server = server_of(casebook, host, 0)

        def hear(line: str, **_: object) -> None:
            said.append(line)
            server.handle_exit(SIGTERM)

        monkeypatch.setattr("builtins.print", hear)
        server.run()
        assert said[0].startswith(f"listening on {address}")
