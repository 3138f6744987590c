"""Renewal: a course nears its end, and the family is asked, understood and made an offer."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from engine import (
    BESIDE_THE_PATH,
    CLOSED,
    PANEL,
    RECOMMENDING,
    START,
    UNASKED,
    WAITING,
    Case,
    Channel,
    Closing,
    Day,
    DecidedWithout,
    Due,
    Following,
    Lifecycle,
    Line,
    Moment,
    Part,
    PathEvent,
    Personal,
    Planned,
    Situation,
    Somebody,
    Step,
    Text,
    Texts,
    no_panel_sits,
    not_waiting,
    waited_in_vain,
)

# The topics below are the storage format: what is written under them is read for ever.


class Raised(Following):
    """Raise: a course is about to end; put down whose, and until when the family's answer is needed."""

    TOPIC = "renewal.raised"
    EXAMPLE = {
        "guardian": {"name": "Zhao Min", "relation": "father"},
        "student": {"name": "Zhao Yi"},
        "course": "English B2",
        "ends_on": "2026-09-30",
        "lessons_total": 40,
        "lessons_left": 12,
    }

    guardian: Personal[Somebody]
    student: Personal[Somebody]
    campus: Line | None = Field(None, description="Where; your own campus, if left out.")
    course: Line
    ends_on: Day
    lessons_total: int | None = Field(None, ge=0, le=10_000)
    lessons_left: int | None = Field(None, ge=0, le=10_000)
    deadline: Moment | Day | None = Field(
        None, description="When the answer is due; the end of the course, if left out."
    )

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.campus = self.campus


class Heard(PathEvent):
    """Listen: ask the family what they wish for, before any offer."""

    TOPIC = "renewal.heard"
    EXAMPLE = {
        "words": "我们想继续，但是希望换到周末",
        "wishes": ["weekend lessons"],
        "channel": "wechat",
        "happened_at": "2026-09-10T18:00:00+08:00",
    }

    words: Personal[Text] = Field(description="In the family's own words.")
    wishes: Personal[Texts] | None = Field(None, description="What they wish for, one by one.")
    channel: Channel
    happened_at: datetime


class Recorded(PathEvent):
    """Record: how likely they are to stay, and why."""

    TOPIC = "renewal.recorded"
    EXAMPLE = {"intention": "hesitating", "reason": "timetable", "summary": "Wants weekend lessons"}

    intention: Literal["likely", "hesitating", "leaving"]
    reason: Text | None = Field(None, description="Why, in a word or two; without names.")
    summary: Text = Field(description="One sentence, without names.")


class Investigated(PathEvent):
    """Investigate: look at the student's progress, and whether the reason given is the true one."""

    TOPIC = "renewal.investigated"
    EXAMPLE = {"progress": "B1 reached, reading strong, speaking shy", "reason_verified": True}

    progress: Text = Field(description="How far the student has come.")
    reason_verified: bool | None = None
    findings: Text | None = None


class Offer(Part):
    """What the family is offered."""

    course: Line
    price: Line | None = None
    timetable: Line | None = None
    instalments: int | None = Field(None, ge=1, le=60)


class Solved(Planned):
    """Solve: make the family an offer that answers what they wish for."""

    TOPIC = "renewal.solved"
    EXAMPLE = {
        "offer": {"course": "English B2", "price": "4800 CNY", "timetable": "Sat 10:00", "instalments": 3},
        "approach": "instalments",
    }

    offer: Offer | Text


class Reviewed(PathEvent):
    """Feedback: the family's answer to the offer."""

    TOPIC = "renewal.reviewed"
    EXAMPLE = {
        "answer": "accepted",
        "satisfaction": 4,
        "words": "好的，分期可以",
        "happened_at": "2026-09-20T18:00:00+08:00",
    }

    answer: Literal["accepted", "declined", "undecided"]
    satisfaction: int | None = Field(None, ge=1, le=5)
    words: Personal[Text] | None = Field(None, description="In the family's own words.")
    happened_at: datetime

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.rounds = (*aggregate.rounds, self)


Outcome = Literal["renewed", "deferred", "lapsed"]


class Decided(DecidedWithout):
    """Decide: the family was asked again and does not answer; settle how the renewal ends, and say why."""

    TOPIC = "renewal.decided"
    EXAMPLE = {"outcome": "lapsed", "reason": "Asked twice; the course has ended, and the seat is given on."}

    outcome: Outcome


class Closed(Closing):
    """Close: how it ended, and what was learned."""

    TOPIC = "renewal.closed"
    EXAMPLE = {"outcome": "renewed", "lesson": "Offer instalments before the price is an issue."}

    outcome: Outcome
    lesson: Text
    reason: Text | None = None


def undecided(situation: Situation) -> bool:
    """The family has not made up its mind."""
    return bool(situation.form.answer == "undecided")


def answer_due(case: Case) -> datetime | date | None:
    """By when the family's answer is needed: as agreed, or by the end of the course."""
    agreed: datetime | date | None = case.fact("deadline") or case.fact("ends_on")
    return agreed


class Renewal(Case):
    """The renewal of a course, from the first question to the family's answer."""

    workflow = "renewal"
    plural = "renewals"
    prefix = "REN"
    lifecycle = Lifecycle(
        Step("raise", START, Raised, "listen"),
        Step("listen", "listen", Heard, "record", guard=not_waiting),
        Step("record", "record", Recorded, "investigate", guard=not_waiting),
        Step("investigate", "investigate", Investigated, "solve", guard=not_waiting),
        Step("solve", "solve", Solved, "feedback", guard=not_waiting),
        Step("feedback", "feedback", Reviewed, "solve", when=undecided, guard=not_waiting),
        Step("feedback", "feedback", Reviewed, "close", guard=not_waiting),
        Step("decide", "feedback", Decided, "close", guard=(not_waiting, waited_in_vain)),
        Step("close", "close", Closed, CLOSED, guard=(not_waiting, no_panel_sits)),
        *WAITING,
        *RECOMMENDING,
        *BESIDE_THE_PATH,
    )
    deadlines = (Due("answer", met_by="feedback", on=answer_due), PANEL)
    reactions = UNASKED
