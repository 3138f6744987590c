"""A situation: everything that a rule, or an event about to happen, may look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from engine.case import Case
from engine.event import Event
from engine.policy import Policy


@dataclass(frozen=True, slots=True)
class Situation:
    """The case as it stands, the policy it runs under, the moment, and the form as filled in (if it is)."""

    case: Case
    policy: Policy
    now: datetime
    form: BaseModel | None = None
    event_at: Callable[[int], Event | None] | None = None

    @property
    def at(self) -> datetime:
        """When the step happens: as filled in, or now."""
        return getattr(self.form, "happened_at", None) or self.now
