"""Conditions: If-Match on what changes a case. A case's ETag is its version.

A version says nothing of what time or a new policy has changed meanwhile, so whoever reads is always answered in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from starlette.datastructures import Headers

from adapters.http.refusals import Malformed, Unseen
from adapters.lifecycles import NEEDS_VERSION
from engine.case import Case
from engine.refusal import Stale

TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
TAGS = re.compile(rf"[\s,]*{TAG}(?:\s*,[\s,]*{TAG})*[\s,]*")
STRONG = re.compile(r'(?<!W/)"(0|[1-9][0-9]{0,17})"')
LONGEST, CONDITIONS_KEPT = 2_000, 1_000
HOW = 'send the ETag of the case as you have seen it, as in If-Match: "7"'


def etag(version: int) -> str:
    """The entity tag of a case at a version."""
    return f'"{version}"'


@dataclass(frozen=True, slots=True)
class Condition:
    """What a request says about the version it was written for; `*` is any version there is."""

    given: bool = False
    anything: bool = False
    versions: frozenset[int] = frozenset()

    def seen(self, verb: str, current: Callable[[], Case]) -> int | None:
        """The one version for which the step may be taken; None for any. `current` reads the case where that helps."""
        if not self.given and verb in NEEDS_VERSION:
            msg = f"{verb} needs to know which version of {current().reference} you have seen; {HOW}"
            raise Unseen(msg)
        if not self.given or self.anything:
            return None
        if len(self.versions) == 1:
            return next(iter(self.versions))
        case = current()
        if case.version not in self.versions:
            msg = f"{case.reference} is at version {case.version}, which If-Match does not name"
            raise Stale(msg)
        return case.version


def if_match(headers: Headers) -> Condition:
    """The condition of a request. Tags are compared strongly: a weak one never matches, nor does one not of ours."""
    lines = headers.getlist("if-match")
    return _condition(",".join(lines)) if lines else Condition()


@lru_cache(CONDITIONS_KEPT)
def _condition(tags: str) -> Condition:
    if tags.strip() == "*":
        return Condition(given=True, anything=True)
    _check(tags)
    return Condition(given=True, versions=frozenset(map(int, STRONG.findall(tags))))


def _check(tags: str) -> None:
    if len(tags) > LONGEST or not TAGS.fullmatch(tags):
        msg = f"If-Match is not a list of entity tags; {HOW}"
        raise Malformed(msg)
