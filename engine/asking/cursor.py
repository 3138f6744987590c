"""Cursors: where the next page begins, as a text that nobody needs to understand."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from datetime import datetime

import orjson

from engine.refusal import Flaw, NotFillable
from engine.time.instant import EPOCH, MICROSECOND, micros


def cursor_of(moment: datetime, *names: str) -> str:
    """The cursor of the last row of a page, by what the rows are ordered by."""
    return urlsafe_b64encode(orjson.dumps([micros(moment), *names])).decode().rstrip("=")


def place_of(cursor: str, names: int) -> tuple[datetime, tuple[str, ...]]:
    """The row that a cursor stands for, by its moment and so many names; refuses one that was never given out."""
    try:
        moment, *told = orjson.loads(b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        place = EPOCH + moment * MICROSECOND
    except (ValueError, TypeError, OverflowError):
        raise _made_up() from None
    if len(told) != names or not all(isinstance(name, str) and name.isprintable() for name in told):
        raise _made_up()
    return place, tuple(told)


def _made_up() -> NotFillable:
    return NotFillable([Flaw("cursor", "is not one that was given out")])
