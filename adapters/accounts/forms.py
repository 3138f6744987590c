"""Forms: a page's form is taken only from that page, in the browser that was shown it."""

from __future__ import annotations

from collections.abc import Mapping
from hmac import compare_digest

from adapters.accounts.refusals import NotFromHere
from adapters.accounts.secrets import Purpose

OURS = frozenset({"same-origin", "none"})
"""Of Sec-Fetch-Site; `none` is a person's own doing, such as a bookmark."""


class Forms:
    """Hands out what a form carries and asks it back: computed from the session's cookie, of use in no other."""

    def __init__(self, hidden: Purpose) -> None:
        self._hidden = hidden

    def token(self, cookie: str) -> str:
        """What every form of the page carries in its field `csrf`."""
        return self._hidden.of(cookie)

    def check(self, cookie: str, given: str, headers: Mapping[str, str]) -> None:
        """NotFromHere unless the form came from a page of ours that was made for this cookie."""
        if not comes_from_here(headers) or not cookie or not compare_digest(self.token(cookie), _ascii(given)):
            raise NotFromHere("the page had been open for too long, or was not ours; open it again and repeat")


def comes_from_here(headers: Mapping[str, str]) -> bool:
    """Whether the browser says that a page of ours sent this; a program that says nothing is no browser."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in OURS
    return origin is None or origin.partition("://")[2] == headers.get("host", "")


def _ascii(given: str) -> str:
    return given if given.isascii() else ""
