"""Building: carries the generations that stand at one position on to the next, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table

from adapters.read_models import generations as registry
from adapters.read_models.generations import Generation, LostLead
from adapters.read_models.parking import park, release_parked
from adapters.read_models.store import Store
from engine.projection import Batch, Cells, ReadModel, Story, Stuck
from engine.time.clock import Clock

Write = Callable[["Sheet", Store, Connection, Sequence[Story]], Sequence[Stuck]]
Together = Callable[[Connection], AbstractContextManager[object]]


@dataclass
class Sheet:
    """One generation's table, the read model that fills it, and the cases that wait beside it."""

    generation: Generation
    model: type[ReadModel]
    table: Table
    parked: set[str] = field(default_factory=set)

    def of_the_moving(self, stories: Sequence[Story]) -> Sequence[Story]:
        """Those of cases that do not wait."""
        return [story for story in stories if story.case.id not in self.parked] if self.parked else stories

    def write(self, store: Store, connection: Connection, stories: Sequence[Story]) -> list[Stuck]:
        """Show these stories; those that the read model cannot tell are given back."""
        rows: list[Cells] = []
        moved: list[tuple[str, int]] = []
        stuck: list[Stuck] = []
        for story in stories:
            try:
                rows += self.model.rows(story)
            except Exception as error:  # noqa: BLE001 -- whatever a read model cannot show holds up its case only
                stuck.append(held_up(story, error))
                continue
            if len(story.news) < len(story.events):
                moved.append((story.case.id, story.case.version))
        if moved and not (self.model.grows or self.model.stay):
            store.bulk.drop_older(connection, self.table, moved)
        if rows:
            (store.bulk.add if self.model.grows else store.bulk.put)(connection, self.table, rows)
        return stuck


class Building:
    """Generations at one position that this process leads: each batch is one transaction with its position."""

    def __init__(self, store: Store, sheets: Sequence[Sheet], me: str, clock: Clock, lost: Callable[[], None]) -> None:
        self._store, self.sheets, self._me, self._clock, self._lost = store, sheets, me, clock, lost

    @property
    def position(self) -> int:
        """Up to where they have been built."""
        return self.sheets[0].generation.position

    def take(self, batch: Batch) -> None:
        """Build on; if the database refuses the rows, case by case, so that only the guilty one is parked."""
        try:
            self._take(batch, Sheet.write, self._store.bulk.together)
        except LostLead:
            self._lost()
        except self._store.bulk.out_of_reach:
            raise
        except Exception:  # noqa: BLE001 -- which case it was will show
            self._take(batch, _write_one_by_one, nullcontext)

    def retell(self, sheet: Sheet, batch: Batch) -> int:
        """Show cases that were parked; how many are parked no more."""
        with self._store.writing() as connection:
            registry.advance(connection, [sheet.generation], self.position, self._me)
            refused = _write_one_by_one(sheet, self._store, connection, batch.stories)
            waiting = {stop.case for stop in (*refused, *batch.stuck)}
            freed = [story.case.id for story in batch.stories if story.case.id not in waiting]
            release_parked(connection, sheet.generation, freed)
        sheet.parked -= set(freed)
        return len(freed)

    def _take(self, batch: Batch, write: Write, together: Together) -> None:
        stuck: list[Sequence[Stuck]] = []
        with self._store.writing() as connection:
            registry.advance(connection, [sheet.generation for sheet in self.sheets], batch.upto, self._me)
            with together(connection):
                for sheet in self.sheets:
                    stories = sheet.of_the_moving(batch.stories)
                    stuck.append([*write(sheet, self._store, connection, stories), *batch.stuck])
            for sheet, stops in zip(self.sheets, stuck, strict=True):
                if stops:
                    park(connection, sheet.generation, stops, self._clock())
        for sheet, held in zip(self.sheets, stuck, strict=True):
            sheet.generation = sheet.generation._replace(position=batch.upto)
            sheet.parked |= {stop.case for stop in held}


def _write_one_by_one(sheet: Sheet, store: Store, connection: Connection, stories: Sequence[Story]) -> list[Stuck]:
    """The same with a savepoint for each case; where none can be written, no case is to blame."""
    not_a_cases_fault: tuple[type[Exception], ...] = (*store.bulk.out_of_reach, LostLead)
    stuck: list[Stuck] = []
    for story in stories:
        try:
            with connection.begin_nested():
                stuck += sheet.write(store, connection, [story])
        except not_a_cases_fault:
            raise
        except Exception as error:  # noqa: BLE001 -- whatever the database refuses holds up its case only
            stuck.append(held_up(story, error))
    if len(stuck) == len(stories) > 1:
        raise stuck[0].error
    return stuck


def held_up(story: Story, error: Exception) -> Stuck:
    """The case waits from the first event on that it had news of."""
    first = story.news[0]
    return Stuck(story.case.id, first.position, first.event.originator_version, error)
