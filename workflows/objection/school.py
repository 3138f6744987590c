"""What the school does: file it, find out, make a plan, and keep what was learned; all of it written without names."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from engine import CaseName, Kind, Line, Moment, New, Part, Path, PathEvent, Severity, Situation, StaffName, Text, Texts

# The topics below are the storage format: what is written under them is read for ever.


class About(Part):
    """What or who the objection is about."""

    what: Literal["teacher", "curriculum", "equipment", "system", "other"]
    staff: StaffName | None = None


class Recorded(PathEvent):
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
    kind: Kind
    summary: Text = Field(description="One sentence, without names.")
    allegations: Texts = Field((), description="What is said to have happened, one by one, without names.")
    about: tuple[About, ...] = Field((), max_length=50)
    confidential: bool = Field(
        default=False, description="Hide the case from everybody named in it; none of them looks after it any longer."
    )
    new: New = ()

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        return situation.policy.new_words(situation.form, "category")

    def apply(self, aggregate: Any) -> None:
        super().apply(aggregate)
        aggregate.classified = {"category": self.category, "severity": self.severity, "kind": self.kind}
        named = frozenset(about.staff for about in self.about if about.staff)
        aggregate.hide(named, confidential=self.confidential)


class Finding(Part):
    """What was found about one allegation."""

    allegation: Text
    finding: Literal["upheld", "partly_upheld", "not_upheld", "cannot_tell"]
    evidence: tuple[Line, ...] = Field((), max_length=200)


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
        return situation.policy.new_words(situation.form, "root_cause")


class Action(Part):
    """Something that somebody will do by a day."""

    what: Text
    owner: StaffName | None = None
    due: Moment | None = None


class Solved(PathEvent):
    """Solve: make a plan for this case, from a similar resolved case where one fits."""

    TOPIC = "objection.solved"
    TOLD = frozenset({"new"})
    EXAMPLE = {"approach": "make-up lesson", "plan": "Three make-up lessons with the same teacher, on time."}

    approach: Text = Field(description="The name of the way of solving, so that it can be used again.")
    plan: Text = Field(description="What exactly, for this family; without names.")
    actions: tuple[Action, ...] = Field((), max_length=200)
    based_on: CaseName | None = Field(None, description="The resolved case it was taken from.")
    adapted: Text | None = Field(None, description="What was changed, compared with that case.")
    new: New = ()

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        return situation.policy.new_words(situation.form, "approach")


class Closed(PathEvent):
    """Close: one thing is resolved; keep what was learned and what was done, upheld or not."""

    TOPIC = "objection.closed"
    EXAMPLE = {
        "outcome": "resolved",
        "lesson": "Leave travelling time between campuses in the timetable.",
        "action_taken": "Three make-up lessons given; timetable changed.",
    }

    outcome: Literal["resolved", "partly_resolved", "unresolved", "withdrawn", "out_of_scope"]
    lesson: Text
    action_taken: Text
