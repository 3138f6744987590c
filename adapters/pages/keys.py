"""Keys of forms: each form that is drawn is taken once, however often it is sent."""

from __future__ import annotations

from secrets import token_urlsafe

KEY_BYTES = 16


def new_key() -> str:
    """The idempotency key of a form that is drawn now."""
    return token_urlsafe(KEY_BYTES)
