"""The register: every case once it is recorded, and what came of it; the texts themselves are in the text index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Boolean, Column, ColumnElement, Float, Integer, Row, Select, Table, Text, false, func, select

from engine.access import Who
from engine.asking.selection import Selection
from engine.asking.sight import in_register, sight_cells, sight_columns
from engine.asking.track_record import Length, Use
from engine.asking.tried import tried
from engine.case import Case
from engine.event import Event
from engine.projection import Cells, ReadModel, Story
from engine.steps.afterwards import effective
from engine.time.instant import Instant, micros, micros_or_none

A_DAY = timedelta(days=1)
OPEN, RESOLVED = "open", "resolved"
FILING = ("record", "import")
"""The steps by which a case is filed."""


class Register(ReadModel):
    """An entry for each filed case: open, or resolved once the case is closed."""

    name = "register"
    version = 4

    @staticmethod
    def columns() -> Sequence[Column[Any]]:
        return (
            Column("case_id", Text, primary_key=True),
            Column("version", Integer, nullable=False),
            Column("reference", Text, nullable=False),
            Column("workflow", Text, nullable=False),
            Column("state", Text, nullable=False),
            *sight_columns(),
            *(Column(name, Text) for name in ("category", "severity", "kind", *TEXTS)),
            Column("tried", Text),
            Column("outcome", Text),
            Column("satisfaction_first", Integer),
            Column("satisfaction", Integer),
            Column("accepted_first", Boolean),
            Column("rounds", Integer, nullable=False),
            Column("reopened", Integer, nullable=False),
            Column("effective", Boolean),
            Column("source", Text),
            Column("raised_at", Instant, nullable=False),
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
            state_of(case),
            *sight_cells(case),
            known("category"),
            known("severity"),
            known("kind"),
            *_texts(case),
            _written(tried(story.events, story.policy)),
            story.outcome,
            *_satisfaction(case),
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


TEXTS = ("summary", "root_cause", "approach", "based_on", "adapted", "action_taken", "lesson", "intention")
"""What is kept of a case's facts as it was written; the latest step that knows it says it."""


def _texts(case: Case) -> list[str | None]:
    told: dict[str, str] = {}
    for event in case.facts.values():
        said = vars(event)
        told |= {name: said[name] for name in _texts_in(type(event)) if said[name] is not None}
    return [told.get(name) for name in TEXTS]


@cache
def _texts_in(kind: type[Event]) -> Sequence[str]:
    return [name for name in TEXTS if name in kind.model_fields]


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


def filing(case: Case) -> Event | None:
    """The event that filed the case in the register; None if it is not in it, or was merged into another one."""
    if case.merged_into:
        return None
    return next((case.facts[verb] for verb in FILING if verb in case.facts), None)


def state_of(case: Case) -> str:
    """How the register calls where the case stands."""
    return OPEN if case.closed_at is None else RESOLVED


def satisfaction_of(case: Case) -> int | None:
    """What the family said last, from 1 to 5."""
    return _satisfaction(case)[1]


def _satisfaction(case: Case) -> tuple[int | None, int | None, bool | None]:
    """The first answer, the last one, and whether the first solution was accepted."""
    if not case.rounds:
        known = case.fact("satisfaction")
        return known, known, None
    said = [score for score in (vars(answer).get("satisfaction") for answer in case.rounds) if score is not None]
    first, last = (said[0], said[-1]) if said else (None, None)
    return first, last, vars(case.rounds[0]).get("accepted")
