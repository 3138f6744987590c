"""A file on its way in: bounded, looked at, hashed and sealed piece by piece; one that is cut off leaves nothing."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Self

from adapters.evidence.kinds import HEAD, Look, look_at
from adapters.evidence.seal import Seal
from engine.refusal import Flaw, NotFillable, TooLarge


class Incoming:
    """Takes one file in; it lies sealed and under a passing name until it is whole."""

    def __init__(self, passing: Path, key: bytes, largest: int) -> None:
        self._passing, self._largest, self.key = passing, largest, key
        self._file = os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._seal, self._content, self._stored = Seal(key), sha256(), sha256()
        self._head = b""
        self._look: Look | None = None
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._passing.unlink(missing_ok=True)

    @property
    def sha256(self) -> str:
        """The hash of the content so far."""
        return self._content.hexdigest()

    def write(self, data: bytes) -> None:
        """The next piece; refused as soon as the file is known to be too large, or of no type that is taken."""
        self.size += len(data)
        if self.size > self._largest:
            raise TooLarge(f"a file may take {self._largest:,} bytes")
        self._content.update(data)
        self._see(data)
        self._store(self._seal.update(data))

    def finish(self) -> tuple[str, str]:
        """The whole file is on the disk: its type, and the hash of it as it lies there."""
        if self.size == 0:
            raise NotFillable([Flaw("file", "is empty")])
        self._look = self._look or _looking(self._head)
        kind = self._look.finish()
        self._store(self._seal.finish())
        self._file.flush()
        os.fsync(self._file.fileno())
        return kind, self._stored.hexdigest()

    def move(self, to: Path) -> None:
        """Give it the name under which it stays."""
        self._passing.replace(to)

    def _see(self, data: bytes) -> None:
        if self._look is not None:
            self._look.update(data)
            return
        self._head += data
        if len(self._head) >= HEAD:
            self._look = _looking(self._head)

    def _store(self, sealed: bytes) -> None:
        self._stored.update(sealed)
        self._file.write(sealed)


def _looking(head: bytes) -> Look:
    look = look_at(head)
    look.update(head)
    return look
