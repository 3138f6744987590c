"""The player: takes every step of the story by the one command path, while the clock walks through the month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

from adapters.bootstrap import Casebook
from adapters.demo.following import Following
from adapters.demo.month import Month
from adapters.demo.story import Scene, content
from engine.access import Who
from engine.application import Request
from engine.case import Case
from engine.form import form_of
from workflows.course import renewal_of

CASE, DAY, FILE = "@", "day ", "file "
ANSWERS = ("contribute", "cancel", "come_back")
AMENDS = ("correct", "retract")
Happening = tuple[datetime, Callable[[], None]]
BEFORE_IT_IS_ENTERED = timedelta(minutes=4)


@dataclass
class WalkingClock:
    """Shows what it was set to last."""

    now: datetime

    def __call__(self) -> datetime:
        """The moment of the story."""
        return self.now

    def move(self, to: datetime) -> None:
        """Go on; never back."""
        self.now = max(self.now, to)


class Player:
    """Plays a story in a casebook whose clock it has."""

    def __init__(self, casebook: Casebook, clock: WalkingClock, month: Month, people: Mapping[str, Who]) -> None:
        self._casebook, self._clock, self._month, self._people = casebook, clock, month, people
        self._following = Following(casebook.application, clock.move)
        self._cases: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def happenings(self, scenes: Iterable[Scene]) -> Iterator[Happening]:
        """Every step, and its moment."""
        yield from ((self._month.moment(scene.when), partial(self._take, scene)) for scene in scenes)

    def play(self, happenings: Iterable[Happening]) -> None:
        """Let everything happen when its moment has come, and follow what follows from it, until now."""
        for moment, happen in sorted(happenings, key=itemgetter(0)):
            self._until(moment)
            happen()
        self._until(self._month.now)

    def _until(self, moment: datetime) -> None:
        self._following.until(moment)
        self._clock.move(moment)

    def _take(self, scene: Scene) -> None:
        case_id = "" if scene.verb == "raise" else self._case(scene.case)
        by = self._people[scene.by]
        fields = self._said(scene, self._filled(by, dict(scene.fields)))
        if case_id:
            fields |= _meant(self._casebook, self._casebook.application.case(case_id), scene.verb, by, fields)
        taken = self._casebook.application.take(Request(by, scene.workflow, scene.verb, fields, case_id))
        self._cases[scene.case] = taken.case.id

    def _case(self, name: str) -> str:
        """The case of the story that is called so; a course has had its renewal raised by itself."""
        if name not in self._cases:
            course = self._casebook.application.case(self._cases[f"{name.partition('.')[0]}.course"])
            renewal = renewal_of(course)
            if renewal is None:
                msg = f"nothing has raised {name} yet"
                raise LookupError(msg)
            self._cases[name] = renewal
        return self._cases[name]

    def _said(self, scene: Scene, fields: dict[str, Any]) -> dict[str, Any]:
        """Where the form insists on when it happened, that was a moment before, if nothing else is told."""
        record = self._casebook.workflows[scene.workflow].lifecycle.records[scene.verb]
        if form_of(record).model_fields["happened_at"].is_required():
            return {"happened_at": (self._clock.now - BEFORE_IT_IS_ENTERED).isoformat()} | fields
        return fields

    def _filled(self, by: Who, value: Any) -> Any:
        """What is filled in, with cases, days and files as the program knows them."""
        match value:
            case dict():
                return {name: self._filled(by, part) for name, part in value.items()}
            case list():
                return [self._filled(by, part) for part in value]
            case str() if value.startswith(CASE):
                return self._case(value.removeprefix(CASE))
            case str() if value.startswith(DAY):
                told = value.removeprefix(DAY)
                return (self._month.moment(told) if ":" in told else self._month.day(told)).isoformat()
            case str() if value.startswith(FILE):
                return self._file(by, value.removeprefix(FILE))
        return value

    def _file(self, by: Who, name: str) -> str:
        """The id of a file; it is brought when it is named first."""
        if name not in self._files:
            with self._casebook.evidence.receive(by) as incoming:
                incoming.write(content(name))
                self._files[name] = self._casebook.evidence.keep(incoming, by, name).exhibit.id
        return self._files[name]


def _meant(casebook: Casebook, case: Case, verb: str, by: Who, fields: dict[str, Any]) -> dict[str, Any]:
    """Which request is answered, or which event is amended, where the story only says that it is."""
    if verb in ANSWERS and "request" not in fields:
        owed = [(duty.owner, key) for key, duty in case.duties.items() if key.rpartition(":")[2].isdecimal()]
        _, key = next((each for each in owed if each[0] == by.id), owed[0])
        return {"request": int(key.rpartition(":")[2])}
    if verb in AMENDS:
        kind = case.lifecycle.records[fields["version"]]
        events = casebook.application.events(case.id)
        return {"version": next(event.originator_version for event in reversed(events) if type(event) is kind)}
    return {}
