"""Following: one process at a time builds a generation; if it dies its lease runs out and another goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from adapters.read_models import generations as registry
from adapters.read_models.building import Building, Sheet
from adapters.read_models.generations import Generation
from adapters.read_models.parking import all_parked
from adapters.read_models.shelf import Shelf
from engine.projection import Retell
from engine.time.clock import Clock
from engine.time.instant import EPOCH

LEASE, RENEWAL = timedelta(seconds=3), timedelta(seconds=1)


class TablesFollower:
    """Builds the generations that this process leads; a lead that came too late is fenced off by the positions."""

    def __init__(self, shelf: Shelf, me: str, clock: Clock) -> None:
        self._shelf, self._me, self._clock = shelf, me, clock
        self._sheets: list[Sheet] = []
        self._look_at = EPOCH

    def tracks(self) -> Sequence[Building]:
        """What this process leads, by position; the lead is taken, or kept, where it can be."""
        if self._clock() >= self._look_at or len(self._sheets) < len(self._shelf.ours):
            self._look()
        by_position: dict[int, list[Sheet]] = {}
        for sheet in self._sheets:
            by_position.setdefault(sheet.generation.position, []).append(sheet)
        return [self._building(sheets) for sheets in by_position.values()]

    def watch(self) -> None:
        """See how far the generations are; a lead that this process holds is left to another."""
        if self._sheets:
            self.release()
        self._shelf.look()

    def settle(self, *, idle: bool, urgent: bool) -> None:
        """Put a generation that has caught up in the place of the live one; `idle` or not, `urgent` or not."""
        for sheet in self._sheets:
            generation = sheet.generation
            if not generation.is_live and generation.position >= self._now(self._shelf.live(generation.name)).position:
                self._shelf.swap(generation.name, self._me)
                self._look_at = EPOCH

    def position(self) -> int:
        """Up to where everybody sees every read model."""
        return min(self._now(self._shelf.asked(name)).position for name in self._shelf.models)

    def is_rebuilding(self) -> bool:
        """Whether a generation is on its way."""
        return not all(generation.is_live for generation in self._shelf.ours)

    def release(self) -> None:
        """Let another process lead at once."""
        with self._shelf.store.writing() as connection:
            registry.release(connection, self._me)
        self._lose()

    def rebuild(self, names: Sequence[str]) -> None:
        """Begin to build read models anew; from now on they are told the log from its beginning."""
        self._shelf.begin(names, (self._me, self._clock() + LEASE))
        self._look_at = EPOCH

    def retry_parked(self, retell: Retell) -> int:
        """Try again the cases that wait beside what this process leads; how many wait no more."""
        freed = 0
        for building in self.tracks():
            for sheet in building.sheets:
                with self._shelf.store.reading() as connection:
                    since = {parked.case_id: parked.position for parked in all_parked(connection, sheet.generation)}
                if since:
                    freed += building.retell(sheet, retell(since, building.position))
        return freed

    def _building(self, sheets: Sequence[Sheet]) -> Building:
        return Building(self._shelf.store, sheets, self._me, self._clock, self._lose)

    def _lose(self) -> None:
        self._sheets, self._look_at = [], EPOCH

    def _look(self) -> None:
        """See how things stand, and lead what nobody else leads."""
        now = self._clock()
        self._shelf.look()
        if any(generation.holder in (None, self._me) or generation.expires < now for generation in self._shelf.ours):
            with self._shelf.store.writing() as connection:
                registry.lead(connection, self._shelf.versions, self._me, now, now + LEASE)
                self._shelf.look(connection)
                waiting = all_parked(connection)
            led = [generation for generation in self._shelf.ours if generation.holder == self._me]
            self._sheets = [self._sheet(generation) for generation in led]
            for sheet in self._sheets:
                of = (sheet.generation.name, sheet.generation.number)
                sheet.parked = {parked.case_id for parked in waiting if (parked.name, parked.number) == of}
        else:
            self._sheets = []
        self._look_at = now + RENEWAL

    def _sheet(self, generation: Generation) -> Sheet:
        return Sheet(generation, self._shelf.models[generation.name], self._shelf.table(generation))

    def _now(self, generation: Generation) -> Generation:
        """The generation as far as this process has built it."""
        led = (sheet.generation for sheet in self._sheets)
        return next((mine for mine in led if mine.table == generation.table), generation)
