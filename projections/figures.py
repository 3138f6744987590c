"""Figures: what is counted of every case of the register, one row each; of what was said only its root cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import Column, ColumnElement, FromClause, Integer, Row, Table, Text, case, func, or_, select

from engine.access import Who
from engine.asking.pace import Running, judged, running, stays
from engine.asking.selection import Selection
from engine.asking.sight import in_register, sight_cells, sight_columns
from engine.case import Case
from engine.lifecycle import PATH
from engine.projection import Cells, ReadModel, Story
from engine.time.instant import Instant, micros, micros_or_none

FILING = {"record", "import"}
SILENT = "."
"""A round in which the family gave no number."""


class Figures(ReadModel):
    """Counts the register's cases as far as a person may see them: who may not see one, counts without it."""

    name = "figures"
    version = 2

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            Column("workflow", Text, nullable=False),
            *sight_columns(),
            Column("category", Text),
            Column("root_cause", Text),
            Column("raised_on", Text, nullable=False),
            Column("raised_at", Instant, nullable=False, index=True),
            Column("closed_at", Instant),
            Column("reopened", Integer, nullable=False),
            Column("answers", Text),
            Column("stays", Text),
            Column("judged", Text),
            Column("running", Text),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        of = story.case
        if of.merged_into or FILING.isdisjoint(of.facts):
            return
        yield (
            of.id,
            of.version,
            of.workflow,
            *sight_cells(of),
            of.classified.get("category"),
            of.fact("root_cause"),
            story.policy.calendar.local(of.raised_at).date().isoformat(),
            micros(of.raised_at),
            micros_or_none(of.closed_at),
            of.reopened,
            _answers(of),
            _written([*map(stays(story).get, PATH)]),
            judged(story) or None,
            _written(running(story)),
        )

    def campuses(self, who: Who) -> list[str]:
        """Where there are such cases."""

        def question(table: Table) -> Any:
            campus = table.c.campus
            return select(campus).where(campus.is_not(None), in_register(who, table)).distinct().order_by(campus)

        return [row.campus for row in self._view.ask(question)]

    def volume(self, who: Who, wanted: Selection, letters: int) -> Sequence[Row[Any]]:
        """How many were raised in each category, and so many of them are open still, by as much of the day as named."""

        def question(table: Table) -> Any:
            of = table.c
            period = func.substr(of.raised_on, 1, letters).label("period")
            still = func.sum(case((of.closed_at.is_(None), 1), else_=0)).label("open")
            counted = select(of.category, period, func.count().label("cases"), still)
            return counted.where(*_counted(who, table, wanted)).group_by(of.category, period)

        return self._view.ask(question)

    def reopened(self, who: Who, wanted: Selection) -> Sequence[Row[Any]]:
        """Of the cases that were ever closed, in each category: all, those reopened, and how often in all."""

        def question(table: Table) -> Any:
            of = table.c
            again = func.sum(case((of.reopened > 0, 1), else_=0)).label("reopened")
            counted = select(of.category, func.count().label("closed"), again, func.sum(of.reopened).label("times"))
            ever_closed = or_(of.closed_at.is_not(None), of.reopened > 0)
            return counted.where(ever_closed, *_counted(who, table, wanted)).group_by(of.category)

        return self._view.ask(question)

    def root_causes(self, who: Who, wanted: Selection) -> Sequence[Row[Any]]:
        """How many cases had each root cause, as far as one was found."""

        def question(table: Table) -> Any:
            cause = table.c.root_cause
            return select(cause, func.count().label("cases")).where(*_said(cause, who, wanted)).group_by(cause)

        return self._view.ask(question)

    def answers(self, who: Who, wanted: Selection) -> Counter[tuple[int, int]]:
        """How often which number was given in which round."""
        said = Counter[tuple[int, int]]()
        for answers, cases in self._alike("answers", who, wanted):
            for number, score in enumerate(answers, 1):
                said[number, 0 if score == SILENT else int(score)] += cases
        return said

    def decided(self, who: Who, wanted: Selection) -> Counter[tuple[str, str]]:
        """How many deadlines of each name were met in time (`+`), and how many were not (`-`)."""
        kept = Counter[tuple[str, str]]()
        for marked, cases in self._alike("judged", who, wanted):
            for mark in marked.split():
                kept[mark[:-1], mark[-1]] += cases
        return kept

    def running(self, who: Who, wanted: Selection) -> list[Running]:
        """The deadlines that are not met yet."""
        rows = self._view.ask(lambda table: select(table.c.running).where(*_said(table.c.running, who, wanted)))
        return [each for row in rows for each in orjson.loads(row.running)]

    def stays(self, who: Who, wanted: Selection) -> dict[str, list[float]]:
        """How many days each case stood at each stage that it has left, all its rounds together."""

        def question(table: Table) -> Any:
            stays = table.c.stays
            return select(func.aggregate_strings(stays, ",")).where(*_said(stays, who, wanted))

        [[written]] = self._view.ask(question)
        by_stage = zip(*orjson.loads(f"[{written or ''}]"), strict=True)
        return {stage: [days for days in each if days is not None] for stage, each in zip(PATH, by_stage, strict=False)}

    def _alike(self, name: str, who: Who, wanted: Selection) -> Iterator[tuple[Any, ...]]:
        """What stands in a column, and in how many cases."""

        def question(table: Table) -> Any:
            column = table.c[name]
            return select(column, func.count()).where(*_said(column, who, wanted)).group_by(column)

        return map(tuple, self._view.ask(question))


def _answers(of: Case) -> str | None:
    """What the family said, round after round, a letter each; what an old register knows was said in the first."""
    if of.rounds:
        return "".join(str(vars(answer).get("satisfaction") or SILENT) for answer in of.rounds)
    known = of.fact("satisfaction")
    return None if known is None else str(known)


def _written(value: Sequence[Any]) -> str | None:
    return orjson.dumps(value).decode() if value else None


def _said(column: Column[Any], who: Who, wanted: Selection) -> list[ColumnElement[bool]]:
    return [column.is_not(None), *_counted(who, column.table, wanted)]


def _counted(who: Who, table: FromClause, wanted: Selection) -> list[ColumnElement[bool]]:
    return [in_register(who, table), *wanted.of(table)]
