"""References: the short names by which people call a case on the phone."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is taken for a digit."""
BITS = 40


def reference_of(prefix: str, case_id: str) -> str:
    """The reference of a case, `OBJ-7F3K-9Q2M`: the first 40 bits of its random id."""
    number = int(case_id.replace("-", "")[: BITS // 4], 16)
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
