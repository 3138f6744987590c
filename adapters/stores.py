"""Stores: where the settings put the log, the read models, and the small books of staff and keys."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Literal

from sqlalchemy import Engine

from adapters.databases import postgres_engine, sqlite_engine
from adapters.read_models import Store, postgres_store, sqlite_store
from adapters.settings import Settings
from adapters.store.sqlite import SQLiteLog
from engine.log import Log


def open_log(settings: Settings) -> Log:
    """The log itself, ready to be written to."""
    if settings.database is None:
        return SQLiteLog(settings.log_file)
    from adapters.store.postgres import PostgresLog

    log = PostgresLog(settings.database)
    log.migrate()
    return log


def open_views(settings: Settings) -> Store:
    """Where read models live: beside the log on PostgreSQL, in a file of their own on SQLite."""
    return postgres_store(settings.database) if settings.database else sqlite_store(settings.views_file)


def open_small(settings: Settings, parts: ExitStack, what: Literal["staff", "keys"]) -> Engine:
    """A small store; on PostgreSQL each has a schema of its own, and keys may lie elsewhere."""
    address = settings.database
    if what == "keys" and settings.keys:
        address = settings.keys if "://" in settings.keys else None
    files_by_store = {"staff": settings.staff_file, "keys": settings.keys_file}
    engine = postgres_engine(address, what) if address else sqlite_engine(files_by_store[what], synchronous="FULL")
    parts.callback(engine.dispose)
    return engine
