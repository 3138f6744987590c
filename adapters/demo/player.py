"""The player: takes every step of the story by the one command path, while the clock walks through the month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import itemgetter

from adapters.casebook import Casebook
from adapters.demo.following import Following
from adapters.demo.month import Month
from adapters.demo.shorthand import Shorthand
from adapters.demo.story import Scene
from adapters.family_links import Opened, family_links
from engine.access import Who
from engine.application import Request
from engine.refusal import Refusal
from workflows.course import renewal_of

FAMILY = "the family"
Happening = tuple[datetime, Callable[[], None]]


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
        self._application, self._clock, self._month, self._people = casebook.application, clock, month, people
        self._following = Following(casebook.application, clock.move)
        self._shorthand = Shorthand(casebook, month, self._case)
        self._links, self._readings = family_links(casebook), casebook.presenter.readings
        self._cases: dict[str, str] = {}

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
        try:
            self._cases[scene.case] = self._application.take(self._request(scene)).case.id
        except Refusal as refusal:
            refusal.add_note(f"in the story: {scene.case}, {scene.when}, {scene.verb}")
            raise

    def _request(self, scene: Scene) -> Request:
        case = "" if scene.verb == "raise" else self._case(scene.case)
        if scene.by == FAMILY:
            return self._links.request(self._opened(case), scene.fields)
        by = self._people[scene.by]
        if case:
            # Nobody takes a step without having opened the case; of a confidential one that is put down.
            now = self._application.case(case)
            self._readings.put_down(by, now, now.version, "case")
        return Request(by, scene.workflow, scene.verb, self._shorthand.form(scene, by, case, self._clock.now), case)

    def _opened(self, case: str) -> Opened:
        """The case as the family's link opens it."""
        link = self._links.of(self._application.case(case))
        if link is None:
            msg = f"the family of {case} has been given no link"
            raise LookupError(msg)
        return self._links.open(self._links.token(link), "")

    def _case(self, name: str) -> str:
        """The case of the story that is called so; a course has had its renewal raised by itself."""
        if name not in self._cases:
            course = self._application.case(self._cases[f"{name.partition('.')[0]}.course"])
            renewal = renewal_of(course)
            if renewal is None:
                msg = f"nothing has raised {name} yet"
                raise LookupError(msg)
            self._cases[name] = renewal
        return self._cases[name]
