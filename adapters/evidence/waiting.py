"""The waiting room: files that were uploaded and are not tied to a case yet, each known to its uploader alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.evidence.durable import keep_listed, private, write_whole
from engine.evidence import Exhibit, Upload
from engine.sealing import NONCE_BYTES

WAITS_FOR = timedelta(hours=24)
GRACE = timedelta(hours=1)
"""After it was too late to name a file, a step that named it just in time is stored, too."""
NAMED = ".named"


class WaitingRoom:
    """Keeps the key and the name of an upload, sealed with the installation's secret, for a day at most.

    A file that a step has named may belong to a case; one that none has named is deleted when its time is over.
    """

    def __init__(self, folder: Path, secret: Callable[[], bytes], nonce: Callable[[int], bytes]) -> None:
        self._folder, self._secret, self._nonce = folder, secret, nonce

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

    def mark(self, by: str, name: str) -> None:
        """A step is about to name it; from then on its file stays."""
        mark = self._place(by, name + NAMED)
        if not mark.exists():
            mark.touch(mode=0o600)
            keep_listed(mark.parent)

    def count(self, by: str) -> int:
        """How many of a person's files wait and were named by no step."""
        names = {place.name for place in self._of(by)}
        return sum(not name.endswith(NAMED) and name + NAMED not in names for name in names)

    def clear(self, now: datetime) -> Iterator[str]:
        """Forget what has waited for too long, and tell the files among it that no step has named."""
        for room in self._rooms():
            for place in [place for place in self._of(room) if not place.name.endswith(NAMED)]:
                upload = self._gone(room, place, now)
                if upload is not None:
                    yield upload.exhibit.stored_as

    def _gone(self, by: str, place: Path, now: datetime) -> Upload | None:
        mark = place.with_name(place.name + NAMED)
        try:
            since = now - _age(place, now)
            if now - since <= WAITS_FOR + GRACE:
                return None
            upload = None if mark.exists() else self.find(by, place.name, since)
        except FileNotFoundError:
            return None
        place.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
        return upload

    def _of(self, by: str) -> list[Path]:
        try:
            return list((self._folder / by).iterdir())
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


def _bound(by: str, name: str) -> bytes:
    return f"{by}\x1f{name}".encode()
