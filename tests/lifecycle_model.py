"""What a case is to somebody with pencil and paper: a stage, a version, and a few ticks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.refusal import NotDue, NotFillable, Refusal
from tests.school import POLICY

ORDER = ("listen", "record", "investigate", "solve", "feedback", "close", "closed")
RETRACTABLE = ("note", "assign", "link", "extend")
AMENDMENTS = ("correct", "retract")
ONLY_WHILE_OPEN = ("assign", "extend", "escalate", "withdraw")


@dataclass
class Paper:
    """The lifecycle as the mission tells it, without a table."""

    workflow: str
    stage: str = "listen"
    left_at: str = "start"
    taken: list[str] = field(default_factory=lambda: ["raise"])
    paused_since: datetime | None = None
    rounds: int = 0
    disputed: str = "none"
    closed_at: datetime | None = None
    reopened: int = 0

    @property
    def version(self) -> int:
        """Versions count events."""
        return len(self.taken)

    def refuses(self, verb: str, sent: dict[str, Any], at: datetime, now: datetime) -> type[Refusal] | None:
        """How a well filled-in step that is sent now is refused, if it is."""
        if at > now:
            return NotFillable
        if not self._is_due(verb, now):
            return NotDue
        return None if self._makes_sense(verb, sent, at) else NotFillable

    def _is_due(self, verb: str, now: datetime) -> bool:
        is_open, is_paused = self.closed_at is None, self.paused_since is not None
        match verb:
            case "note" | "link" | "correct" | "retract":
                return True
            case "reclassify":
                return ORDER.index(self.stage) >= ORDER.index("investigate")
            case "pause" | "resume":
                return is_open and is_paused == (verb == "resume")
            case "reopen":
                return not is_open and now <= self._last_moment_to_reopen
            case _:
                return is_open if verb in ONLY_WHILE_OPEN else self.stage == verb

    @property
    def _last_moment_to_reopen(self) -> datetime:
        assert self.closed_at
        return POLICY.reopening.window.due(self.closed_at, POLICY.calendar)

    def _makes_sense(self, verb: str, sent: dict[str, Any], at: datetime) -> bool:
        match verb:
            case "resume":
                return self.paused_since is not None and at >= self.paused_since
            case "extend":
                met_by = {"acknowledge": "listen", "classify": "record", "resolve": "close"}
                met = {"raise", *self.taken} - {"close"}
                return self.workflow == "objection" and met_by.get(sent["deadline"], "raise") not in met
            case "correct":
                return self._taken_at(sent["version"]) not in (None, *AMENDMENTS)
            case "retract":
                return self._taken_at(sent["version"]) in RETRACTABLE
            case _:
                return True

    def _taken_at(self, version: int) -> str | None:
        return self.taken[version - 1] if 1 <= version <= self.version else None

    def take(self, verb: str, sent: dict[str, Any], at: datetime) -> None:
        """Write down a step that was taken."""
        self.taken.append(verb)
        match verb:
            case "pause":
                self.paused_since = at
            case "resume":
                self.paused_since = None
            case "feedback":
                self.rounds += 1
                self.disputed = sent.get("disputed", "none")
                self._stand(self._after_feedback(sent))
            case "close" | "withdraw":
                self._stand("closed")
                self.closed_at, self.paused_since = at, None
            case "reopen":
                self.reopened += 1
                self.closed_at = None
                self._stand(self._after_reopening())
            case _ if verb in ORDER:
                self._stand(ORDER[ORDER.index(verb) + 1])

    def _stand(self, stage: str) -> None:
        self.left_at, self.stage = self.stage, stage

    def _after_feedback(self, sent: dict[str, Any]) -> str:
        if self.workflow == "renewal":
            return "solve" if sent["answer"] == "undecided" else "close"
        if sent["accepted"] and sent["satisfaction"] > 2 and self.disputed == "none":
            return "close"
        return "investigate" if self.disputed == "finding" else "solve"

    def _after_reopening(self) -> str:
        if self.left_at in ORDER[:5]:
            return self.left_at
        return "investigate" if self.disputed == "finding" else "solve"
