"""Asking: a question goes to the generation that is live, though it may be swapped in the middle of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Executable, Row, Table
from sqlalchemy.exc import DBAPIError

from adapters.read_models.shelf import Shelf
from engine.refusal import Busy


class LiveView:
    """The live table of one read model."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf, self._name = shelf, name

    def ask(self, question: Callable[[Table], Executable]) -> Sequence[Row[Any]]:
        """The rows that answer a question to the table; asked once more if it was swapped meanwhile."""
        try:
            return self._ask(question)
        except DBAPIError:
            pass
        try:
            self._shelf.look()
            return self._ask(question)
        except DBAPIError as error:
            raise Busy("the read models cannot be reached now; try again") from error

    def _ask(self, question: Callable[[Table], Executable]) -> Sequence[Row[Any]]:
        table = self._shelf.table(self._shelf.asked(self._name))
        with self._shelf.store.reading() as connection:
            return connection.execute(question(table)).fetchall()
