"""Moments in tables: a whole number of microseconds since 1970, the same in every database, fit for arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """The moment as a number."""
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def micros_or_none(moment: datetime | None) -> int | None:
    """The moment as a number, if there is one."""
    return None if moment is None else micros(moment)


class Instant(TypeDecorator[datetime]):
    """A column of moments: numbers in the table, moments in queries and their answers."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """A moment on its way into a query."""
        return micros_or_none(value)

    def process_result_value(self, value: Any | None, dialect: Any) -> datetime | None:
        """A moment on its way out."""
        return None if value is None else EPOCH + value * MICROSECOND
