"""Passwords: hashed with argon2id, bounded in length, and otherwise a person's own affair."""

from __future__ import annotations

from base64 import b64encode
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.refusal import Flaw, NotFillable

SHORTEST, LONGEST = 12, 200
CAREFUL = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
"""Twice what OWASP asks for at least; docs/decisions has the figures."""
SWIFT = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""For passwords that are no secret: the demo prints its own."""


class Passwords:
    """Makes and compares hashes; to compare with nobody's takes as long as with somebody's."""

    def __init__(self, hasher: PasswordHasher = CAREFUL) -> None:
        self._hasher = hasher
        self._nobodys = _never_matched(hasher)

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        return self._hasher.hash(_one_way_of_writing(password))

    def match(self, password: str, kept: str | None) -> bool:
        """Whether this is the password that was kept, if any was."""
        compared = kept if kept and len(password) <= LONGEST else self._nobodys
        try:
            return self._hasher.verify(compared, _one_way_of_writing(password[:LONGEST])) and compared == kept
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, kept: str) -> bool:
        """Whether it was hashed otherwise than is done today."""
        return self._hasher.check_needs_rehash(kept)


def checked(password: str, login: str) -> str:
    """A password that may be taken; NotFillable says why not."""
    size = len(_one_way_of_writing(password))
    if size < SHORTEST:
        raise NotFillable([Flaw("password", f"is at least {SHORTEST} characters long; a few words do well")])
    if len(password) > LONGEST or size > LONGEST:
        raise NotFillable([Flaw("password", f"is at most {LONGEST} characters long")])
    if login and login in _one_way_of_writing(password).casefold():
        raise NotFillable([Flaw("password", "does not contain the name that you sign in with")])
    return password


def _one_way_of_writing(password: str) -> str:
    """Keyboards write the same character in several ways; see NIST SP 800-63B."""
    return normalize("NFKC", password)


def _never_matched(hasher: PasswordHasher) -> str:
    """A hash of today's cost that no password has, made without the cost of hashing one."""
    salt, tag = (b64encode(bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len))
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${tag}"
