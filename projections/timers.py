"""Timers: when something will follow from how a case stands, without a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, Text, select

from engine.projection import Cells, ReadModel, Story
from engine.telling.reactor import Timer
from engine.time.instant import Instant, micros


class Timers(ReadModel):
    """A row for each thing that will follow; what has followed is no longer there."""

    name = "timers"
    version = 1

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("reaction", Text, primary_key=True),
            Column("cause", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            Column("at", Instant, nullable=False, index=True),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        case = story.case
        for reaction in case.reactions:
            for occasion in reaction.when(case, story.policy):
                yield case.id, reaction.name, occasion.cause, case.version, micros(occasion.at)

    def due(self, now: datetime, limit: int, offset: int) -> Sequence[Timer]:
        """What has come due, the earliest first."""
        rows = self._view.ask(
            lambda table: (
                select(table.c.case_id, table.c.reaction, table.c.cause, table.c.version)
                .where(table.c.at <= now)
                .order_by(table.c.at, table.c.case_id, table.c.reaction, table.c.cause)
                .limit(limit)
                .offset(offset)
            )
        )
        return [Timer._make(row) for row in rows]
