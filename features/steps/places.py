"""Where a scenario's casebook lives: new files, or a new database on a server of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

MODEL = "model"
"""The database that every scenario's database is a copy of."""


class Databases:
    """Copies of a database that holds a new casebook, one for each scenario: much cheaper than beginning afresh."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self._numbers = count(1)
        administrator = self._url._replace(netloc="postgres@", path="/postgres").geturl()
        self._server = psycopg.connect(administrator, autocommit=True)
        self._server.execute("ALTER SYSTEM SET fsync = off")
        self._server.execute("SELECT pg_reload_conf()")
        self._do("CREATE DATABASE {} OWNER {}", MODEL, self._url.username or "")

    @property
    def model(self) -> str:
        """The address of the database to copy."""
        return self._address(MODEL)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The address of a database of the scenario's own."""
        name = f"scenario_{next(self._numbers)}"
        self._do("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy", name, MODEL, self._url.username or "")
        try:
            yield self._address(name)
        finally:
            self._do("DROP DATABASE {} WITH (FORCE)", name)

    def close(self) -> None:
        """Let go of the server."""
        self._server.close()

    def _address(self, name: str) -> str:
        return self._url._replace(path=f"/{name}").geturl()

    def _do(self, statement: str, *names: str) -> None:
        self._server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
