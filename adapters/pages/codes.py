"""Codes: what cases are filed under, in the reader's words where a catalogue has them; the values stay as they are."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

from adapters.pages.texts import humanised, texts

KEPT = 8_192
CATEGORY = "category"
CODES = frozenset({CATEGORY, "root_cause", "approach", "route", "service"})
"""The fields that hold them; each is what tells its translations apart."""
BELOW = " › "


@lru_cache(KEPT)
def code_word(locale: str, kind: str, code: str) -> str:
    """What a code is called; one that an institution has made itself stays as it is."""
    named = [_put(locale, kind, each) for each in (branches(code) if kind == CATEGORY else [code])]
    return BELOW.join(filter(None, named)) if all(named) else code


def suggestion(locale: str, kind: str, code: str) -> str:
    """What is read beside a code that a form suggests: teaching.teacher_change, Teaching › Teacher change."""
    called = code_word(locale, kind, code)
    return BELOW.join(map(humanised, code.split("."))) if kind == CATEGORY and called == code else called


def names_of(locale: str, category: str) -> tuple[str, ...]:
    """By what somebody may look for a category: its path, the end of it, and how that is called."""
    end = category.rpartition(".")[2]
    return category, end, _put(locale, CATEGORY, category) or end


def branches(path: str) -> list[str]:
    """A category with all that are above it, the highest first."""
    return list(accumulate(path.split("."), lambda above, name: f"{above}.{name}"))


def _put(locale: str, kind: str, code: str) -> str | None:
    put = texts(locale).pgettext(kind, code)
    return None if put == code else put
