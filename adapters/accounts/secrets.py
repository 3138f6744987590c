"""Secrets of the accounts, all drawn from one secret of the installation, each for a purpose of its own."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b, sha256

LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Purpose:
    """What only this installation can compute of a text, for one purpose."""

    secret: bytes
    name: bytes

    def of(self, text: str) -> str:
        """The same for the same text; nobody else can tell it, or what the text was."""
        return self._digest(text).hexdigest()

    def key(self) -> bytes:
        """A key of 256 bits."""
        return self._digest("").digest()

    def _digest(self, text: str) -> blake2b:
        return blake2b(text.encode(errors="surrogatepass"), digest_size=32, key=self.secret, person=self.name)


def fingerprint(token: str) -> str:
    """What is kept of a token that was drawn at random: who reads it cannot use it."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
