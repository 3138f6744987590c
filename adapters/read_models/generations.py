"""Generations: which tables a read model has, which of them everybody asks, how far each is, and who builds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from engine.time.instant import EPOCH, Instant


class LostLead(Exception):
    """Another process builds this read model now; what was about to be written was not."""


class Generation(NamedTuple):
    """One table of a read model. Of each model one generation is live; another may be on its way."""

    name: str
    number: int
    version: int
    position: int
    is_live: bool
    holder: str | None
    expires: datetime

    @property
    def table(self) -> str:
        """The name of the table."""
        return f"{self.name}_{self.number}"


GENERATIONS = Table(
    "generations",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("is_live", Boolean, nullable=False),
    Column("holder", Text),
    Column("expires", Instant, nullable=False),
)
_OF = GENERATIONS.c


def all_generations(connection: Connection) -> list[Generation]:
    """Every generation, the newest of each read model last."""
    rows = connection.execute(select(GENERATIONS).order_by(_OF.name, _OF.number))
    return [Generation(*row) for row in rows]


def add(connection: Connection, name: str, version: int, holder: tuple[str | None, datetime]) -> Generation:
    """A new generation that nothing has been told yet; live if the read model has no other."""
    others = [generation for generation in all_generations(connection) if generation.name == name]
    number = others[-1].number + 1 if others else 1
    is_live = not any(other.is_live for other in others)
    generation = Generation(name, number, version, 0, is_live, *holder)
    connection.execute(insert(GENERATIONS), generation._asdict())
    return generation


def lead(connection: Connection, versions: Mapping[str, int], me: str, now: datetime, until: datetime) -> None:
    """Take, or keep, the lead of every generation that this program can build and nobody else is building."""
    known = or_(*(and_(_OF.name == name, _OF.version == version) for name, version in versions.items()))
    free = or_(_OF.holder.is_(None), _OF.holder == me, _OF.expires < now)
    connection.execute(update(GENERATIONS).where(known, free).values(holder=me, expires=until))


def release(connection: Connection, me: str) -> None:
    """Let somebody else lead at once."""
    connection.execute(update(GENERATIONS).where(_OF.holder == me).values(holder=None, expires=EPOCH))


def advance(connection: Connection, generations: Sequence[Generation], upto: int, me: str) -> None:
    """Move to a position; LostLead unless all stand where they are thought to stand and are still one's own."""
    told = {"since": generations[0].position, "me": me, "upto": upto}
    moved = connection.execute(_advance(*((generation.name, generation.number) for generation in generations)), told)
    if moved.rowcount != len(generations):
        raise LostLead(", ".join(generation.table for generation in generations))


def promote(connection: Connection, name: str, me: str) -> list[Generation]:
    """Put a generation of one's own that has caught up in the place of the live one; the tables given up."""
    rows = connection.execute(
        select(GENERATIONS).where(_OF.name == name).order_by(_OF.number).with_for_update()
    ).fetchall()
    *older, newest = [Generation(*row) for row in rows]
    live = next((generation for generation in older if generation.is_live), None)
    if live is None or newest.holder != me or newest.position < live.position:
        return []
    connection.execute(delete(GENERATIONS).where(_these(older)))
    connection.execute(update(GENERATIONS).where(_these([newest])).values(is_live=True))
    return older


@cache
def _advance(*keys: tuple[str, int]) -> Update:
    as_thought = and_(_in(keys), _OF.position == bindparam("since"), _OF.holder == bindparam("me"))
    return update(GENERATIONS).where(as_thought).values(position=bindparam("upto"))


def _these(generations: Sequence[Generation]) -> ColumnElement[bool]:
    return _in([(generation.name, generation.number) for generation in generations])


def _in(keys: Iterable[tuple[str, int]]) -> ColumnElement[bool]:
    return or_(*(and_(_OF.name == name, _OF.number == number) for name, number in keys))
