"""Idempotency keys: what was asked once with a key is done once, and answered alike as often as it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from starlette.datastructures import Headers

from adapters.http.refusals import Malformed
from engine.access import Who
from engine.log import Once
from engine.time.clock import Clock

LONGEST_KEY = 200
DIGEST = 32


@dataclass(frozen=True, slots=True)
class IdempotencyKeys:
    """Turns a key into hashes that only this installation can make: the log learns nothing of key or body."""

    secret: bytes
    clock: Clock

    def once(self, headers: Headers, who: Who, route: str, body: bytes) -> Once | None:
        """The key of a request, in the scope of the person and the route; None if it carries none."""
        key = headers.get("idempotency-key")
        return None if key is None else self.once_with(key, who, route, body)

    def once_with(self, key: str, who: Who, route: str, body: bytes) -> Once:
        """A key, in the scope of the person and the route."""
        if not 1 <= len(key) <= LONGEST_KEY or not (key.isascii() and key.isprintable()):
            msg = f"Idempotency-Key is 1 to {LONGEST_KEY} printable ASCII characters"
            raise Malformed(msg)
        scoped = f"{who.id}\n{route}\n{key}".encode()
        return Once(self._hash(scoped, b"key"), self._hash(body, b"body"), self.clock())

    def _hash(self, text: bytes, purpose: bytes) -> bytes:
        return blake2b(text, digest_size=DIGEST, key=self.secret, person=purpose).digest()
