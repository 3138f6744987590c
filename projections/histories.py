"""Histories: what happened in every case, event by event, without a word that anybody said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, Row, Table, Text, select
from sqlalchemy.types import BigInteger

from engine.projection import Cells, ReadModel, Story
from engine.time.instant import Instant, micros

SECOND = 1_000_000
LATE = 24 * 60 * 60 * SECOND


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
        case_id, workflow, verbs = story.case.id, story.case.workflow, story.case.lifecycle.verbs
        for position, event, stage, policy in story.news:
            happened_at, recorded_at = micros(event.happened_at), micros(event.timestamp)
            late = recorded_at - happened_at
            yield (
                position,
                case_id,
                event.originator_version,
                workflow,
                event.TOPIC,
                verbs[type(event)],
                stage,
                event.by,
                happened_at,
                recorded_at,
                late // SECOND if late >= LATE else None,
                policy,
            )

    def of(self, case_id: str) -> Sequence[Row[Any]]:
        """What happened in a case, in the order in which it was told."""
        return self._view.ask(lambda table: select(table).where(table.c.case_id == case_id).order_by(table.c.position))

    def among(self, cases: Collection[str], upto: datetime) -> Sequence[Row[Any]]:
        """What had been recorded in these cases by a moment, each in the order in which it was told."""

        def question(table: Table) -> Any:
            of = table.c
            return select(table).where(of.case_id.in_(cases), of.recorded_at <= upto).order_by(of.position)

        return self._view.ask(question)

    def since(self, position: int, limit: int) -> Sequence[Row[Any]]:
        """What happened after a position, in all cases."""
        return self._view.ask(
            lambda table: select(table).where(table.c.position > position).order_by(table.c.position).limit(limit)
        )
