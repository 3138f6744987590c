"""Connections for what is not the log: SQLAlchemy engines over a SQLite file or a PostgreSQL schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, text
from sqlalchemy.schema import CreateIndex, CreateTable

STANDING = {
    "sqlite": "SELECT name FROM sqlite_master",
    "postgresql": "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace",
}


def sqlite_engine(path: Path, *, synchronous: str) -> Engine:
    """An engine over a file of its own; `synchronous` is FULL for what must last, OFF for what can be rebuilt."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 5})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def postgres_engine(url: str, schema: str, *, synchronous_commit: str = "on") -> Engine:
    """An engine whose tables live in a schema of their own, which is made if it is missing."""
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=5,
        pool_pre_ping=True,
        use_native_hstore=False,
        connect_args={"options": f"-csearch_path={schema} -csynchronous_commit={synchronous_commit}"},
    )
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:schema))"), {"schema": schema})
        connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
    return engine


def create_tables(engine: Engine, tables: MetaData) -> None:
    """Create what is missing; several processes may begin at the same moment."""
    if not _missing(engine, tables):
        return
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # IF NOT EXISTS looks before it locks.
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('tables'))"))
        for table in tables.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))


def _missing(engine: Engine, tables: MetaData) -> set[str]:
    """Which tables and indexes are not there: asked in one go, for nearly always none is."""
    indexes = {str(index.name) for table in tables.sorted_tables for index in table.indexes}
    named = indexes.union(tables.tables)
    with engine.connect() as connection:
        return named.difference(connection.exec_driver_sql(STANDING[engine.dialect.name]).scalars())
