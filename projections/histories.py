"""Histories: what happened in every case, event by event, without a word that anybody said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, Integer, Row, Text, select
from sqlalchemy.types import BigInteger

from engine.instant import Instant, micros
from engine.projection import Cells, ReadModel, Story

LATE = timedelta(hours=24)


class Histories(ReadModel):
    """A row for each event, by its position in the log; a correction is a row of its own and changes no other."""

    name = "histories"
    version = 1
    grows = True

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("position", BigInteger, primary_key=True, autoincrement=False),
            Column("case_id", Text, nullable=False, index=True),
            Column("version", Integer, nullable=False),
            Column("workflow", Text, nullable=False),
            Column("topic", Text, nullable=False),
            Column("step", Text, nullable=False),
            Column("stage", Text, nullable=False),
            Column("by", Text, nullable=False),
            Column("happened_at", Instant, nullable=False),
            Column("recorded_at", Instant, nullable=False),
            Column("late", Integer),
            Column("policy", Integer, nullable=False),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        case = story.case
        verbs = case.lifecycle.verbs
        for position, event, stage, policy in story.news:
            late = event.timestamp - event.happened_at
            yield (
                position,
                case.id,
                event.originator_version,
                case.workflow,
                event.TOPIC,
                verbs[type(event)],
                stage,
                event.by,
                micros(event.happened_at),
                micros(event.timestamp),
                int(late.total_seconds()) if late >= LATE else None,
                policy,
            )

    def of(self, case_id: str) -> Sequence[Row[Any]]:
        """What happened in a case, in the order in which it was told."""
        return self._view.ask(lambda table: select(table).where(table.c.case_id == case_id).order_by(table.c.position))

    def since(self, position: int, limit: int) -> Sequence[Row[Any]]:
        """What happened after a position, in all cases."""
        return self._view.ask(
            lambda table: select(table).where(table.c.position > position).order_by(table.c.position).limit(limit)
        )
