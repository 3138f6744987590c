"""Lanes: what stands at different places in the log is told what follows there, each event decoded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from engine.projection import Batch, Follower, Track
from engine.telling.teller import Teller

BATCH = 2_000


class Lanes:
    """The tracks of all followers, by position: those that stand at the same one are told the same stories."""

    def __init__(self, new_teller: Callable[[], Teller], followers: Sequence[Follower]) -> None:
        self._new_teller, self._followers = new_teller, followers
        self._tellers: list[Teller] = []

    def tell(self) -> int:
        """Tell each track its next batch, none beyond the one furthest ahead; the events of the largest."""
        tracks: dict[int, list[Track]] = {}
        for follower in self._followers:
            for track in follower.tracks():
                tracks.setdefault(track.position, []).append(track)
        moved, furthest = 0, None
        troubles: list[Exception] = []
        for lane, position in enumerate(sorted(tracks, reverse=True)):
            batch = self._teller(lane).tell(position, BATCH, furthest)
            furthest = furthest or (batch.upto if batch else position)
            if batch:
                moved = max(moved, batch.size)
                troubles += _taken(batch, tracks[position])
        if troubles:
            raise troubles[0]
        return moved

    def _teller(self, lane: int) -> Teller:
        """What is rebuilt far behind has a teller of its own: each remembers other cases."""
        while len(self._tellers) <= lane:
            self._tellers.append(self._new_teller())
        return self._tellers[lane]


def _taken(batch: Batch, tracks: Sequence[Track]) -> Iterator[Exception]:
    """What went wrong: what one track cannot take, the others still can. In turn: two threads were measured slower."""
    for track in tracks:
        try:
            track.take(batch)
        except Exception as error:  # noqa: BLE001 -- raised again once every track had its turn
            yield error
