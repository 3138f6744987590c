"""The library as it comes: the same objection as an aggregate of eventsourcing, with its stock parts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, DomainEventProtocol, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection
from psycopg.sql import SQL, Identifier

WORDS = "老师最近三次课都迟到，我要退费"


class Objection(Aggregate):
    """Six steps, each an event of the library's own making."""

    @event("Heard")
    def __init__(self, words: str, remedy: str) -> None:
        self.words, self.remedy, self.stage = words, remedy, "record"

    @event("Recorded")
    def record(self, category: str, summary: str) -> None:
        """Record."""
        self.category, self.summary, self.stage = category, summary, "investigate"

    @event("Investigated")
    def investigate(self, root_cause: str) -> None:
        """Investigate."""
        self.root_cause, self.stage = root_cause, "solve"

    @event("Solved")
    def solve(self, approach: str, plan: str) -> None:
        """Solve."""
        self.approach, self.plan, self.stage = approach, plan, "feedback"

    @event("Reviewed")
    def review(self, satisfaction: int, words: str) -> None:
        """Feedback."""
        self.satisfaction, self.answer, self.stage = satisfaction, words, "close"


class Objections(Application[UUID]):
    """Takes objections through their steps."""

    def at_feedback(self) -> UUID:
        """A new objection with seven events."""
        objection = Objection(WORDS, "refund of 6 lessons")
        objection.record("teaching.lateness", "Teacher late three times")
        objection.investigate("back-to-back lessons")
        objection.solve("make-up lesson", "Three make-up lessons")
        objection.review(2, WORDS)
        objection.investigate("back-to-back lessons")
        objection.solve("make-up lesson", "Five make-up lessons")
        self.save(objection)
        return objection.id

    def review(self, objection_id: UUID) -> int:
        """The step that is measured; the version it reaches."""
        objection: Objection = self.repository.get(objection_id)
        if objection.stage != "feedback":
            raise ValueError(objection.stage)
        objection.review(5, WORDS)
        self.save(objection)
        return objection.version


TABLE = SQL("CREATE TABLE IF NOT EXISTS {}.caseload (case_id uuid PRIMARY KEY, version bigint, topic text)")
UPSERT = SQL(
    "INSERT INTO {}.caseload VALUES (%s, %s, %s)"
    " ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, topic = excluded.topic"
)


class CaseloadView(PostgresTrackingRecorder):
    """One row for each case: the smallest read model that can be made."""

    def __init__(self, datastore: PostgresDatastore, **names: Any) -> None:
        super().__init__(datastore, **names)
        self.sql_create_statements.append(TABLE.format(Identifier(datastore.schema)))
        self._upsert = UPSERT.format(Identifier(datastore.schema))

    def show(self, happened: DomainEventProtocol[UUID], tracking: Tracking) -> None:
        """The row of the case, and the position, in one transaction."""
        row = (happened.originator_id, happened.originator_version, type(happened).__name__)
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(self._upsert, row)
            self._insert_tracking(cursor, tracking)


class Caseload(Projection[CaseloadView]):
    """Follows the objections."""

    name = "caseload"

    @singledispatchmethod
    def process_event(self, domain_event: DomainEventProtocol[UUID], tracking: Tracking) -> None:
        """Every event moves the row of its case."""
        self.view.show(domain_event, tracking)
