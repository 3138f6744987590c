"""Following: this node's text index is fed from the log by one process of the node, and read by all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from adapters.index import IndexBusy, TextIndex
from adapters.register.entry import VERSION
from adapters.register.feeding import Feeding
from adapters.register.places import Places
from adapters.register.taken_in import OfCase
from engine.mapper import EventMapper
from engine.projection import Retell

PARKED = "parked.json"


class IndexFollower:
    """Feeds the live index where no other process of this node does, and a new one beside it while rebuilding."""

    def __init__(self, places: Places, mapper: EventMapper, elapsed: Callable[[], float], of_case: OfCase) -> None:
        self._places, self._mapper, self._elapsed, self._of_case = places, mapper, elapsed, of_case
        self._live: tuple[int, Feeding] | None = None
        self._coming: tuple[int, Feeding] | None = None
        self._seen = 0

    @property
    def folder(self) -> Path:
        """Where this node keeps its generations."""
        return self._places.folder

    @property
    def index(self) -> TextIndex:
        """The live index, to be searched."""
        return self._places.asked()

    def tracks(self) -> Sequence[Feeding]:
        """What this process feeds."""
        live = self._places.live()
        if self._live and self._live[0] != live.number:
            self._lose()
        if self._live is None:
            self._live = self._fed(live.number)
        if live.version != VERSION and self._coming is None:
            self.rebuild()
        self._seen = self._live[1].committed if self._live else self.index.position
        return [feeding for _, feeding in filter(None, (self._live, self._coming))]

    def watch(self) -> None:
        """See how far the index is; if this process feeds it, another one may."""
        self.release()
        self._seen = self.index.position

    def settle(self, *, idle: bool, urgent: bool) -> None:
        """Make findable what was gathered when it is time to; put a new index that has caught up in place."""
        try:
            if self._live and self._live[1].is_due(idle=idle, urgent=urgent):
                self._live[1].commit()
            self._swap()
        except Exception:
            self._lose()
            raise
        self._seen = self._live[1].committed if self._live else self._seen

    def position(self) -> int:
        """Up to where everybody on this node finds what happened."""
        return self._seen

    def is_rebuilding(self) -> bool:
        """Whether a new index is on its way."""
        return self._coming is not None

    def rebuild(self) -> None:
        """Begin to build the index anew beside the live one; the runner carries it through."""
        if self._coming is None:
            self._coming = self._fed(self._places.next())

    def retry_parked(self, retell: Retell) -> int:
        """Try again the cases that could not be told; how many of them could be now."""
        parked = [feeding for feeding in self.tracks() if feeding.parked]
        return sum(feeding.retry(retell(feeding.parked, feeding.position)) for feeding in parked)

    def release(self) -> None:
        """Let another process feed the index; a new one that is not ready is given up."""
        for feeding in filter(None, (self._live, self._coming)):
            feeding[1].release()
        self._live = self._coming = None

    def _fed(self, number: int) -> tuple[int, Feeding] | None:
        try:
            parked = self._places.home(number) / PARKED
            index = self._places.index(number)
            return number, Feeding(index, parked, self._mapper, self._elapsed, self._of_case)
        except IndexBusy:
            return None

    def _swap(self) -> None:
        if self._coming is None:
            return
        number, feeding = self._coming
        live = self._live[1].position if self._live else self.index.position
        if feeding.position < live:
            return
        feeding.commit()
        if self._live:
            self._live[1].release()
        self._places.make_live(number)
        self._live, self._coming = self._coming, None

    def _lose(self) -> None:
        """Begin again from what is committed; what was gathered will be told again."""
        self.release()
