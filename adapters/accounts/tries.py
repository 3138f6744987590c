"""Tries: who fails too often waits, longer each time. What is counted is kept as a hash nobody else can compute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection, Engine, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from adapters.accounts.refusals import TooManyTries
from adapters.accounts.secrets import Purpose
from adapters.accounts.tables import TRIES
from engine.time.clock import Clock

NETWORK_BITS = 64
"""Of an IPv6 address: a line of one customer has the rest to itself."""


@dataclass(frozen=True, slots=True)
class Patience:
    """So many failures are free within a time; then there is a wait after each, twice as long every time."""

    what: str
    free: int
    within: timedelta
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)

    def wait(self, failed: int) -> timedelta:
        """How long the next try has to wait."""
        if failed < self.free:
            return timedelta(0)
        return min(self.longest, self.first * (1 << min(failed - self.free, 10)))


PER_ACCOUNT = Patience("account", 5, timedelta(days=1))
PER_ADDRESS = Patience("address", 50, timedelta(hours=1))
"""A whole school may come from one address."""


class Tries:
    """Counts a try as failed before it is looked at, so that many at once are no more than many in turn."""

    def __init__(self, engine: Engine, clock: Clock, hidden: Purpose) -> None:
        self._engine, self._clock, self._hidden = engine, clock, hidden

    def begin(self, patience: Patience, name: str) -> None:
        """One more try, which TooManyTries refuses while there is a wait."""
        key = self._key(patience, name)
        try:
            self._count(patience, key)
        except IntegrityError:
            # Another try was the first one at the same moment.
            self._count(patience, key)

    def forgive(self, patience: Patience, name: str) -> None:
        """The try that was just begun went well."""
        same, now = TRIES.c.key == self._key(patience, name), self._clock()
        with self._engine.begin() as connection:
            connection.execute(update(TRIES).where(same).values(failed=TRIES.c.failed - 1, again_at=now))

    def forget(self, patience: Patience, name: str) -> None:
        """Nothing is held against this name any more."""
        with self._engine.begin() as connection:
            connection.execute(delete(TRIES).where(TRIES.c.key == self._key(patience, name)))

    def _count(self, patience: Patience, key: str) -> None:
        now, same = self._clock(), TRIES.c.key == key
        with self._engine.begin() as connection:
            connection.execute(delete(TRIES).where(and_(TRIES.c.forgotten_at <= now, TRIES.c.again_at <= now)))
            due = update(TRIES).where(and_(same, TRIES.c.again_at <= now)).values(failed=TRIES.c.failed + 1)
            if not connection.execute(due).rowcount:
                self._first(connection, patience, key, now)
            failed = connection.scalars(select(TRIES.c.failed).where(same)).one()
            connection.execute(update(TRIES).where(same).values(again_at=now + patience.wait(failed)))

    def _first(self, connection: Connection, patience: Patience, key: str, now: datetime) -> None:
        again_at = connection.scalars(select(TRIES.c.again_at).where(TRIES.c.key == key)).one_or_none()
        if again_at is not None:
            raise TooManyTries(again_at - now)
        row = {"key": key, "failed": 1, "again_at": now, "forgotten_at": now + patience.within}
        connection.execute(insert(TRIES), row)

    def _key(self, patience: Patience, name: str) -> str:
        return self._hidden.of(f"{patience.what}\n{name}")


def network_of(address: str) -> str:
    """What counts as one place that tries come from."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or int(ip) >> NETWORK_BITS)
    return str(ip)
