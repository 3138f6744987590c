"""The view of a case: what its page says of it, from what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from adapters.bootstrap import Casebook
from adapters.pages.visit import Visit
from engine.case import Case
from engine.lifecycle import CLOSED, PATH


@dataclass(frozen=True)
class CaseView:
    """What the page of one case shows, for one visit."""

    casebook: Casebook
    visit: Visit
    case: Case
    shown: dict[str, Any]

    @property
    def path(self) -> list[dict[str, Any]]:
        """The steps of its way, in order: which are done, which one is due."""
        steps = [stage for stage in self.case.lifecycle.stages if stage in PATH]
        return [
            {"step": step, "done_at": self.case.done.get(step), "is_due": step == self.case.stage} for step in steps
        ]

    @property
    def others(self) -> list[str]:
        """What else one may do with it."""
        return [step for step in self.shown["next_steps"] if step != self.case.stage]

    @property
    def is_closed(self) -> bool:
        """Whether it is closed."""
        return self.case.stage == CLOSED

    @cached_property
    def assignee(self) -> str:
        """Who looks after it."""
        return self.casebook.staff.name_of(self.shown["assignee"]) if self.shown["assignee"] else ""
