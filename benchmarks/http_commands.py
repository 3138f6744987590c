"""Advancing over HTTP with the runner on, against FastAPI with the library inline."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from benchmarks.cases import TO_SECOND_FEEDBACK, casebook_at
from benchmarks.http_client import answers, post_all, request
from benchmarks.library_server import objections_at
from benchmarks.rounds import Ratio, in_turn
from workflows.objection import Objection

CASES = 300
KEYS = count()


def advance(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """The same step over both, sixteen connections at once; each server has made its cases itself."""
    with TemporaryDirectory() as folder:
        with casebook_at(data=Path(folder)) as casebook:
            _, token = casebook.staff.add("Chen", "manager")
        others = _library_requests(folder, CASES * (rounds + 1))
        with _served(_ours(folder)) as here, _served(_library(folder)) as there:
            ours, theirs = in_turn(rounds, _stepping(here, token), _posting(there, others))
            yield Ratio(name, ours, theirs, floor)


def _stepping(address: str, token: str) -> Callable[[], Callable[[], int]]:
    """Cases taken as far as their second feedback over HTTP, untimed; then the step that is measured."""
    headers = {"Authorization": f"Bearer {token}"}

    def ready() -> Callable[[], int]:
        cases = [f"/api/objections/{uuid}" for uuid in raised(address, headers, CASES)]
        for seen, (verb, changes) in enumerate(TO_SECOND_FEEDBACK, start=2):
            post_all(address, [_step(case, verb, headers, seen, changes) for case in cases])
        requests = [_step(case, "feedback", headers, 7, {}) for case in cases]
        return lambda: post_all(address, requests)

    return ready


def raised(address: str, headers: dict[str, str], how_many: int) -> list[str]:
    """The ids of new objections, heard."""
    body = _body("raise", {"read_back": True, "remedy_sought": "refund of 6 lessons"})
    wanted = [request("/api/objections", body, headers | _key()) for _ in range(how_many)]
    return [str(orjson.loads(answer)["id"]) for answer in answers(address, wanted)]


def _step(case: str, verb: str, headers: dict[str, str], seen: int, changes: dict[str, object]) -> bytes:
    return request(f"{case}/{verb}", _body(verb, changes), headers | _key() | {"If-Match": f'"{seen}"'})


def _body(verb: str, changes: dict[str, object]) -> bytes:
    return orjson.dumps(Objection.lifecycle.records[verb].EXAMPLE | changes)


def _key() -> dict[str, str]:
    return {"Idempotency-Key": f"key-{next(KEYS)}"}


def _library_requests(folder: str, how_many: int) -> list[bytes]:
    objections = objections_at(folder)
    body = orjson.dumps({"satisfaction": 5, "accepted": True, "words": "好", "happened_at": "2026-09-19T18:00:00Z"})
    cases = [objections.at_feedback() for _ in range(how_many)]
    objections.close()
    return [request(f"/objections/{case}/feedback", body, {}) for case in cases]


def _posting(address: str, requests: Sequence[bytes]) -> Callable[[], Callable[[], int]]:
    left = iter(requests)

    def ready() -> Callable[[], int]:
        requests_of_round = list(islice(left, CASES))
        return lambda: post_all(address, requests_of_round)

    return ready


def _ours(folder: str) -> list[str]:
    return ["-c", "from adapters.cli import main; main()", "serve", "--data", folder, "--port", "0"]


def _library(folder: str) -> list[str]:
    return ["-m", "benchmarks.library_server", folder]


@contextmanager
def _served(arguments: Sequence[str]) -> Iterator[str]:
    """A server of its own process, by its address."""
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 -- this very program
        try:
            line = server.stdout.readline() if server.stdout else ""
            yield line.removeprefix("listening on ").strip()
        finally:
            server.terminate()
