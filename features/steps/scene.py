"""A scene: the casebook a scenario plays in, its clock, its people, and what was last said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any

from adapters.casebook import Casebook
from features.steps.casework import AsSeen, Casework, Fields, Member, Refused, Shown, Submission
from features.steps.facts import usual

FAR = 10_000
PATH = ("raise", "listen", "record", "investigate", "solve", "feedback", "close")


class StoppedClock:
    """A clock that stands where the scenario sets it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Scene:
    """Everything that the sentences of a scenario share."""

    casework: Casework
    casebook: Casebook
    clock: StoppedClock
    people: dict[str, Member] = field(default_factory=dict)
    case: Shown = field(default_factory=dict)
    """The case as it was last shown to anybody."""
    kept: dict[str, Shown] = field(default_factory=dict)
    """Cases by the name that the scenario gives them."""
    files: dict[str, Shown] = field(default_factory=dict)
    """What was uploaded, by the name that it was uploaded under."""
    links: list[str] = field(default_factory=list)
    """What the family was given to answer by, the first one first."""
    found: Shown = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    """The version that somebody has in front of them and has not looked at again."""
    sent: Submission | None = None
    refusal: Refused | None = None
    """A refusal that no sentence has spoken of yet."""
    last_refusal: Refused = field(default_factory=lambda: Refused("nothing was refused", ""))
    size_before: int = 0
    keys: Any = field(default_factory=lambda: map("submission-{}".format, count(1)))

    def begin(self, by: str, workflow: str, fields: Fields) -> None:
        """Somebody raises a case."""
        self.send(Submission(self.people[by], workflow, "raise", fields, next(self.keys)))

    def take(self, by: str, verb: str, fields: Fields) -> None:
        """Somebody takes a step on the case, having seen it as it stands, unless they hold an older view."""
        self.send(self.step(by, verb, fields))

    def step(self, by: str, verb: str, fields: Fields) -> Submission:
        """The step as it will be sent."""
        seen = self.held.pop(by, None) or self.latest_version()
        key = next(self.keys)
        named = {name: self._named(value) for name, value in fields.items()}
        return Submission(self.people[by], self.case["workflow"], verb, named, key, self.case["id"], seen)

    def upload(self, by: str, name: str, content: bytes) -> None:
        """Somebody brings a file; it is called by its name from now on."""
        self.expect_no_refusal()
        self.size_before = self.size()
        try:
            self.files[name] = self.casework.upload(self.people[by], name, content)
        except Refused as refused:
            self.refusal = refused

    def _named(self, value: Any) -> Any:
        """What was filled in, with the ids of files in place of their names."""
        match value:
            case dict():
                return {name: self._named(part) for name, part in value.items()}
            case list():
                return [self._named(part) for part in value]
            case str() if value in self.files:
                return self.files[value]["id"]
        return value

    def send(self, submission: Submission) -> None:
        """Send it, and remember the answer or the refusal."""
        self.sent = submission
        self.attempt(lambda: self.casework.send(submission))

    def send_again(self, **changed: Any) -> None:
        """Send the same submission once more, as a person does who saw no answer."""
        assert self.sent is not None, "nothing has been sent yet"
        again = replace(self.sent, **changed)
        self.attempt(lambda: self.casework.send(again))

    def look(self, by: str, as_seen: AsSeen | None = None) -> None:
        """Somebody opens the case and its history."""
        self.attempt(lambda: self.casework.show(self.people[by], self.case["id"], as_seen or {}))

    def attempt(self, action: Callable[[], Shown]) -> None:
        """Do it; a refusal waits for the sentence that speaks of it."""
        self.expect_no_refusal()
        self.size_before = self.size()
        try:
            self.case = action()
        except Refused as refused:
            self.refusal = refused

    def expect_no_refusal(self) -> None:
        """No scenario passes over a refusal."""
        assert self.refusal is None, f"refused, and the scenario does not speak of it: {self.refusal}"

    def refused(self, because: str) -> None:
        """The scenario speaks of the refusal."""
        assert self.refusal is not None, "nothing was refused"
        assert self.refusal.because == because, str(self.refusal)
        self.last_refusal, self.refusal = self.refusal, None

    def usual(self, workflow: str, verb: str) -> dict[str, Any]:
        """What one usually fills in."""
        return usual(workflow, verb, self.clock())

    def walk(self, by: str, verbs: tuple[str, ...]) -> None:
        """Take these steps of the path with what one usually fills in."""
        for verb in verbs:
            self.take(by, verb, self.usual(self.case["workflow"], verb))
            self.expect_no_refusal()

    def latest_version(self) -> int:
        """The version that the case has reached."""
        return self.casebook.application.case(self.case["id"]).version

    def size(self) -> int:
        """How many events the log holds."""
        return len(self.casebook.log.select_notifications(None, FAR))
