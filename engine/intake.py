"""The intake: old cases are taken over many at a time, each validated like any other event, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID, uuid5

import orjson
from eventsourcing.persistence import IntegrityError, PersistenceError

from engine.access import Who, authorise
from engine.application import Application
from engine.case import Case
from engine.decision import Decision, Desk, subject_of
from engine.form import fill, form_of
from engine.refusal import Busy, Flaw, NotFillable, Refusal
from engine.steps.imported import Imported, ended

ENTRIES = UUID("6d1f4f0e-2f0b-5c0a-9a53-6c1c9d3f8a41")
"""The namespace of imported cases: an entry of the same source and reference is the same case for ever."""

Arrival = Literal["imported", "already there"] | Refusal
"""What became of an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of an old register whose form could be filled in, and the case it is to be."""

    form: Any
    case: Case


class Taking(Protocol):
    """Whatever rows are handed to, batch by batch."""

    def take_in(self, rows: Sequence[Mapping[str, Any]]) -> list[Arrival]:
        """What became of each row, in order."""


class Intake:
    """Takes over batches of old cases for somebody who may."""

    def __init__(self, application: Application, who: Who) -> None:
        authorise(who, "import")
        self._application, self._who = application, who

    def take_in(self, rows: Sequence[Mapping[str, Any]]) -> list[Arrival]:
        """What became of each row, in order; those that do not fit are refused, and the others come in."""
        read = [self.read(row) for row in rows]
        entries = [entry for entry in read if isinstance(entry, Entry)]
        there = self.there(entry.case.id for entry in entries)
        self._application.mapper.sealer.keys.make(entry.case.subject for entry in entries if entry.case.id not in there)
        policies = self._application.policies
        desk = self._application.desk(self._who, policies.in_force(self._application.clock()))
        return self._stored([_decided(desk, entry, there) for entry in read])

    def read(self, row: Mapping[str, Any]) -> Entry | Refusal:
        """The entry that a row is to be, or why it cannot be one."""
        try:
            form: Any = fill(form_of(Imported), row)
        except NotFillable as flaws:
            return flaws
        takers = {name: one for name, one in self._application.workflows.items() if "import" in one.lifecycle.records}
        workflow = takers.get(form.into)
        if workflow is None:
            return NotFillable([Flaw("into", f"is one of {', '.join(takers)}")])
        case = workflow.unraised(case_id_of(form.source, form.reference), self._application.clock())
        case.subject = subject_of(form, case.id, self._application.subject_by)
        return Entry(form, case)

    def there(self, case_ids: Iterable[str]) -> set[str]:
        """Those of the cases that the log knows already."""
        log = self._application.log
        return {str(row.originator_id) for row in log.select_streams(list(case_ids), log.max_notification_id())}

    def _stored(self, decided: Sequence[Arrival | Decision]) -> list[Arrival]:
        """All decisions in one append; one by one where another import got in between."""
        decisions = [decision for decision in decided if isinstance(decision, Decision)]
        try:
            self._append(decisions)
        except IntegrityError:
            return [self._stored_alone(each) if isinstance(each, Decision) else each for each in decided]
        return ["imported" if isinstance(each, Decision) else each for each in decided]

    def _stored_alone(self, decision: Decision) -> Arrival:
        try:
            self._append([decision])
        except IntegrityError:
            return "already there"
        return "imported"

    def _append(self, decisions: Sequence[Decision]) -> None:
        if not decisions:
            return
        try:
            self._application.log.insert_events([event for decision in decisions for event in decision.stored])
        except IntegrityError:
            raise
        except PersistenceError as error:
            msg = "the store is busy or its answer was lost; import again, what has come in stays and is not doubled"
            raise Busy(msg) from error


class Rehearsal:
    """The same without a trace: what would become of the rows, were they taken in now."""

    def __init__(self, intake: Intake, now: datetime) -> None:
        self._intake, self._now = intake, now
        self._taken: set[str] = set()

    def take_in(self, rows: Sequence[Mapping[str, Any]]) -> list[Arrival]:
        """What would become of each row, in order."""
        read = [self._intake.read(row) for row in rows]
        self._taken |= self._intake.there(entry.case.id for entry in read if isinstance(entry, Entry))
        return [self._arrival(entry) for entry in read]

    def _arrival(self, entry: Entry | Refusal) -> Arrival:
        if isinstance(entry, Refusal):
            return entry
        if entry.case.id in self._taken:
            return "already there"
        try:
            ended(entry.form, self._now)
        except NotFillable as flaws:
            return flaws
        self._taken.add(entry.case.id)
        return "imported"


def _decided(desk: Desk, entry: Entry | Refusal, there: set[str]) -> Arrival | Decision:
    if isinstance(entry, Refusal):
        return entry
    if entry.case.id in there:
        return "already there"
    try:
        decision = desk.decide(entry.case, "import", entry.form)
    except Refusal as refusal:
        return refusal
    there.add(entry.case.id)
    return decision


def case_id_of(source: str, reference: str) -> str:
    """The id of an imported case."""
    return str(uuid5(ENTRIES, orjson.dumps([source, reference]).decode()))
