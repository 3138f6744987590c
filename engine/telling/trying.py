"""Trying again: soon at first, ever more seldom as long as it does not help, and for a small share of the time."""

from __future__ import annotations

from collections.abc import Callable

SOON, LONGEST = 30.0, 3_600.0
SHARE = 100
"""How many times as long as a try took the next one is waited for at least."""


class Trying:
    """Says when to try; the first time at once."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed, self._wait, self._at = elapsed, SOON / 2, elapsed()

    def once_due(self, attempt: Callable[[], int]) -> None:
        """Make an attempt if it is time for one; it tells how much of what it tried went well."""
        began = self._elapsed()
        if began < self._at:
            return
        helped = False
        try:
            helped = attempt() > 0
        finally:
            ended = self._elapsed()
            self._wait = SOON if helped else min(2 * self._wait, LONGEST)
            self._at = ended + max(self._wait, SHARE * (ended - began))
