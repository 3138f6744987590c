"""The event log: what happened when in which case, and who did it, without a word that anybody said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row

from adapters.casebook import Casebook
from engine.access import Who
from engine.asking.selection import Selection

AT_ONCE = 500


class Happening(NamedTuple):
    """One event."""

    position: int
    version: int
    event: str
    """Its topic, such as `objection.recorded`."""
    step: str
    stage: str
    """Where the case stood afterwards."""
    by: str
    by_name: str
    happened_at: datetime
    recorded_at: datetime
    late: int | None
    """Seconds between the two, from a day on."""
    policy: int


class Trace(NamedTuple):
    """A case, and what happened in it, in the order of the log."""

    case: str
    reference: str
    workflow: str
    campus: str | None
    events: Sequence[Happening]


class EventLog(NamedTuple):
    """What each workflow's steps are called, and the cases of which any event is told."""

    steps: Mapping[str, Sequence[str]]
    traces: Iterator[Trace]


def event_log(casebook: Casebook, who: Who, wanted: Selection, upto: datetime) -> EventLog:
    """What had been recorded by a moment in the cases that somebody may see, the one raised first first.

    An event that would tell somebody of a case that is hidden from them is left out.
    """
    steps = {name: list(workflow.lifecycle.records) for name, workflow in casebook.workflows.items()}
    return EventLog(steps, _traces(casebook, who, wanted, upto))


def _traces(casebook: Casebook, who: Who, wanted: Selection, upto: datetime) -> Iterator[Trace]:
    local, names = casebook.calendar.local, casebook.staff.names()

    def told(row: Row[Any]) -> Happening:
        name = names.get(row.by) or casebook.staff.name_of(row.by)
        moments = local(row.happened_at), local(row.recorded_at)
        return Happening(
            row.position, row.version, row.topic, row.step, row.stage, row.by, name, *moments, row.late, row.policy
        )

    cases = casebook.read_models.caseload.visible(who, wanted)
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        rows: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in casebook.read_models.histories.among([case.case_id for case in some], upto):
            rows[row.case_id].append(row)
        for case in some:
            if events := [told(row) for row in _heard(casebook, who, rows[case.case_id])]:
                yield Trace(case.case_id, case.reference, case.workflow, case.campus, events)


def _heard(casebook: Casebook, who: Who, rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """Those of a case's events that tell this person of no case that is hidden from them."""
    others = casebook.presenter.others
    if others.topics.isdisjoint(row.topic for row in rows):
        return rows
    events = casebook.application.events(rows[0].case_id)
    may_hear = others.hearing(who, events)
    return [row for row in rows if row.topic not in others.topics or may_hear(events[row.version - 1])]
