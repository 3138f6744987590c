"""Sealing: personal values are encrypted with the key of their data subject, bound to the place they stand in."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from binascii import a2b_base64
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.refusal import NotDue

NONCE_BYTES = 12


class Place(NamedTuple):
    """Where a sealed value stands; a box moved elsewhere does not open."""

    case: str
    version: int
    topic: str
    field: str


class Tampered(Exception):
    """A sealed value was changed, or moved from where it was sealed."""


class Keys(Protocol):
    """The keys of the data subjects, kept apart from the log."""

    def make(self, subjects: Iterable[str]) -> None:
        """See that each subject has a key, durably, before anything is sealed with it."""

    def fetch(self, subjects: Iterable[str]) -> None:
        """Read the keys of many subjects in one go, before all of them are asked for one by one."""

    def cipher(self, subject: str) -> AESGCM | None:
        """The subject's cipher; None once its key is gone."""


def sealed_for(box: str) -> str:
    """The subject whose key opens a box."""
    return box.rpartition(".")[0]


class Sealer:
    """Seals with AES-256-GCM; the associated data names log, case, version, topic, field and key."""

    def __init__(self, keys: Keys, nonce: Callable[[], bytes], log: str) -> None:
        self.keys = keys
        self._nonce = nonce
        self._log = log

    def seal(self, subject: str, place: Place, value: bytes) -> str:
        """The value's box: the subject, and what only the subject's key opens; refused once that key is gone."""
        cipher = self.keys.cipher(subject)
        if cipher is None:
            msg = "the family's personal data were erased; nothing more can be kept about them"
            raise NotDue(msg)
        nonce = self._nonce()
        sealed = cipher.encrypt(nonce, value, self._bound(subject, place))
        return f"{subject}.{urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, place: Place, box: str) -> bytes | None:
        """The value, or None where the subject's key is gone."""
        subject, _, sealed = box.rpartition(".")
        cipher = self.keys.cipher(subject)
        if cipher is None:
            return None
        try:
            raw = a2b_base64(sealed.replace("-", "+").replace("_", "/"))
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], self._bound(subject, place))
        except (InvalidTag, ValueError) as error:
            msg = f"{place.field} of version {place.version} of case {place.case} does not open"
            raise Tampered(msg) from error

    def _bound(self, subject: str, place: Place) -> bytes:
        return "\x1f".join((self._log, place.case, str(place.version), place.topic, place.field, subject)).encode()
