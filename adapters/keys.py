"""The keys of the data subjects, in a store of their own, never in the same dump as the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from threading import Lock

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, Engine, LargeBinary, MetaData, String, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from adapters.databases import create_tables

CIPHERS_KEPT = 10_000
KEYS = Table(
    "subject_keys",
    MetaData(),
    Column("subject", String(64), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)


class KeyStore:
    """One AES-256 key for each subject; durable before it is first used."""

    def __init__(self, engine: Engine, new_key: Callable[[], bytes]) -> None:
        self._engine, self._new_key = engine, new_key
        one = select(KEYS.c.key).where(KEYS.c.subject == bindparam("subject"))
        self._one = str(one.compile(dialect=engine.dialect)).replace("%(subject)s", "%s")
        self._ciphers: dict[str, AESGCM] = {}
        self._lock = Lock()

    def migrate(self) -> None:
        """Create what is missing."""
        create_tables(self._engine, KEYS.metadata)

    def make(self, subjects: Iterable[str]) -> None:
        """See that each subject has a key, committed before this returns."""
        wanted = [subject for subject in dict.fromkeys(subjects) if subject not in self._ciphers]
        if not wanted:
            return
        with self._engine.connect() as connection:
            known = select(KEYS.c.subject).where(KEYS.c.subject.in_(wanted))
            missing = set(wanted) - set(connection.scalars(known))
        if missing:
            self._insert(missing)

    def _insert(self, subjects: set[str]) -> None:
        rows = [{"subject": subject, "key": self._new_key()} for subject in sorted(subjects)]
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(KEYS), rows)
        except IntegrityError:
            # Another process made one of them meanwhile; what it did not make is still missing.
            self.make(subjects)

    def secret(self, purpose: str) -> bytes:
        """A secret of the installation itself: made when it is first asked for, the same for all of its processes."""
        key = self._key(purpose)
        if key is None:
            self.make([purpose])
            key = self._key(purpose)
        if key is None:
            raise LookupError(purpose)
        return key

    def fetch(self, subjects: Iterable[str]) -> None:
        """Read the keys of many subjects in one go, before all of them are asked for one by one."""
        wanted = [subject for subject in dict.fromkeys(subjects) if subject not in self._ciphers]
        if not wanted:
            return
        with self._engine.connect() as connection:
            rows = connection.execute(select(KEYS).where(KEYS.c.subject.in_(wanted))).fetchall()
        for subject, key in rows:
            self._keep(subject, key)

    def cipher(self, subject: str) -> AESGCM | None:
        """The subject's cipher, or None if there is no key."""
        cipher = self._ciphers.get(subject)
        return cipher or self._read(subject)

    def _read(self, subject: str) -> AESGCM | None:
        key = self._key(subject)
        if key is None:
            return None
        return self._keep(subject, key)

    def _keep(self, subject: str, key: bytes) -> AESGCM:
        with self._lock:
            if len(self._ciphers) >= CIPHERS_KEPT:
                self._ciphers.clear()
            return self._ciphers.setdefault(subject, AESGCM(key))

    def _key(self, subject: str) -> bytes | None:
        # Asked for at the first step of every case: the driver's own cursor costs a tenth of a statement's making.
        with closing(self._engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(self._one, (subject,))
            found = cursor.fetchone()
        return bytes(found[0]) if found else None
