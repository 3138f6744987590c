"""What a case is to somebody with pencil and paper: a stage, a version, and a few ticks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.refusal import NotDue, NotFillable, Refusal
from tests import merging_model, solution_model

ORDER = ("listen", "record", "investigate", "solve", "feedback", "close", "closed")
RETRACTABLE = ("note", "assign", "link", "pause", "extend", "finish")
AMENDMENTS = ("correct", "retract")
MET_BY = {"acknowledge": "listen", "classify": "record", "resolve": "close"}
ONLY_WHILE_OPEN = ("assign", "extend", "escalate", "withdraw")
FORETOLD = frozenset(
    {*ORDER, *RETRACTABLE, *AMENDMENTS, *ONLY_WHILE_OPEN, "resume", "reclassify", "reopen"}
    | {"approve", "refuse", "decide", "review", "merge", "unmerge"}
)
"""The steps that the paper knows; tests/test_random_walks.py takes all of them."""


@dataclass
class Paper:
    """The lifecycle as the mission tells it, without a table."""

    workflow: str
    other: str = ""
    path: list[tuple[int, str]] = field(default_factory=lambda: [(0, "start"), (1, "listen")])
    taken: list[str] = field(default_factory=lambda: ["raise"])
    said: list[dict[str, Any]] = field(default_factory=lambda: [{}])
    moments: list[datetime] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    paused_since: datetime | None = None
    paused_by: int = 0
    rounds: int = 0
    closed_at: datetime | None = None
    reopened: int = 0

    @property
    def stage(self) -> str:
        """Where the last step of the path led."""
        return self.path[-1][1]

    @property
    def version(self) -> int:
        """Versions count events."""
        return len(self.taken)

    def refuses(self, verb: str, sent: dict[str, Any], at: datetime, now: datetime) -> type[Refusal] | None:
        """How a well filled-in step that is sent now is refused, if it is."""
        if at > now:
            return NotFillable
        if verb in merging_model.STEPS:
            return merging_model.refuses(self, verb, sent, at, self.other)
        if merging_model.is_barred(self, verb) or not self._is_due(verb, now):
            return NotDue
        return None if self._makes_sense(verb, sent, at) else NotFillable

    def _is_due(self, verb: str, now: datetime) -> bool:
        is_open, is_paused = self.closed_at is None, self.paused_since is not None
        match verb:
            case "note" | "link" | "correct" | "retract":
                return verb != "retract" or self.has_additions
            case "reclassify":
                return ORDER.index(self.stage) >= ORDER.index("investigate")
            case "pause" | "resume":
                return is_open and is_paused == (verb == "resume")
            case "reopen":
                return self.closed_at is not None and now <= solution_model.last_moment_to_reopen(self, self.closed_at)
            case _ if verb in ONLY_WHILE_OPEN:
                return is_open and self._is_left(verb)
        return self.stage == verb or solution_model.is_due(self, verb, now)

    def _is_left(self, verb: str) -> bool:
        """Whether a deadline is left to put off, and a level to go up to."""
        if verb == "extend":
            return self.workflow == "objection" or "feedback" not in self.taken
        return verb != "escalate" or solution_model.is_below_the_board(self, self.version + 1)

    def _makes_sense(self, verb: str, sent: dict[str, Any], at: datetime) -> bool:
        match verb:
            case "resume":
                return self.paused_since is not None and at >= self.paused_since
            case "extend":
                met = {"raise", *self.taken} - {"close"}
                return self.workflow == "objection" and MET_BY.get(sent["deadline"], "raise") not in met
            case "assign":
                return not self.is_hidden_from(sent["to"], self.version + 1)
            case "correct":
                return self._can_be(sent["version"], sent["fields"])
            case "retract":
                return self._is_addition(sent["version"])
            case _:
                return solution_model.makes_sense(self, verb, sent, at, self.version + 1)

    def _can_be(self, version: int, fields: dict[str, Any]) -> bool:
        match self._taken_at(version):
            case None | "correct" | "retract":
                return False
            case "raise" if "guardian" in fields:
                return isinstance(fields["guardian"], dict) and isinstance(self.said[0]["guardian"], dict)
            case "assign" if "to" in fields and version not in self.struck:
                was_hidden = self.is_hidden_from(self.said[version - 1]["to"], version)
                return was_hidden or not self.is_hidden_from(fields["to"], version)
            case verb:
                return solution_model.can_be(self, verb, version, fields)

    def is_hidden_from(self, person: str, before: int) -> bool:
        """Whether somebody may not know of the case, before something else was done with it."""
        said = self._confided(before)
        named = {each.get("staff") for facts in said for each in facts.get("about") or ()}
        return self.is_confidential(before) and person in named

    def is_confidential(self, before: int) -> bool:
        """Whether somebody had said so, before something else was done with it."""
        return any(facts.get("confidential") for facts in self._confided(before))

    def _confided(self, before: int) -> list[dict[str, Any]]:
        confiding = ("raise", "listen", "record")
        return [facts for facts, verb in zip(self.said[: before - 1], self.taken, strict=False) if verb in confiding]

    @property
    def has_additions(self) -> bool:
        """Whether anything was added to it that was not taken back."""
        return any(map(self._is_addition, range(1, self.version + 1)))

    def _is_addition(self, version: int) -> bool:
        return self._taken_at(version) in RETRACTABLE and version not in self.struck

    def _taken_at(self, version: int) -> str | None:
        return self.taken[version - 1] if 1 <= version <= self.version else None

    def take(self, verb: str, sent: dict[str, Any], at: datetime) -> None:
        """Write down a step that was taken."""
        self.taken.append(verb)
        self.said.append(dict(sent))
        self.moments.append(at)
        match verb:
            case "pause":
                self.paused_since, self.paused_by = at, self.version
            case "resume":
                self.paused_since = None
            case "feedback":
                self.rounds += 1
                self._stand(self._after_feedback(sent))
            case "close" | "withdraw" | "merge":
                self._stand("closed")
                self.closed_at, self.paused_since = at, self.paused_since if verb == "merge" else None
            case "decide":
                self._stand("close")
            case "reopen" | "unmerge":
                self.reopened += verb == "reopen"
                self.closed_at = None
                self._stand(self._after_reopening())
            case "correct":
                self._correct(sent["version"], sent["fields"])
            case "retract":
                self._strike(sent["version"])
            case _ if verb in ORDER:
                self._stand(ORDER[ORDER.index(verb) + 1])

    def _strike(self, version: int) -> None:
        self.struck.add(version)
        if version == self.paused_by:
            self.paused_since = None

    def _correct(self, version: int, fields: dict[str, Any]) -> None:
        self.said[version - 1] |= fields
        if self.taken[version - 1] == "feedback":
            stage = self._after_feedback(self.said[version - 1])
            self.path = [(step, stage if step == version else led_to) for step, led_to in self.path]

    def _stand(self, stage: str) -> None:
        self.path.append((self.version, stage))

    def _after_feedback(self, sent: dict[str, Any]) -> str:
        if self.workflow == "renewal":
            return "solve" if sent["answer"] == "undecided" else "close"
        disputed = sent.get("disputed", "none")
        if sent["accepted"] and sent["satisfaction"] > 2 and disputed == "none":
            return "close"
        return "investigate" if disputed == "finding" else "solve"

    def _after_reopening(self) -> str:
        (_, left_at), (ended, _) = self.path[-2:]
        if self.taken[ended - 1] in ("withdraw", "merge"):
            return left_at
        answers = [facts for facts, verb in zip(self.said, self.taken, strict=True) if verb == "feedback"]
        return "investigate" if answers[-1].get("disputed") == "finding" else "solve"
