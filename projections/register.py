"""The register: every case once it is recorded, and what came of it; the texts themselves are in the text index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    Integer,
    Row,
    Select,
    Table,
    Text,
    and_,
    false,
    func,
    or_,
    select,
)

from engine.access import Who
from engine.asking.filing import TEXTS, filing, findings_of, reached, satisfaction_of, texts_of
from engine.asking.pace import judged
from engine.asking.selection import Selection
from engine.asking.sight import in_register, sight_cells, sight_columns
from engine.asking.track_record import Length, Use
from engine.asking.tried import tried
from engine.case import Case
from engine.projection import Cells, ReadModel, Story
from engine.steps.afterwards import effective
from engine.time.instant import Instant, micros, micros_or_none

A_DAY = timedelta(days=1)
OPEN, RESOLVED = "open", "resolved"


class Register(ReadModel):
    """An entry for each filed case: open, or resolved once the case is closed."""

    name = "register"
    version = 5

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            Column("reference", Text, nullable=False),
            Column("workflow", Text, nullable=False),
            Column("state", Text, nullable=False),
            Column("stage", Text, nullable=False),
            Column("reached", Text),
            Column("escalated", Text),
            Column("panel", Boolean, nullable=False),
            *sight_columns(),
            *(Column(name, Text) for name in ("category", "severity", "kind", *TEXTS)),
            Column("tried", Text),
            Column("findings", Text),
            Column("judged", Text),
            Column("outcome", Text),
            Column("satisfaction_first", Integer),
            Column("satisfaction", Integer),
            Column("accepted_first", Boolean),
            Column("rounds", Integer, nullable=False),
            Column("reopened", Integer, nullable=False),
            Column("effective", Boolean),
            Column("source", Text),
            Column("raised_at", Instant, nullable=False, index=True),
            Column("filed_at", Instant, nullable=False),
            Column("closed_at", Instant),
            Column("days", Float),
        )

    @staticmethod
    def rows(story: Story) -> Iterable[Cells]:
        case = story.case
        filed = filing(case)
        if filed is None:
            return
        known = case.classified.get
        yield (
            case.id,
            case.version,
            case.reference,
            case.workflow,
            _state(case),
            case.stage,
            reached(case),
            vars(case.facts["escalate"])["level"] if "escalate" in case.facts else None,
            "panel" in case.done,
            *sight_cells(case),
            known("category"),
            known("severity"),
            known("kind"),
            *texts_of(case),
            _written(tried(story.events, story.policy)),
            findings_of(case),
            judged(story) or None,
            story.outcome,
            *satisfaction_of(case),
            len(case.rounds),
            case.reopened,
            effective(case),
            vars(filed).get("source"),
            micros(case.raised_at),
            micros(filed.happened_at),
            micros_or_none(case.closed_at),
            (case.closed_at - case.raised_at) / A_DAY if case.closed_at else None,
        )

    def entries(self, who: Who, cases: Sequence[str]) -> dict[str, Row[Any]]:
        """Of these cases the entries that this person may see, by case."""
        rows = self._view.ask(lambda table: select(table).where(table.c.case_id.in_(cases), in_register(who, table)))
        return {row.case_id: row for row in rows}

    def page(self, who: Who, wanted: Selection, after: tuple[datetime, str] | None, limit: int) -> Sequence[Row[Any]]:
        """So many of these entries that this person may see, the case raised first first, after a case and its date."""

        def question(table: Table) -> Any:
            of = table.c
            wanted_ones = (in_register(who, table), *wanted.of(table), *([_behind(table, *after)] if after else []))
            return select(table).where(*wanted_ones).order_by(of.raised_at, of.case_id).limit(limit)

        return self._view.ask(question)

    def uses(self, who: Who, wanted: Selection) -> Iterator[Use]:
        """What was tried in those of these cases that are resolved, and that this person may see."""

        def question(table: Table) -> Any:
            alike = (table.c.workflow, table.c.tried)
            return select(*alike, func.count().label("cases")).where(*_tried_in(table, who, wanted)).group_by(*alike)

        for row in self._view.ask(question):
            for approach, satisfied in orjson.loads(row.tried):
                yield Use(row.workflow, approach, satisfied, row.cases)

    def lengths(self, who: Who, wanted: Selection) -> Iterator[Length]:
        """How long these cases took that ended with an approach which any of them has taken from another case."""
        reused = {row.approach for row in self._view.ask(lambda table: _reused_in(table, who, wanted))}
        rows = self._view.ask(lambda table: _lengths_of(table, who, wanted, reused)) if reused else ()
        return (Length._make(row) for row in rows)


def _behind(table: Table, raised_at: datetime, case: str) -> ColumnElement[bool]:
    of = table.c
    return and_(of.raised_at >= raised_at, or_(of.raised_at > raised_at, of.case_id > case))


def _tried_in(table: Table, who: Who, wanted: Selection) -> list[ColumnElement[bool]]:
    return [table.c.state == RESOLVED, table.c.tried.is_not(None), in_register(who, table), *wanted.of(table)]


def _reused(table: Table, who: Who) -> ColumnElement[bool]:
    """To those who may not know of the case that a plan was taken from, it was made afresh."""
    other = table.alias()
    return table.c.based_on.in_(select(other.c.case_id).where(in_register(who, other)))


def _reused_in(table: Table, who: Who, wanted: Selection) -> Select[Any]:
    return select(table.c.approach).where(_reused(table, who), *_tried_in(table, who, wanted)).distinct()


def _lengths_of(table: Table, who: Who, wanted: Selection, approaches: Collection[str]) -> Select[Any]:
    of, reused = table.c, func.coalesce(_reused(table, who), false())
    ended_so = (of.approach.in_(approaches), of.days.is_not(None), *_tried_in(table, who, wanted))
    return select(of.workflow, of.approach, of.days, reused).where(*ended_so)


def _written(ways: Mapping[str, bool | None]) -> str | None:
    return orjson.dumps(list(ways.items())).decode() if ways else None


def _state(case: Case) -> str:
    return OPEN if case.closed_at is None else RESOLVED
