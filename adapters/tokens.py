"""Tokens: what programs act by, each for a person of the staff. Only hashes are kept; what is revoked opens nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Column, Engine, MetaData, String, Table, and_, delete, insert, select

from adapters.databases import create_tables
from engine.refusal import Flaw, NotFillable
from engine.time.clock import Clock
from engine.time.instant import Instant

ID_LENGTH, LONGEST_NAME, MOST = 16, 60, 20
TOKENS = Table(
    "tokens",
    MetaData(),
    Column("hash", String(64), primary_key=True),
    Column("staff", String(40), nullable=False, index=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("made_at", Instant, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; `id` opens nothing."""

    id: str
    name: str
    made_at: datetime


class Tokens:
    """Everybody's tokens."""

    def __init__(self, engine: Engine, clock: Clock, new_token: Callable[[], str]) -> None:
        self._engine, self._clock, self._new_token = engine, clock, new_token
        self._heed: list[Callable[[], None]] = []

    def migrate(self) -> None:
        """Create what is missing."""
        create_tables(self._engine, TOKENS.metadata)

    def whenever_revoked(self, heed: Callable[[], None]) -> None:
        """Have this done when a token is taken away, before that returns."""
        self._heed.append(heed)

    def make(self, staff_id: str, name: str) -> str:
        """A new token for what is called so; it is told this once."""
        called = " ".join(name.split())
        if not 1 <= len(called) <= LONGEST_NAME or not called.isprintable():
            raise NotFillable([Flaw("name", f"is 1 to {LONGEST_NAME} printable characters")])
        if len(self.of(staff_id)) >= MOST:
            raise NotFillable([Flaw("name", f"is one too many: a person has {MOST} tokens at most")])
        token = self._new_token()
        row = {"hash": _hash(token), "staff": staff_id, "name": called, "made_at": self._clock()}
        with self._engine.begin() as connection:
            connection.execute(insert(TOKENS), row)
        return token

    def of(self, staff_id: str) -> list[Token]:
        """Somebody's tokens, the oldest first."""
        mine = select(TOKENS).where(TOKENS.c.staff == staff_id).order_by(TOKENS.c.made_at, TOKENS.c.hash)
        with self._engine.connect() as connection:
            return [Token(_id(row.hash), row.name, row.made_at) for row in connection.execute(mine)]

    def counts(self) -> Counter[str]:
        """How many each person has."""
        with self._engine.connect() as connection:
            return Counter(connection.scalars(select(TOKENS.c.staff)))

    def owner(self, token: str) -> str | None:
        """The id of whoever has this token."""
        with self._engine.connect() as connection:
            return connection.scalars(select(TOKENS.c.staff).where(TOKENS.c.hash == _hash(token))).one_or_none()

    def revoke(self, staff_id: str, token_id: str | None = None) -> None:
        """A token of a person, known by its id, or every one: from now on it opens nothing."""
        those = TOKENS.c.staff == staff_id
        if token_id is not None:
            those = and_(those, TOKENS.c.hash.startswith(token_id, autoescape=True))
            if len(token_id) != ID_LENGTH:
                return
        with self._engine.begin() as connection:
            connection.execute(delete(TOKENS).where(those))
        for heed in self._heed:
            heed()


def _id(hashed: str) -> str:
    return hashed[:ID_LENGTH]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
