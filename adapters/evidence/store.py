"""The store of evidence: sealed files by the hash of what lies there, and whoever may read them."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from re import fullmatch

from adapters.evidence.durable import keep_listed, private
from adapters.evidence.incoming import Incoming
from adapters.evidence.names import safe_name
from adapters.evidence.seal import opened
from adapters.evidence.waiting import WAITS_FOR, Ties, WaitingRoom
from engine.access import Role, Who
from engine.refusal import KeyReused, NotAllowed, NotDue, NotThere
from engine.steps.evidence import Exhibit, Upload
from engine.time.clock import Clock

TAKES_PART: frozenset[Role] = frozenset({"teacher", "manager"})
KEY_BYTES, ID_BYTES = 32, 16
MOST_WAITING = 100
INCOMING, WAITING = "incoming", "waiting"
CLEARED_EVERY = timedelta(minutes=10)
LOST_AFTER = timedelta(days=1)


class EvidenceStore:
    """Takes files in and reads them out; what was taken in is tied to a case within a day, or deleted."""

    def __init__(
        self,
        folder: Path,
        secret: Callable[[], bytes],
        clock: Clock,
        random: Callable[[int], bytes],
        largest: int,
        ties: Ties,
    ) -> None:
        self._folder, self._clock, self._random, self._largest = folder, clock, random, largest
        self._waiting = WaitingRoom(folder / WAITING, secret, random, ties)
        self._cleared_at: datetime | None = None

    def receive(self, who: Who) -> Incoming:
        """A file of this person's on its way in; unless it is kept, nothing is left of it."""
        self.clear_now_and_then()
        if who.role not in TAKES_PART:
            raise NotAllowed(f"evidence is brought by teachers and managers, not by the role {who.role}")
        if self._waiting.count(who.id) >= MOST_WAITING:
            raise NotDue(f"{MOST_WAITING} files of yours wait to be named in a step; name them first, or wait a day")
        return Incoming(self._passing(), self._random(KEY_BYTES), self._largest)

    def keep(self, incoming: Incoming, who: Who, name: str, once: bytes | None = None) -> Upload:
        """The whole file has come in; the same one again, if it was sent again with the same key."""
        kind, stored_as = incoming.finish()
        known = (once or self._random(ID_BYTES))[:ID_BYTES].hex()
        if earlier := self._waiting.find(who.id, known, self._clock()):
            if earlier.exhibit.sha256 != incoming.sha256:
                raise KeyReused("this idempotency key was used for another file")
            return earlier
        place = self._place(stored_as)
        private(place.parent)
        incoming.move(place)
        keep_listed(place.parent)
        exhibit = Exhibit(id=known, sha256=incoming.sha256, size=incoming.size, type=kind, stored_as=stored_as)
        upload = Upload(exhibit, safe_name(name, kind), urlsafe_b64encode(incoming.key).decode())
        self._waiting.put(who.id, upload, self._clock(), self._passing())
        return upload

    def upload(self, by: str, name: str, case: str = "") -> Upload:
        """What this person uploaded within a day; ValueError if there is none. If a case is given, it is for a step."""
        found = self._waiting.find(by, name, self._clock()) if fullmatch(r"[0-9a-f]{32}", name) else None
        if found is None:
            hours = int(WAITS_FOR / timedelta(hours=1))
            raise ValueError(f"is not the id of a file that you uploaded within the last {hours} hours")
        if case:
            self._waiting.mark(by, name, case)
        return found

    def read(self, exhibit: Exhibit, key: str) -> Iterator[bytes]:
        """The file, piece by piece; NotThere if it is gone, Tampered if it is not what was uploaded."""
        place = self._place(exhibit.stored_as)
        if not place.is_file():
            raise NotThere("the file is no longer in the store of evidence; ask whoever runs this program")
        return _pieces(place, urlsafe_b64decode(key))

    def _passing(self) -> Path:
        """A name for what is not whole yet; it tells since when."""
        private(self._folder)
        return private(self._folder / INCOMING) / f"{int(self._clock().timestamp())}-{self._random(ID_BYTES).hex()}"

    def _place(self, stored_as: str) -> Path:
        return place_of(self._folder, stored_as)

    def clear_now_and_then(self) -> None:
        """Forget the keys that need not wait, delete the files that belong to no case, and what never came whole."""
        now = self._clock()
        if self._cleared_at and now - self._cleared_at < CLEARED_EVERY:
            return
        self._cleared_at = now
        for stored_as in self._waiting.clear(now):
            self._place(stored_as).unlink(missing_ok=True)
        for passing in (self._folder / INCOMING).glob("*-*"):
            if int(passing.name.partition("-")[0]) < (now - LOST_AFTER).timestamp():
                passing.unlink(missing_ok=True)


def place_of(folder: Path, stored_as: str) -> Path:
    """Where a file lies in the store."""
    return folder / stored_as[:2] / stored_as


def _pieces(place: Path, key: bytes) -> Iterator[bytes]:
    """Opened with the first piece, so that nothing is left open by somebody who asks for none."""
    with place.open("rb") as file:
        yield from opened(file, key)
