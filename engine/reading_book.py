"""The reading book: who has opened which confidential case, and when."""

from __future__ import annotations

from collections.abc import Sequence

from eventsourcing.persistence import IntegrityError, PersistenceError

from engine.access import Who
from engine.case import Case
from engine.form import fill, form_of
from engine.log import Log
from engine.mapper import EventMapper
from engine.reading import Read, What, readings_of
from engine.refusal import Busy
from engine.time.clock import Clock

TRIES = 20
BUSY = "who reads a confidential case is put down first, and that cannot be done now; ask again in a moment"


class ReadingBook:
    """Readings of a case count from 1; they change nothing about the case."""

    def __init__(self, log: Log, mapper: EventMapper, clock: Clock) -> None:
        self._log, self._mapper, self._clock = log, mapper, clock

    def put_down(self, who: Who, case: Case, version: int, what: What) -> None:
        """Return once it is stored that this person reads the case, if that is confidential; Busy if it cannot be."""
        if not case.confidential:
            return
        try:
            for _ in range(TRIES):
                if self._is_stored(who, case.id, version, what):
                    return
        except PersistenceError as error:
            raise Busy(BUSY) from error
        raise Busy(BUSY)

    def of(self, case_id: str, after: int, limit: int) -> Sequence[Read]:
        """Who has read a case, in order, after so many readings."""
        rows = self._log.select_events(readings_of(case_id), gt=after, limit=limit)
        events = map(self._mapper.to_domain_event, rows)
        return [event for event in events if isinstance(event, Read)]

    def _is_stored(self, who: Who, case: str, version: int, what: What) -> bool:
        """Whether nobody else has read the case at the same moment, and taken the number."""
        stream, now = readings_of(case), self._clock()
        last = self._log.select_events(stream, desc=True, limit=1)
        given = {
            "originator_id": stream,
            "originator_version": last[0].originator_version + 1 if last else 1,
            "recorded_at": now,
            "happened_at": now,
            "by": who.id,
        }
        form = fill(form_of(Read), {"case": case, "version": version, "what": what})
        try:
            self._log.insert_events([self._mapper.draft(Read, given, form, stream)])
        except IntegrityError:
            return False
        return True
