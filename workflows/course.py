"""Course: its lessons are counted, so that its renewal begins in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import zip_longest
from typing import Any, Literal, Self

from pydantic import Field

from engine import (
    CLOSED,
    START,
    Case,
    CaseName,
    Day,
    Lifecycle,
    Line,
    Opening,
    PathEvent,
    Personal,
    Situation,
    Somebody,
    Step,
    Text,
)
from engine.event import Event
from engine.personal import ERASED
from engine.policy import Policy
from engine.reaction import Act, Acts, Occasion, Opened, Reaction
from engine.refusal import Flaw, NotFillable
from engine.steps.beside import Link
from engine.steps.rows import beside

# The topics below are the storage format: what is written under them is read for ever.

RENEWAL = "renewal"


class Raised(Opening):
    """Raise: a course begins, or is under way; put down whose, how many lessons it has, and its last day."""

    TOPIC = "course.raised"
    EXAMPLE = {
        "guardian": {"name": "Zhao Min", "relation": "father"},
        "student": {"name": "Zhao Yi"},
        "course": "English B2",
        "ends_on": "2026-12-20",
        "lessons_total": 40,
        "lessons_left": 40,
    }

    guardian: Personal[Somebody]
    student: Personal[Somebody]
    campus: Line | None = Field(None, description="Where; your own campus, if left out.")
    course: Line
    ends_on: Day = Field(description="Its last day.")
    lessons_total: int = Field(ge=1, le=10_000)
    lessons_left: int = Field(ge=0, le=10_000, description="How many are still to come.")

    def no_more_are_left_than_there_are(self) -> Self:
        """Of the lessons, some are left."""
        if self.lessons_left > self.lessons_total:
            msg = "lessons_left is more than lessons_total"
            raise ValueError(msg)
        return self

    CHECKS = (no_more_are_left_than_there_are,)

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.campus = self.campus


class Progressed(Event):
    """Progress: lessons were given; put down how many are left."""

    TOPIC = "course.progressed"
    EXAMPLE = {"lessons_left": 20}

    lessons_left: int = Field(ge=0, le=10_000, description="How many are still to come.")
    ends_on: Day | None = Field(None, description="Its last day, if that has moved.")

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        total = situation.case.fact("lessons_total")
        if situation.form.lessons_left > total:
            raise NotFillable([Flaw("lessons_left", f"is more than the {total} lessons of the course")])
        return {}

    def apply(self, aggregate: Any) -> None:
        aggregate.facts = {**aggregate.facts, "progress": self}


class Touched(Event):
    """Touch: the course has come to a touchpoint of its renewal, and something was done about it."""

    TOPIC = "course.touched"
    CORRECTABLE = False
    EXAMPLE = {"touchpoint": "50 % of the lessons are used", "share": 50}

    touchpoint: Line
    share: int = Field(0, ge=0, le=100, description="The highest share of lessons used that was a touchpoint so far.")
    days: int | None = Field(None, ge=0, description="The fewest days before the end that were one so far.")
    case: CaseName | None = Field(None, description="The renewal; none where none could be raised.")

    def apply(self, aggregate: Any) -> None:
        aggregate.facts = {**aggregate.facts, "touch": self}
        if self.case and renewal_of(aggregate) is None:
            aggregate.links = (*aggregate.links, Link(self.case, RENEWAL))


class Closed(PathEvent):
    """Close: the course is over."""

    TOPIC = "course.closed"
    EXAMPLE = {"outcome": "completed"}

    outcome: Literal["completed", "broken_off"]
    reason: Text | None = Field(None, description="Why it was broken off; without names.")


def touchpoints(case: Case, policy: Policy) -> Iterator[Occasion]:
    """What the policy has the family asked at; where several have passed at once, the last one stands for all."""
    if case.stage == CLOSED:
        return
    touched = vars(case.facts["touch"]) if "touch" in case.facts else {}
    told = {"share": touched.get("share", 0), "days": touched.get("days")}
    marks = sorted(_untouched(case, policy, told["share"], told["days"]), key=lambda mark: mark.at)
    for mark, following in zip_longest(marks, marks[1:]):
        told = {**told, **mark.fields}
        if following is None or following.at > case.modified_on:
            yield Occasion(mark.at, mark.cause, told, following and following.at)


def _untouched(case: Case, policy: Policy, share: int, days: int | None) -> Iterator[Occasion]:
    """The share of lessons used by now, and days before the end, as far as nothing was done about them."""
    rules, total, left = policy.touchpoints, case.fact("lessons_total"), case.fact("lessons_left")
    used = max((mark for mark in rules.lessons_used if mark * total <= 100 * (total - left)), default=0)
    if used > share:
        told = {"touchpoint": rules.called(used), "share": used}
        yield Occasion(case.modified_on, f"{used} % used", told)
    for ahead in rules.days_before_end:
        if days is None or ahead < days:
            day = case.fact("ends_on") - timedelta(days=ahead)
            told = {"touchpoint": f"{ahead} days before the end", "days": ahead}
            yield Occasion(datetime.combine(day, time(), policy.calendar.timezone), f"{ahead} days left", told)


def renew_in_time(case: Case, occasion: Occasion, opened: Opened) -> Acts:
    """The first touchpoint raises the renewal; each later one reminds whoever looks after it."""
    renewal = renewal_of(case)
    if renewal:
        text = f"The course has come to a touchpoint: {occasion.fields['touchpoint']}; speak with the family."
        told = {"of": occasion.fields["touchpoint"], "due": occasion.at, "text": text}
        yield Act(RENEWAL, "remind", told, renewal)
    elif (facts := opened(case.facts["raise"]))["guardian"] != ERASED:
        now = {name: case.fact(name) for name in ("ends_on", "lessons_left")}
        raised = yield Act(RENEWAL, "raise", {name: facts[name] for name in CARRIED if name in facts} | now)
        if raised:
            renewal = raised.id
            yield Act(RENEWAL, "assign", {"to": case.assignee or case.raised_by}, renewal)
            yield Act(RENEWAL, "link", {"case": case.id, "relation": case.workflow}, renewal)
            if "identify" in case.facts:
                yield Act(RENEWAL, "identify", opened(case.facts["identify"]), renewal)
    yield Act(case.workflow, "touch", {**occasion.fields, "case": renewal}, case.id)


MAY = frozenset({"raise", "assign", "link", "identify", "remind", "touch"})
CARRIED = ("guardian", "student", "campus", "course", "lessons_total")
"""What the renewal takes over as the course has it."""


def renewal_of(case: Case) -> str | None:
    """The renewal that was raised for the course, or linked to it by hand."""
    links: Any = case.links
    return next((link.case for link in links if link.relation == RENEWAL), None)


class Course(Case):
    """A student's course, from its first lesson to its last."""

    workflow = "course"
    plural = "courses"
    prefix = "CRS"
    lifecycle = Lifecycle(
        Step("raise", START, Raised, "close"),
        Step("progress", "close", Progressed),
        Step("touch", "close", Touched, by_hand=False),
        Step("close", "close", Closed, CLOSED),
        *beside("note", "assign", "link", "identify", "correct", "retract", at=("close", CLOSED)),
    )
    reactions = (Reaction("renewal-in-time", MAY, touchpoints, renew_in_time),)
