"""The read models of the program, each to be asked its own questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from adapters.read_models.following import TablesFollower
from adapters.read_models.generations import Generation
from adapters.read_models.parking import Parked, all_parked
from adapters.read_models.shelf import Shelf
from adapters.read_models.store import Store
from adapters.read_models.view import LiveView
from engine.projection import ReadModel
from engine.refusal import NotThere
from engine.time.clock import Clock
from projections.caseload import Caseload
from projections.duties import Duties
from projections.evidence import Evidence
from projections.figures import Figures
from projections.histories import Histories
from projections.register import Register
from projections.renewals import Renewals
from projections.timers import Timers

MODELS: tuple[type[ReadModel], ...] = (Caseload, Duties, Evidence, Figures, Histories, Register, Renewals, Timers)


class ReadModels:
    """All tables over one store; `follower` is what the runner tells the log to."""

    def __init__(self, store: Store, me: str, clock: Clock, models: Sequence[type[ReadModel]] = MODELS) -> None:
        self._shelf = Shelf(store, models)
        self._shelf.migrate()
        self.follower = TablesFollower(self._shelf, me, clock)
        self.caseload = Caseload(self.view(Caseload.name))
        self.duties = Duties(self.view(Duties.name))
        self.evidence = Evidence(self.view(Evidence.name))
        self.figures = Figures(self.view(Figures.name))
        self.histories = Histories(self.view(Histories.name))
        self.register = Register(self.view(Register.name))
        self.renewals = Renewals(self.view(Renewals.name))
        self.timers = Timers(self.view(Timers.name))

    @property
    def names(self) -> list[str]:
        """What there is to rebuild."""
        return list(self._shelf.models)

    def view(self, name: str) -> LiveView:
        """The live table of a read model, to ask anything of it."""
        return LiveView(self._shelf, name)

    def rebuild(self, names: Collection[str] | None = None) -> None:
        """Begin to build these read models, or all, anew beside the live ones; the runner carries it through."""
        unknown = sorted(set(names or ()) - set(self.names))
        if unknown:
            raise NotThere(f"there is no read model {unknown[0]}; there are {', '.join(self.names)}")
        self.follower.rebuild(self.names if names is None else sorted(names))

    def parked(self) -> list[Parked]:
        """The cases that wait because a read model could not be told on, and why."""
        with self._shelf.store.reading() as connection:
            return all_parked(connection)

    def generations(self) -> list[Generation]:
        """The tables that this program asks or builds, and how far each is."""
        self._shelf.look()
        return list(self._shelf.ours)

    def close(self) -> None:
        """Let go of the store."""
        self._shelf.store.close()
