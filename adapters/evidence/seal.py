"""The seal of a file: AES-256-GCM chunk by chunk, so that no file is held whole, and none is cut short unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.sealing import Tampered

CHUNK, TAG = 65_536, 16
NUMBER_BYTES = 11
MORE, LAST = b"\0", b"\1"


def _nonce(number: int, end: bytes) -> bytes:
    """A key seals one file: its chunks are told apart by their number, and the last one is marked."""
    return number.to_bytes(NUMBER_BYTES, "big") + end


class Seal:
    """Seals what comes in, in pieces of any size."""

    def __init__(self, key: bytes) -> None:
        self._cipher, self._number, self._rest = AESGCM(key), 0, bytearray()

    def update(self, data: bytes) -> bytes:
        """What is sealed by now; the last chunk waits for the end."""
        self._rest += data
        sealed = bytearray()
        while len(self._rest) > CHUNK:
            sealed += self._chunk(MORE)
        return bytes(sealed)

    def finish(self) -> bytes:
        """The last chunk."""
        return self._chunk(LAST)

    def _chunk(self, end: bytes) -> bytes:
        piece, self._rest = bytes(self._rest[:CHUNK]), self._rest[CHUNK:]
        self._number += 1
        return self._cipher.encrypt(_nonce(self._number, end), piece, None)


def opened(sealed: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The file, chunk by chunk, none of them unproven; Tampered at the first that was changed, moved or cut off."""
    cipher, number = AESGCM(key), 0
    ahead = sealed.read(CHUNK + TAG)
    while ahead:
        piece, ahead, number = ahead, sealed.read(CHUNK + TAG), number + 1
        try:
            yield cipher.decrypt(_nonce(number, MORE if ahead else LAST), piece, None)
        except InvalidTag:
            raise Tampered("a file of evidence was changed since it was uploaded") from None
