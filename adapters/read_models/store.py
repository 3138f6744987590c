"""The database of the read models. All of it can be built again, so it need not survive a power cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from adapters.databases import postgres_engine
from adapters.read_models.bulk import Bulk
from adapters.read_models.bulk_sqlite import SQLiteBulk


@dataclass(frozen=True, slots=True)
class Store:
    """Reads are snapshots of their own; a write is a transaction that is announced as one from its beginning."""

    engine: Engine
    bulk: Bulk
    begin: str = ""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; what it did is undone if anything goes wrong in it."""
        with self.engine.begin() as connection:
            if self.begin:
                connection.exec_driver_sql(self.begin)
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to ask questions with."""
        with self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def sqlite_store(path: Path) -> Store:
    """A file of its own, so that read models and log never wait for each other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 5})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=OFF", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    # A transaction that read before it writes could not wait for another writer; see SQLite's locking.
    return Store(engine, SQLiteBulk(), begin="BEGIN IMMEDIATE")


def postgres_store(url: str, schema: str = "views") -> Store:
    """A schema of its own in the log's database."""
    from adapters.read_models.bulk_postgres import PostgresBulk

    return Store(postgres_engine(url, schema, synchronous_commit="off"), PostgresBulk())
