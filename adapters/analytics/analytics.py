"""Analytics: each question is put to the read models, and counted from what the one who asks may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from adapters.analytics import counting
from adapters.analytics.periods import Periods
from adapters.analytics.questions import Question
from adapters.index import Filters
from adapters.index.schema import keyword
from adapters.register import Register
from adapters.register.asking import Asked, ask
from adapters.register.sight import scope_of
from engine.access import Who
from engine.awaited import CONTRIBUTION
from engine.case import Case
from engine.selection import EVERY_CASE, Selection
from projections.figures import Figures

Answer = dict[str, Any]
ANY = Filters(state="all")
APPROACHES = 50


class _Put(NamedTuple):
    """A question as it is put: to what, by whom, of which cases, as of when."""

    asked: Asked
    figures: Figures
    who: Who
    wanted: Selection
    now: datetime


@dataclass(frozen=True)
class Analytics:
    """Answers the questions of `questions`; as of a moment, with what was known then."""

    register: Register
    figures: Figures
    workflows: Mapping[str, type[Case]]

    def answer(
        self,
        question: Question,
        who: Who,
        wanted: Selection = EVERY_CASE,
        *,
        as_of: datetime | date | None = None,
        limit: int = APPROACHES,
        cursor: str | None = None,
    ) -> Answer:
        """The answer to one of them; only that about approaches comes in pages."""
        if question == "approaches":
            return self.register.approaches(who, wanted, limit=limit, cursor=cursor, as_of=as_of)
        moment = self.register.moment(as_of)
        then = None if moment is None else self.register.past.at(moment)
        now = moment or self.register.application.clock()
        put = _Put(then or self.register, then.figures if then else self.figures, who, wanted, now)
        answers: dict[Question, Callable[[_Put], Answer]] = {
            "volume": self._volume,
            "stages": lambda put: counting.stages(put.figures.stays(put.who, put.wanted)),
            "on-time": self._on_time,
            "reopened": self._reopened,
            "satisfaction": lambda put: counting.satisfaction(put.figures.answers(put.who, put.wanted)),
        }
        return answers[question](put)

    def _volume(self, put: _Put) -> Answer:
        span = put.figures.span(put.who, put.wanted)
        periods = Periods(*map(date.fromisoformat, span)) if span else None
        rows = put.figures.volume(put.who, put.wanted, periods.letters) if periods else ()
        return counting.volume(_told(put, rows), periods)

    def _on_time(self, put: _Put) -> Answer:
        declared = (due.name for workflow in self.workflows.values() for due in workflow.deadlines)
        names = dict.fromkeys((*declared, CONTRIBUTION))
        return counting.on_time(put.figures.deadlines(put.who, put.wanted, put.now), names)

    def _reopened(self, put: _Put) -> Answer:
        return counting.reopened(_told(put, put.figures.reopened(put.who, put.wanted)))


def _told(put: _Put, rows: Iterable[Row[Any]]) -> Iterator[tuple[Any, ...]]:
    """The same rows; a category that is called after a family is not told to those who may not know the family."""
    scope = scope_of(put.who)
    if scope.people:
        yield from map(tuple, rows)
        return
    public = ask(put.asked, "category", lambda index: index.search("", scope, ANY, limit=1)).facets["category"]
    for row in map(tuple, rows):
        yield (row[0] if row[0] and keyword(row[0]) in public else None, *row[1:])
