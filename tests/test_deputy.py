"""The deputy: a process beside the serving one follows the log; whichever of them dies, nothing stands still."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from select import select

import httpx2
import pytest

from adapters.deputy import LAPSE, DeputyProcess
from adapters.settings import Settings
from tests.command_line import PROGRAM, CommandLine, environment_of
from tests.institution import PATIENCE
from tests.school import usual


class Watch:
    """Elapsed seconds, as a test sets them."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def child_of(process: subprocess.Popen[str]) -> int:
    """The process that it has split off."""
    [child] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(child)


def ends(pid: int) -> bool:
    """Whether a process ends, in good time."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    return bool(select([watched], [], [], PATIENCE)[0])


@pytest.fixture
def chen(tmp_path: Path) -> dict[str, str]:
    """A manager, as a header."""
    return {"Authorization": f"Bearer {CommandLine(tmp_path).hire('Chen', 'manager')['token']}"}


def serving(data: Path) -> subprocess.Popen[str]:
    """The program while it serves."""
    command = [*PROGRAM, "serve", "--port", "0"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment_of(data), stdout=pipe, stderr=pipe, text=True)  # noqa: S603 -- our own


def where(process: subprocess.Popen[str]) -> str:
    """Its address."""
    assert process.stdout
    return process.stdout.readline().split()[-1]


def raised_and_seen(address: str, who: dict[str, str]) -> bool:
    """Whether a case that is raised can be found at once by a reader that waits for it."""
    raised = httpx2.post(f"{address}/api/objections", json=usual("raise"), headers=who)
    wait = {"Casebook-Wait-For": raised.headers["Casebook-Position"]}
    items = httpx2.get(f"{address}/api/cases", headers=who | wait).json()["items"]
    return raised.json()["id"] in [item["id"] for item in items]


def test_a_deputy_follows_the_log(tmp_path: Path, chen: dict[str, str]) -> None:
    """What is raised is seen at once, and the lead is held by the process that was split off."""
    with serving(tmp_path) as process:
        address, deputy = where(process), child_of(process)
        assert raised_and_seen(address, chen)
        held = Path(f"/proc/{deputy}/fd").iterdir()
        assert any(file.readlink().name == "views.db" for file in held)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
        assert ends(deputy)


def test_if_the_deputy_dies_the_server_follows_the_log_itself(tmp_path: Path, chen: dict[str, str]) -> None:
    """Cases can still be raised and seen, the program stays ready, and the log says what happened."""
    with serving(tmp_path) as process:
        address = where(process)
        assert raised_and_seen(address, chen)
        os.kill(child_of(process), signal.SIGKILL)
        asked = httpx2.get(f"{address}/api/cases", headers=chen)
        assert asked.status_code == 200
        raised = httpx2.post(f"{address}/api/objections", json=usual("raise"), headers=chen)
        wait = chen | {"Casebook-Wait-For": raised.headers["Casebook-Position"]}
        answers = (httpx2.get(f"{address}/api/cases", headers=wait) for _ in range(10))
        assert next(answer for answer in answers if answer.status_code == 200).json()["items"]
        assert httpx2.get(f"{address}/readyz").status_code == 200
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE)
        assert "the deputy is gone" in said


def test_if_the_server_is_killed_its_deputy_ends(tmp_path: Path, chen: dict[str, str]) -> None:
    """No process stays behind that nobody knows of."""
    with serving(tmp_path) as process:
        assert raised_and_seen(where(process), chen)
        deputy = child_of(process)
        process.kill()
        assert ends(deputy)


def test_a_deputy_that_falls_silent_is_ended(tmp_path: Path) -> None:
    """A stopped process cannot hold up the read side: after a while it is given up, for good."""
    watch = Watch()
    deputy = DeputyProcess(Settings(data=tmp_path), watch)
    try:
        assert deputy.is_at_work()
        watch.now = LAPSE + 1
        assert not deputy.is_at_work()
        watch.now = 0.0
        assert not deputy.is_at_work()
    finally:
        deputy.end()


def test_what_follows_without_a_person_follows_while_it_serves(tmp_path: Path, chen: dict[str, str]) -> None:
    """The deputy sees to it, and the server once the deputy is gone."""
    with serving(tmp_path) as process:
        address = where(process)
        assert renewal_of_a_course(address, chen)
        os.kill(child_of(process), signal.SIGKILL)
        assert renewal_of_a_course(address, chen)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def renewal_of_a_course(address: str, who: dict[str, str]) -> str:
    """The renewal that the program raises for a course that is nearly over; it is asked for again and again."""
    form = usual("raise", "course") | {"lessons_left": 1}
    course = httpx2.post(f"{address}/api/courses", json=form, headers=who).json()["id"]
    answers = (httpx2.get(f"{address}/api/cases/{course}", headers=who).json() for _ in range(10_000))
    return next(str(link["case"]) for answer in answers for link in answer["links"])
