"""What was counted is remembered for as long as the log stands where it stood."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

MOST = 200


class Remembered:
    """Answers by question; all are forgotten as soon as anything more is known."""

    def __init__(self, position: Callable[[], int]) -> None:
        self._position = position
        self._at = -1
        self._known: dict[Hashable, Any] = {}
        self._turn = Lock()

    def __call__(self, question: Hashable, count: Callable[[], Any]) -> Any:
        """The answer to a question, counted now unless it is known."""
        at = self._position()
        with self._turn:
            if at != self._at:
                self._at, self._known = at, {}
            if question in self._known:
                return self._known[question]
        answer = count()
        with self._turn:
            if at == self._at and len(self._known) < MOST:
                self._known[question] = answer
        return answer
