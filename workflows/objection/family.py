"""What the family says: their words when they come, what they would like, and whether the answer holds."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from engine import CaseName, Channel, Given, Line, Opening, PathEvent, Personal, Situation, Somebody, Text, Texts

# The topics below are the storage format: what is written under them is read for ever.


class Raised(Opening):
    """Raise: somebody from a family is unhappy; put down who, about whom, and their very words."""

    TOPIC = "objection.raised"
    FIXED = frozenset({"inside"})
    EXAMPLE = {
        "guardian": {"name": "Wang Fang", "relation": "mother", "phone": "13800000000"},
        "student": {"name": "Wang Xiaoming"},
        "channel": "phone",
        "happened_at": "2026-09-17T19:40:00+08:00",
        "words": "老师最近三次课都迟到，我要退费",
    }

    guardian: Personal[Somebody] = Field(description="Who speaks.")
    student: Personal[Somebody] | None = Field(None, description="About which student.")
    campus: Line | None = Field(None, description="Where; your own campus, if left out.")
    channel: Channel
    happened_at: datetime
    words: Personal[Text] = Field(description="In the guardian's own words.")
    inside: CaseName | None = Field(None, description="The renewal in which it came up; that one waits meanwhile.")

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.campus, aggregate.inside = self.campus, self.inside


class Heard(PathEvent):
    """Listen: let them finish, ask what they would like, and read back what you have understood."""

    TOPIC = "objection.heard"
    EXAMPLE = {
        "words": "老师最近三次课都迟到，我要退费",
        "demands": ["an apology"],
        "remedy_sought": "refund of 6 lessons",
        "read_back": True,
        "channel": "phone",
        "happened_at": "2026-09-17T19:40:00+08:00",
    }

    words: Personal[Text] = Field(description="In the guardian's or the student's own words.")
    demands: Personal[Texts] | None = Field(None, description="What they ask for, one by one.")
    remedy_sought: Personal[Text] | None = Field(None, description="What would settle it for them.")
    read_back: bool = Field(description="Have you read back to them what you wrote?")
    channel: Channel
    happened_at: datetime


class Reviewed(PathEvent):
    """Feedback: tell the plan first, then ask how satisfied they are, in their own words."""

    TOPIC = "objection.reviewed"
    EXAMPLE = {
        "satisfaction": 5,
        "accepted": True,
        "words": "谢谢，老师现在很准时",
        "happened_at": "2026-09-19T18:00:00+08:00",
    }
    TOLD = frozenset({"contradiction"})

    satisfaction: int = Field(ge=1, le=5, description="1 is not at all, 5 is entirely.")
    accepted: bool = Field(description="Do they accept the solution?")
    words: Personal[Text] = Field(description="In the guardian's own words.")
    disputed: Literal["none", "solution", "finding"] = Field("none", description="What they do not agree with.")
    channel: Channel | None = None
    happened_at: datetime
    contradiction: Annotated[bool, Given]

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """An acceptance that the rest of the answer contradicts is flagged."""
        return {"contradiction": situation.form.accepted and not satisfied(situation)}

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.rounds = (*aggregate.rounds, self)


def satisfied(situation: Situation) -> bool:
    """Accepted, nothing disputed, and satisfaction above what sends a case back."""
    answer = situation.form
    low = answer.satisfaction <= situation.policy.feedback.sends_back_at
    return bool(answer.accepted and not low and answer.disputed == "none")


def finding_disputed(situation: Situation) -> bool:
    """The family disputes what was found."""
    return bool(situation.form.disputed == "finding")
