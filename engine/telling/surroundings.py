"""What the runner asks of the outside, and the deputy that may do its work elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol


class Deputy(Protocol):
    """Another process that follows the log for this one, so that its work keeps nobody waiting here."""

    def is_at_work(self) -> bool:
        """Whether it is there; once it is not, it never will be again."""

    def heart(self) -> float:
        """Seconds since it last came round."""

    def hint(self, *, urgent: bool) -> None:
        """Something was written, or somebody waits to see it."""

    def retry_parked(self) -> None:
        """Have it try again the cases that could not be told."""


class NoDeputy:
    """No help: the process follows the log by itself."""

    def is_at_work(self) -> bool:
        """Nobody is."""
        return False

    def heart(self) -> float:
        """None to be missed."""
        return 0.0

    def hint(self, *, urgent: bool) -> None:
        """Nobody hears it."""

    def retry_parked(self) -> None:
        """Nobody does."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Elapsed seconds, a pause, a way of hurrying, an ear for trouble, and help."""

    elapsed: Callable[[], float]
    pause: Callable[[float], None]
    hurry: Callable[[], AbstractContextManager[None]]
    trouble: Callable[[Exception], None]
    deputy: Deputy = field(default_factory=NoDeputy)
