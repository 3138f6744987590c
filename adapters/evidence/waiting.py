"""The waiting room: files that were uploaded and are not tied to a case yet, each known to its uploader alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.evidence.durable import add_line, private, write_whole
from engine.sealing import NONCE_BYTES
from engine.steps.evidence import Exhibit, Upload

WAITS_FOR = timedelta(hours=24)
GRACE = timedelta(hours=1)
"""After it was too late to name a file, a step that named it just in time is stored, too."""
NAMED = ".named"

Ties = Callable[[str, str], bool | None]
"""Whether the case, named first, to which a file belongs is closed; None if the file does not belong to it."""


class WaitingRoom:
    """Keeps the key and the name of an upload, sealed with the installation's secret, for a day at most.

    Once a step has named the file, the log has its key; from when the case is closed it is kept there alone. A file
    that belongs to no case, because no step has named it or none that was taken, is deleted when its time is over.
    """

    def __init__(self, folder: Path, secret: Callable[[], bytes], nonce: Callable[[int], bytes], ties: Ties) -> None:
        self._folder, self._secret, self._nonce, self._ties = folder, secret, nonce, ties

    def put(self, by: str, upload: Upload, now: datetime, passing: Path) -> None:
        """It waits from now on; until it is written whole, it lies under a passing name."""
        private(self._folder)
        place = private(self._folder / by) / upload.exhibit.id
        nonce = self._nonce(NONCE_BYTES)
        told = orjson.dumps({"exhibit": upload.exhibit.model_dump(), "name": upload.name, "key": upload.key})
        sealed = nonce + self._cipher().encrypt(nonce, told, _bound(by, upload.exhibit.id))
        write_whole(place, sealed, now, passing)

    def find(self, by: str, name: str, now: datetime) -> Upload | None:
        """The upload of this person's; None if it has been waiting for too long, or there is none."""
        place = self._place(by, name)
        try:
            if _age(place, now) > WAITS_FOR:
                return None
            sealed = place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        told = orjson.loads(self._cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(by, name)))
        return Upload(Exhibit(**told["exhibit"]), told["name"], told["key"])

    def mark(self, by: str, name: str, case: str) -> None:
        """A step of this case is about to name it; if that is stored, its file stays."""
        mark = self._place(by, name + NAMED)
        if case not in _marked(mark):
            add_line(mark, case)

    def count(self, by: str) -> int:
        """How many of a person's files wait and belong to no case."""
        return sum(not self._tied(place) for place in self._of(by))

    def clear(self, now: datetime) -> Iterator[str]:
        """Forget what need not wait any longer, and tell the files among it that belong to no case."""
        for room in self._rooms():
            for place in self._of(room):
                upload = self._gone(room, place, now)
                if upload is not None:
                    yield upload.exhibit.stored_as

    def _gone(self, by: str, place: Path, now: datetime) -> Upload | None:
        try:
            since = now - _age(place, now)
            tied, is_over = self._tied(place), now - since > WAITS_FOR + GRACE
            if not is_over and not (tied and all(tied)):
                return None
            upload = None if tied else self.find(by, place.name, since)
        except FileNotFoundError:
            return None
        place.unlink(missing_ok=True)
        place.with_name(place.name + NAMED).unlink(missing_ok=True)
        return upload

    def _tied(self, place: Path) -> list[bool]:
        """Of each case that the file belongs to, whether it is closed."""
        cases = _marked(place.with_name(place.name + NAMED))
        return [is_closed for case in cases if (is_closed := self._ties(case, place.name)) is not None]

    def _of(self, by: str) -> list[Path]:
        try:
            return [place for place in (self._folder / by).iterdir() if not place.name.endswith(NAMED)]
        except FileNotFoundError:
            return []

    def _rooms(self) -> list[str]:
        return [room.name for room in self._folder.iterdir()] if self._folder.exists() else []

    def _place(self, by: str, name: str) -> Path:
        return self._folder / by / name

    def _cipher(self) -> AESGCM:
        return AESGCM(self._secret())


def _age(place: Path, now: datetime) -> timedelta:
    return timedelta(seconds=now.timestamp() - place.stat().st_mtime)


def _marked(mark: Path) -> list[str]:
    return mark.read_text().splitlines() if mark.exists() else []


def _bound(by: str, name: str) -> bytes:
    return f"{by}\x1f{name}".encode()
