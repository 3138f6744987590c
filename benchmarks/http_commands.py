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

from benchmarks.cases import Walker, casebook_at
from benchmarks.http_client import post_all, request
from benchmarks.library_server import objections_at
from benchmarks.rounds import Ratio, in_turn

CASES = 300
KEYS = count()


def advance(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """The same step over both, sixteen connections at once."""
    with TemporaryDirectory() as folder:
        requests = _our_requests(Path(folder), CASES * (rounds + 1))
        others = _library_requests(folder, CASES * (rounds + 1))
        with _served(_ours(folder)) as here, _served(_library(folder)) as there:
            ours, theirs = in_turn(rounds, _posting(here, requests), _posting(there, others))
            yield Ratio(name, ours, theirs, floor)


def _our_requests(folder: Path, how_many: int) -> list[bytes]:
    with casebook_at(data=folder) as casebook:
        walker = Walker(casebook)
        _, token = casebook.staff.add("Chen", "manager")
        body = orjson.dumps(casebook.workflows["objection"].lifecycle.records["feedback"].EXAMPLE)
        headers = {"Authorization": f"Bearer {token}", "If-Match": '"7"'}
        cases = [walker.at_second_feedback() for _ in range(how_many)]
    return [
        request(f"/api/objections/{case}/feedback", body, headers | {"Idempotency-Key": f"key-{next(KEYS)}"})
        for case in cases
    ]


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
