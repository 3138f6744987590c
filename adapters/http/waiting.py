"""Waiting: a read that names a position sees at least that position."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

from adapters.casebook import Casebook
from adapters.http.refusals import Behind
from engine.refusal import Flaw, NotFillable

HEADER = "Casebook-Wait-For"
LONGEST_WAIT = 5.0
LAST = 2**63 - 1

WaitFor = Annotated[
    int | None,
    Header(
        alias=HEADER,
        ge=0,
        le=LAST,
        description="A Casebook-Position: what is read is at least as new as that.",
    ),
]


def await_position(casebook: Casebook, position: int | None) -> None:
    """Return when the read models have reached the position; Behind if they do not in good time."""
    if position is None or casebook.runner.position() >= position:
        return
    _is_written(casebook, position)
    if not casebook.runner.wait_for(position, LONGEST_WAIT):
        msg = f"the read models have not reached position {position} yet; ask again in a moment"
        raise Behind(msg)


def await_case(casebook: Casebook, name: str, position: int | None) -> None:
    """The same before one case is read: that is done in the log, and only a reference may have to be waited for."""
    if casebook.finder.as_id(name) or casebook.read_models.caseload.find(name):
        _is_written(casebook, position or 0)
    else:
        await_position(casebook, position)


def _is_written(casebook: Casebook, position: int) -> None:
    if position > casebook.log.max_notification_id():
        raise NotFillable([Flaw(HEADER, "is beyond the end of the log")])
