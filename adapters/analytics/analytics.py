"""Analytics: each question is put to the read models, and counted from what the one who asks may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from adapters.analytics import counting
from adapters.analytics.periods import A_DAY, A_MONTH, Periods
from adapters.analytics.questions import Question
from adapters.analytics.remembered import Remembered
from adapters.index.schema import keyword
from adapters.register import Register
from adapters.register.asking import Asked, ask
from adapters.register.sight import scope_of
from engine.access import Who
from engine.asking.selection import EVERY_CASE, Selection
from engine.awaited import CONTRIBUTION
from engine.case import Case
from engine.time.instant import micros
from projections.figures import Figures

Answer = dict[str, Any]
APPROACHES = 50
BY_THE_CLOCK: frozenset[Question] = frozenset({"on-time"})
"""What changes though nothing happens."""


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
    remembered: Remembered

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
        moment, page = self.register.moment(as_of), (limit, cursor) if question == "approaches" else ()

        def count() -> Answer:
            return self._counted(question, who, wanted, moment, limit, cursor)

        if moment or question in BY_THE_CLOCK:
            return count()
        answer: Answer = self.remembered((question, who, wanted, page), count)
        return answer

    def campuses(self, who: Who) -> list[str]:
        """Where there are cases that this person may count."""
        found: list[str] = self.remembered(("campuses", who), lambda: self.figures.campuses(who))
        return found

    def _counted(
        self, question: Question, who: Who, wanted: Selection, moment: datetime | None, limit: int, cursor: str | None
    ) -> Answer:
        if question == "approaches":
            return self.register.approaches(who, wanted, limit=limit, cursor=cursor, as_of=moment)
        then = None if moment is None else self.register.past.at(moment)
        now = moment or self.register.application.clock()
        put = _Put(then or self.register, then.figures if then else self.figures, who, wanted, now)
        answers: dict[Question, Callable[[_Put], Answer]] = {
            "volume": self._volume,
            "stages": lambda put: counting.stages(put.figures.stays(put.who, put.wanted)),
            "on-time": self._on_time,
            "reopened": self._reopened,
            "root-causes": self._root_causes,
            "satisfaction": lambda put: counting.satisfaction(put.figures.answers(put.who, put.wanted)),
        }
        return answers[question](put)

    def _volume(self, put: _Put) -> Answer:
        rows = put.figures.volume(put.who, put.wanted, A_MONTH)
        periods = Periods.over(row.period for row in rows)
        if periods and periods.length == "week":
            rows = put.figures.volume(put.who, put.wanted, A_DAY)
            periods = Periods.over(row.period for row in rows)
        return counting.volume(_told(put, rows), periods)

    def _on_time(self, put: _Put) -> Answer:
        declared = (due.name for workflow in self.workflows.values() for due in workflow.deadlines)
        names = dict.fromkeys((*declared, CONTRIBUTION))
        decided, running = self._kept(put, put.figures.decided), self._kept(put, put.figures.running)
        return counting.on_time(decided, running, micros(put.now), names)

    def _kept(self, put: _Put, count: Callable[[Who, Selection], Any]) -> Any:
        """What changes only with the log, however the time passes."""
        if put.figures is not self.figures:
            return count(put.who, put.wanted)
        return self.remembered((count.__name__, put.who, put.wanted), lambda: count(put.who, put.wanted))

    def _reopened(self, put: _Put) -> Answer:
        return counting.reopened(_told(put, put.figures.reopened(put.who, put.wanted)))

    def _root_causes(self, put: _Put) -> Answer:
        """One that the policy does not list may be called after a family: it is told to those who may know families."""
        rows = map(tuple, put.figures.root_causes(put.who, put.wanted))
        listed = self.register.application.policies.at(put.now).known.get("root_cause", ())
        tells_all = scope_of(put.who).people
        return counting.root_causes((each if tells_all or each in listed else None, cases) for each, cases in rows)


def _told(put: _Put, rows: Iterable[Row[Any]]) -> Iterator[tuple[Any, ...]]:
    """The same rows; a category that is called after a family is not told to those who may not know the family."""
    scope = scope_of(put.who)
    if scope.people:
        yield from map(tuple, rows)
        return
    public = ask(put.asked, "category", lambda index: index.values("category", scope))
    for row in map(tuple, rows):
        yield (row[0] if row[0] and keyword(row[0]) in public else None, *row[1:])
