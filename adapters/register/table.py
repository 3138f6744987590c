"""The table of a read model in a file of its own, beside the live one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Executable, MetaData, Row, Table

from adapters.read_models.store import Store
from engine.projection import Cells, ReadModel


class TableBeside:
    """Asked as the live one is."""

    def __init__(self, store: Store, model: type[ReadModel]) -> None:
        self.store = store
        self._table = Table(model.name, MetaData(), *model.columns())
        with store.writing() as connection:
            self._table.create(connection)

    def ask(self, question: Callable[[Table], Executable]) -> Sequence[Row[Any]]:
        """The rows that answer a question to the table."""
        with self.store.reading() as connection:
            return connection.execute(question(self._table)).fetchall()

    def put(self, rows: Sequence[Cells]) -> None:
        """Add these rows, or put them in place of those of the same case."""
        if rows:
            with self.store.writing() as connection:
                self.store.bulk.put(connection, self._table, rows)
