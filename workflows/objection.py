"""Objection: a family says what is wrong, and is heard, answered, and asked whether the answer holds."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from engine import (
    BESIDE_THE_PATH,
    CLOSED,
    PANEL,
    START,
    UNASKED,
    Case,
    CaseName,
    Channel,
    Closing,
    Confiding,
    DecidedWithout,
    Due,
    Flaw,
    Following,
    Given,
    Kind,
    Lifecycle,
    Line,
    Moment,
    New,
    NotFillable,
    Part,
    Path,
    PathEvent,
    Personal,
    Planned,
    Reclassified,
    Severity,
    Shared,
    Situation,
    Somebody,
    Step,
    Text,
    Texts,
    approved,
    check_tied,
    incidents,
    investigated_by_itself,
    no_panel_sits,
    waited_in_vain,
)

# The topics below are the storage format: what is written under them is read for ever.


class Raised(Confiding, Following):
    """Raise: somebody from a family is unhappy; put down who, about whom, and their very words."""

    TOPIC = "objection.raised"
    FIXED = Following.FIXED | {"inside"}
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


class Heard(Confiding):
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


class Recorded(Confiding):
    """Record: file it in the register, so that there is evidence and it can be found again."""

    TOPIC = "objection.recorded"
    TOLD = frozenset({"new"})
    EXAMPLE = {
        "category": "teaching.lateness",
        "severity": "medium",
        "kind": "ordinary",
        "summary": "Teacher late three times in a row",
        "allegations": ["late on 3 of the last 3 dates"],
    }

    category: Path = Field(description="A dotted path, such as teaching.lateness.")
    severity: Severity
    kind: Kind = Field(description="A complex one is given more time.")
    summary: Text = Field(description="One sentence, without names.")
    allegations: Texts = Field((), description="What is said to have happened, one by one, without names.")
    new: New = ()

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        return situation.policy.new_words(situation.form, "category")

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.classified = {"category": self.category, "severity": self.severity, "kind": self.kind}


class Finding(Part):
    """What was found about one allegation."""

    allegation: Text
    finding: Literal["upheld", "partly_upheld", "not_upheld", "cannot_tell"]
    evidence: tuple[Line, ...] = Field((), max_length=200, description="Files tied to this case, by their ids.")


class Survey(Part):
    """How many other families were asked, and what they said."""

    asked: int = Field(ge=0, le=100_000)
    agreed: int = Field(ge=0, le=100_000)
    disagreed: int = Field(ge=0, le=100_000)

    @model_validator(mode="after")
    def _nobody_answers_unasked(self) -> Self:
        if self.agreed + self.disagreed > self.asked:
            msg = "agreed and disagreed are together more than were asked"
            raise ValueError(msg)
        return self


class Investigated(PathEvent):
    """Investigate: verify what was said, allegation by allegation, and name the root cause."""

    TOPIC = "objection.investigated"
    TOLD = frozenset({"new"})
    EXAMPLE = {
        "findings": [{"allegation": "late on 3 of the last 3 dates", "finding": "partly_upheld"}],
        "root_cause": "back-to-back lessons at two campuses",
    }

    findings: tuple[Finding, ...] = Field(min_length=1, max_length=200)
    root_cause: Text
    survey: Survey | None = Field(None, description="What other families said about the same matter.")
    new: New = ()

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        check_tied(situation, "findings")
        return situation.policy.new_words(situation.form, "root_cause")


class Informed(Shared, Investigated):
    """Inform: what was found in the case that leads the incident holds for this one."""

    TOPIC = "objection.informed"
    EXAMPLE = Investigated.EXAMPLE | {"case": "OBJ-7F3K-9Q2M"}


class Solved(Planned):
    """Solve: make a plan for this case, from a similar resolved case where one fits."""

    TOPIC = "objection.solved"
    EXAMPLE = {"approach": "make-up lesson", "plan": "Three make-up lessons with the same teacher, on time."}

    plan: Text = Field(description="What exactly, without names; that of the case in `based_on`, if left out.")


class Reviewed(PathEvent):
    """Feedback: the plan is told first; then ask how satisfied they are, in their own words."""

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
    told_at: Moment | None = Field(None, description="When they were told of the plan; in the same talk, if left out.")
    told_by: Channel | None = Field(None, description="How they were told; in the same way, if left out.")
    happened_at: datetime
    contradiction: Annotated[bool, Given]

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The plan was told first; an acceptance that the rest of the answer contradicts is flagged."""
        if situation.form.told_at and situation.form.told_at > situation.at:
            raise NotFillable([Flaw("told_at", "lies after their answer; the plan is told first")])
        return {"contradiction": situation.form.accepted and not satisfied(situation)}

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.rounds = (*aggregate.rounds, self)


Outcome = Literal["resolved", "partly_resolved", "unresolved", "withdrawn", "out_of_scope"]


class Decided(DecidedWithout):
    """Decide: the family was asked again and does not answer; settle how the case ends, and say why."""

    TOPIC = "objection.decided"
    EXAMPLE = {"outcome": "resolved", "reason": "Three calls and a letter without an answer; the lessons were given."}

    outcome: Outcome


class Closed(Closing):
    """Close: one thing is resolved; keep what was learned and what was done, upheld or not."""

    TOPIC = "objection.closed"
    EXAMPLE = {
        "outcome": "resolved",
        "lesson": "Leave travelling time between campuses in the timetable.",
        "action_taken": "Three make-up lessons given; timetable changed.",
    }

    outcome: Outcome
    lesson: Text
    action_taken: Text


def satisfied(situation: Situation) -> bool:
    """Accepted, nothing disputed, and satisfaction above what sends a case back."""
    answer = situation.form
    low = answer.satisfaction <= situation.policy.feedback.sends_back_at
    return bool(answer.accepted and not low and answer.disputed == "none")


def finding_disputed(situation: Situation) -> bool:
    """The family disputes what was found."""
    return bool(situation.form.disputed == "finding")


class Objection(Case):
    """A family's objection, from their first words to the lesson kept."""

    workflow = "objection"
    plural = "objections"
    prefix = "OBJ"
    lifecycle = Lifecycle(
        Step("raise", START, Raised, "listen"),
        Step("listen", "listen", Heard, "record"),
        Step("record", "record", Recorded, "investigate"),
        Step("investigate", "investigate", Investigated, "solve", guard=investigated_by_itself),
        Step("solve", "solve", Solved, "feedback"),
        Step("feedback", "feedback", Reviewed, "close", when=satisfied, guard=approved),
        Step("feedback", "feedback", Reviewed, "investigate", when=finding_disputed, guard=approved),
        Step("feedback", "feedback", Reviewed, "solve", guard=approved),
        Step("decide", "feedback", Decided, "close", guard=(approved, waited_in_vain)),
        Step("close", "close", Closed, CLOSED, guard=no_panel_sits),
        Step("reclassify", ("investigate", "solve", "feedback", "close", CLOSED), Reclassified),
        *incidents(Informed),
        *BESIDE_THE_PATH,
    )
    deadlines = (
        Due("acknowledge", met_by="listen"),
        Due("classify", met_by="record"),
        Due("resolve", met_by="close", kinds=("ordinary", "complex"), restarts=True),
        PANEL,
    )
    reactions = UNASKED
