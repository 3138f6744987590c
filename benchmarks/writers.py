"""Writers in processes of their own, so that no interpreter lock is measured: each makes its cases, then all start."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

Advance = Callable[[str], object]
Ready = Callable[[str], tuple[Callable[[int], Sequence[str]], Advance]]
"""Opens a store by its address; how to make cases in it, and how to advance one."""


def _write(ready: Ready, address: str, pipe: Connection) -> None:
    make, advance = ready(address)
    while cases := pipe.recv():
        made = make(cases)
        pipe.send("ready")
        pipe.recv()
        for case in made:
            advance(case)
        pipe.send("done")


@contextmanager
def writers(ready: Ready, address: str, how_many: int, cases: int) -> Iterator[Callable[[], Callable[[], int]]]:
    """Rounds of several writers, each advancing so many cases."""
    context = get_context("spawn")
    pipes = []
    for _ in range(how_many):
        ours, theirs = context.Pipe()
        context.Process(target=_write, args=(ready, address, theirs), daemon=True).start()
        pipes.append(ours)

    def told(message: object) -> None:
        for pipe in pipes:
            pipe.send(message)
        for pipe in pipes:
            pipe.recv()

    def round_of_all() -> Callable[[], int]:
        told(cases)

        def go() -> int:
            told("go")
            return how_many * cases

        return go

    yield round_of_all
    for pipe in pipes:
        pipe.send(0)
