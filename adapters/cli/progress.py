"""Progress of long work, on standard error and only where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def is_watched() -> bool:
    """Whether somebody is looking."""
    return sys.stderr.isatty()


@contextmanager
def counting(what: str, total: int | None) -> Iterator[Callable[[int, int], None]]:
    """A function that is told how many have been done, and how many of them were rejected."""
    if not is_watched():
        yield lambda _done, _rejected: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} {task.description}"),
        TextColumn("{task.fields[rate]:,.0f} a second"),
        TextColumn("{task.fields[rejected]:,.0f} rejected"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total, rate=0, rejected=0)

        def tell(done: int, rejected: int) -> None:
            progress.update(task, completed=done, rate=progress.tasks[0].speed or 0, rejected=rejected)

        yield tell


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Says what is being waited for."""
    if not is_watched():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
