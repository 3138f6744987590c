"""Unlisted: a category that the rules do not list is taken, but asked about once, since it may be a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from adapters.pages.codes import CATEGORY, names_of
from adapters.pages.visit import Visit
from engine.characters import PATH
from engine.refusal import Flaw

ASKED = "asked"
"""The hidden field with the category that was asked about."""
NEAR, MOST = 0.6, 3


def unlisted(visit: Visit, listed: Sequence[str], fields: Mapping[str, Any], asked: str) -> Iterator[Flaw]:
    """The question whether a category that is on no list is meant, unless it was asked already."""
    written = fields.get(CATEGORY)
    if not listed or not isinstance(written, str) or written in (*listed, asked) or not re.match(PATH, written):
        return
    near = visit.text(", ").join(_nearest(visit, listed, written))
    if near:
        question = visit.text(
            "%(category)s is on no list. Did you mean %(near)s? Send it again to add it as new.",
            category=written,
            near=near,
        )
    else:
        question = visit.text("%(category)s is on no list. Send it again to add it as new.", category=written)
    yield Flaw(CATEGORY, question)


def _nearest(visit: Visit, listed: Sequence[str], written: str) -> list[str]:
    """Those that are spelt most like it, or called so in the reader's language."""
    alike = {path: max(_likeness(written, name) for name in names_of(visit.locale, path)) for path in listed}
    best = max(alike.values())
    return [path for path in listed if alike[path] == best >= NEAR][:MOST]


def _likeness(written: str, name: str) -> float:
    return SequenceMatcher(None, written.casefold(), name.casefold()).ratio()
