"""What stands in a form when it is drawn again: what was filled in, and what is wrong beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engine.refusal import Flaw

Texts = Mapping[str, str]


def beside(flaws: Iterable[Flaw]) -> Texts:
    """What is wrong by its field, nothing for all others."""
    return defaultdict(str, {flaw.field: flaw.message for flaw in flaws})


def again(posted: Mapping[str, str] | None) -> Texts:
    """What was filled in, nothing for what was not."""
    return defaultdict(str, posted or {})
