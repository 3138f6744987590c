"""The shelf: the tables of all generations, and which of them this program asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, MetaData, Table

from adapters.read_models import generations as registry
from adapters.read_models.generations import GENERATIONS, Generation
from adapters.read_models.parking import PARKED, release_parked
from adapters.read_models.store import Store
from engine.projection import ReadModel
from engine.time.instant import EPOCH


class Shelf:
    """Makes, finds and gives up tables. A table made by another version of a read model is not this program's."""

    def __init__(self, store: Store, models: Sequence[type[ReadModel]]) -> None:
        self.store = store
        self.models = {model.name: model for model in models}
        self.versions = {model.name: model.version for model in models}
        self.ours: list[Generation] = []
        self._known: list[Generation] = []

    def migrate(self) -> None:
        """See that there is a table for every read model in its present version."""
        with self.store.writing() as connection:
            for table in (GENERATIONS, PARKED):
                table.create(connection, checkfirst=True)
            have = {(generation.name, generation.version) for generation in registry.all_generations(connection)}
            for missing in self.versions.items() - have:
                self._make(connection, missing[0], (None, EPOCH))
            self.look(connection)

    def begin(self, names: Collection[str], holder: tuple[str, datetime]) -> None:
        """Make a new table beside the live one for each of these read models that has none on its way."""
        with self.store.writing() as connection:
            self.look(connection)
            coming = {generation.name for generation in self.ours if not generation.is_live}
            for name in set(names) - coming:
                self._make(connection, name, holder)
            self.look(connection)

    def swap(self, name: str, me: str) -> None:
        """Let everybody ask the new table if it has caught up, and give up the old one."""
        with self.store.writing() as connection:
            for generation in registry.promote(connection, name, me):
                release_parked(connection, generation)
                Table(generation.table, MetaData()).drop(connection)
            self.look(connection)

    def look(self, connection: Connection | None = None) -> None:
        """See which generations there are now."""
        if connection is None:
            with self.store.reading() as reading:
                return self.look(reading)
        self._known = known = registry.all_generations(connection)
        self.ours = [generation for generation in known if self.versions.get(generation.name) == generation.version]
        return None

    def live(self, name: str) -> Generation:
        """The generation that is live, be it this program's or an older one's."""
        return next(generation for generation in self._known if generation.name == name and generation.is_live)

    def asked(self, name: str) -> Generation:
        """The live generation; before this program's version has one, the one on its way."""
        of_model = [generation for generation in self.ours if generation.name == name]
        return next((generation for generation in of_model if generation.is_live), of_model[-1])

    def table(self, generation: Generation) -> Table:
        """Its table."""
        return _table(self.models[generation.name], generation.table)

    def _make(self, connection: Connection, name: str, holder: tuple[str | None, datetime]) -> None:
        generation = registry.add(connection, name, self.versions[name], holder)
        self.table(generation).create(connection)


@cache
def _table(model: type[ReadModel], name: str) -> Table:
    return Table(name, MetaData(), *model.columns())
