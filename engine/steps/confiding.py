"""Confiding: whom a case is about, and that it is confidential, is said as early as somebody knows it, and holds."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from engine.event import PathEvent
from engine.words import Part, StaffName


class About(Part):
    """What or who the case is about."""

    what: Literal["teacher", "curriculum", "equipment", "system", "other"]
    staff: StaffName | None = None


class Confiding(PathEvent):
    """A step in which it may come up; what was said in one of them is said for all, unless it is corrected there."""

    about: tuple[About, ...] = Field((), max_length=50, description="Whom or what it is about, beside what was said.")
    confidential: bool = Field(
        default=False, description="Hide the case from everybody named in it; none of them looks after it any longer."
    )

    def apply(self, aggregate: Any) -> None:
        """Whoever is named knows nothing of a confidential case."""
        super().apply(aggregate)
        if self.about or self.confidential:
            named = (about.staff for about in self.about if about.staff)
            aggregate.hide(aggregate.about.union(named), confidential=aggregate.confidential or self.confidential)
