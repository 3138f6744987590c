"""Parking: a case that a read model could not be told on waits by the side of the road; all others go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    delete,
    insert,
    select,
)

from adapters.read_models.generations import Generation
from engine.mapper import Unreadable
from engine.projection import Stuck
from engine.time.instant import Instant


class Parked(NamedTuple):
    """A case that waits, and the event from which on: nothing of what people wrote."""

    name: str
    number: int
    case_id: str
    position: int
    version: int
    error: str
    message: str
    at: datetime


PARKED = Table(
    "parked",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
_OF = PARKED.c


def all_parked(connection: Connection, generation: Generation | None = None) -> list[Parked]:
    """Every case that waits, in one generation or in all, in the order in which they stopped."""
    asked = select(PARKED).order_by(_OF.position)
    return [Parked(*row) for row in connection.execute(asked if generation is None else asked.where(_in(generation)))]


def park(connection: Connection, generation: Generation, stuck: Iterable[Stuck], at: datetime) -> None:
    """Let these cases wait from where each stopped first, unless they do already."""
    waiting = {parked.case_id for parked in all_parked(connection, generation)}
    first = {stop.case: stop for stop in sorted(stuck, key=lambda stop: stop.position, reverse=True)}
    rows = [_row(generation, stop, at) for stop in first.values() if stop.case not in waiting]
    if rows:
        connection.execute(insert(PARKED), rows)


def release_parked(connection: Connection, generation: Generation, cases: Sequence[str] | None = None) -> None:
    """These cases, or all, wait no more."""
    of_them = _in(generation) if cases is None else and_(_in(generation), _OF.case_id.in_(cases))
    connection.execute(delete(PARKED).where(of_them))


def told(error: Exception) -> str:
    """What went wrong, without a word from a case: a message of ours, or else the place in the program."""
    if isinstance(error, Unreadable):
        return str(error)
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"in {frame.tb_frame.f_globals.get('__name__')}, line {frame.tb_lineno}" if frame else ""


def _row(generation: Generation, stop: Stuck, at: datetime) -> dict[str, object]:
    error = (type(stop.error).__name__, told(stop.error))
    return Parked(generation.name, generation.number, stop.case, stop.position, stop.version, *error, at)._asdict()


def _in(generation: Generation) -> ColumnElement[bool]:
    return and_(_OF.name == generation.name, _OF.number == generation.number)
