"""Activity: a third workflow, as somebody might drop it into the folder of workflows."""

from typing import Any

from engine import (
    BESIDE_THE_PATH,
    CLOSED,
    START,
    Case,
    Lifecycle,
    Line,
    Opening,
    PathEvent,
    Personal,
    Somebody,
    Step,
    Text,
)


class Raised(Opening):
    """Raise: a family has an idea for an activity."""

    TOPIC = "activity.raised"
    EXAMPLE = {"guardian": {"name": "Wang Fang"}, "idea": "一起包饺子", "words": "我们可以带面粉"}

    guardian: Personal[Somebody]
    idea: Line
    words: Personal[Text]

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.campus = "East"


class Heard(PathEvent):
    """Listen: ask what they could bring along."""

    TOPIC = "activity.heard"
    EXAMPLE = {"offers": "flour"}

    offers: Personal[Text]


class Recorded(PathEvent):
    """Record: file the idea."""

    TOPIC = "activity.recorded"
    EXAMPLE = {"summary": "Make dumplings together"}

    summary: Text


class Closed(PathEvent):
    """Close: it took place, or it did not."""

    TOPIC = "activity.closed"
    EXAMPLE = {"outcome": "held"}

    outcome: Line


class Activity(Case):
    """An activity that a family has proposed."""

    workflow = "activity"
    plural = "activities"
    prefix = "ACT"
    lifecycle = Lifecycle(
        Step("raise", START, Raised, "listen"),
        Step("listen", "listen", Heard, "record"),
        Step("record", "record", Recorded, "close"),
        Step("close", "close", Closed, CLOSED),
        *BESIDE_THE_PATH,
    )
