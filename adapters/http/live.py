"""Live: what is new in the log, handed on to everybody who may know of it, within a fraction of a second."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

from eventsourcing.persistence import MapperDeserialisationError, Notification, PersistenceError
from starlette.concurrency import run_in_threadpool

from adapters.http.notice import Newest, Notice
from adapters.other_cases import OtherCases
from engine.access import Who, may_see
from engine.application import Application
from engine.case import Case
from engine.event import Event
from engine.log import Log
from engine.refusal import Busy, Refusal

POLL, HEARTBEAT = 0.25, 15.0
BATCH, KEPT = 500, 2_000
STREAMS_AT_MOST = 1_000
RECONNECT_AFTER = 2_000
STILL_HERE = b": still here\n\n"

Admit = Callable[[], Awaitable[Who]]


class Live:
    """Follows the log once for all streams of this process; a stream that is behind catches up from the log itself."""

    def __init__(self, log: Log, application: Application, workflows: Mapping[str, type[Case]]) -> None:
        self._log, self._application = log, application
        kinds = {event for workflow in workflows.values() for event in workflow.lifecycle.records.values()}
        self._topics = {kind.TOPIC for kind in kinds}
        self._others = OtherCases(application)
        self._kept: deque[Notice] = deque(maxlen=KEPT)
        self._after = self._upto = 0
        self._wake, self._moved = asyncio.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.streams, self.ended = 0, False

    def hint(self) -> None:
        """Something was written by this process: look now, if anybody listens."""
        if self.streams:
            self._wake.set()

    def end(self) -> None:
        """End all streams; may be called from a signal's handler."""
        self.ended = True
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell)

    async def run(self) -> None:
        """Follow the log until cancelled."""
        self._loop = asyncio.get_running_loop()
        while not self.ended:
            try:
                await self._look()
            except PersistenceError:
                await asyncio.sleep(POLL)
            try:
                await asyncio.wait_for(self._wake.wait(), POLL)
            except TimeoutError:
                continue
            self._wake.clear()

    async def follow(self, admit: Admit, since: int | None) -> AsyncIterator[bytes]:
        """What follows a position, or from now on, for one person; who it is, is asked again at every heartbeat."""
        if self.streams >= STREAMS_AT_MOST:
            msg = f"{STREAMS_AT_MOST:,} streams are open already"
            raise Busy(msg)
        who = await admit()
        head = await run_in_threadpool(self._log.max_notification_id)
        position = head if since is None else min(since, head)
        return self._stream(who, admit, position)

    async def _stream(self, who: Who, admit: Admit, position: int) -> AsyncIterator[bytes]:
        self.streams += 1
        seconds = asyncio.get_running_loop().time
        asked_at = seconds()
        try:
            yield b"retry: %d\nid: %d\n\n" % (RECONNECT_AFTER, position)
            while not self.ended:
                if seconds() - asked_at >= HEARTBEAT:
                    who, asked_at = await admit(), seconds()
                moved = self._moved
                newest = await self._newest(position)
                for notice in newest.notices:
                    if notice.position > position and self._may_know(who, notice):
                        yield notice.written()
                if newest.upto > position:
                    position = newest.upto
                elif not await _happens(moved):
                    yield STILL_HERE
        except (Refusal, PersistenceError):
            return
        finally:
            self.streams -= 1

    async def _newest(self, position: int) -> Newest:
        if position >= self._after and self._upto:
            return Newest(self._after, self._upto, list(self._kept))
        return await run_in_threadpool(self._read, position)

    async def _look(self) -> None:
        """Read on, if anybody listens."""
        if not self.streams:
            self._upto = 0
            return
        if not self._upto:
            self._kept.clear()
            self._after = self._upto = await run_in_threadpool(self._log.max_notification_id)
            self._tell()
        newest = await run_in_threadpool(self._read, self._upto)
        if newest.upto > self._upto:
            dropped = len(self._kept) + len(newest.notices) - KEPT
            if dropped > 0:
                self._after = [*self._kept, *newest.notices][dropped - 1].position
            self._kept.extend(newest.notices)
            self._upto = newest.upto
            self._tell()

    def _tell(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def _read(self, after: int) -> Newest:
        rows = self._log.select_notifications(after, BATCH, inclusive_of_start=False)
        notices = map(self._notice, rows)
        return Newest(after, rows[-1].id if rows else after, [notice for notice in notices if notice])

    def _may_know(self, who: Who, notice: Notice) -> bool:
        """Whether this person may know of it now; nobody can tell of a case that can no longer be read."""
        try:
            sees = may_see(who, self._application.case(notice.case.id))
            return sees and self._others.may_hear(who, *notice.names)
        except MapperDeserialisationError:
            return False

    def _notice(self, row: Notification) -> Notice | None:
        if row.topic not in self._topics:
            return None
        try:
            case = self._application.case(str(row.originator_id))
            names = self._names(row) if row.topic in self._others.topics else ()
            return Notice(row.id, case, row.topic, row.originator_version, names)
        except MapperDeserialisationError:
            return None

    def _names(self, row: Notification) -> Sequence[Event]:
        return self._others.heard_in(self._application.mapper.to_domain_event(row))


async def _happens(event: asyncio.Event) -> bool:
    """Whether it happens before it is time for a heartbeat."""
    try:
        await asyncio.wait_for(event.wait(), HEARTBEAT)
    except TimeoutError:
        return False
    return True
