"""The shapes of the answers, for those who read the API's description; answers are written without them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Fields = dict[str, Any]


class Shape(BaseModel):
    """What is described here is all there is."""

    model_config = ConfigDict(extra="forbid")


class Deadline(Shape):
    """When something is due, and why."""

    name: str
    due: datetime
    met_at: datetime | None
    overdue: bool
    why: list[str]


class Link(Shape):
    """Another case, and how it belongs with this one."""

    case: str
    relation: str


class Request(Shape):
    """What a colleague was asked; `answer` holds what they contributed."""

    request: int = Field(description="Its number in the case.")
    of: str
    question: str
    due: str = Field(description="A day, or a moment.")
    asked_at: datetime
    answer: Fields | None
    lapsed_at: datetime | None = Field(description="When the case was closed without an answer.")


class Case(Shape):
    """A case as it stands; `facts` are the fields of the steps that were taken, by step."""

    id: str
    reference: str
    workflow: str
    stage: str
    version: int = Field(description="Also its ETag.")
    campus: str | None
    raised_at: datetime
    closed_at: datetime | None
    raised_by: str
    assignee: str | None
    confidential: bool
    paused: bool
    waiting_for: str | None
    incident: str | None = Field(description="The incident that it comes from, with other cases.")
    policy: int = Field(description="The version of the policy that it runs under.")
    reopened: int
    next_steps: list[str] = Field(
        description="What you may do now; the step that is due stands first. For link, merge and incident another case "
        "that fits is not looked up."
    )
    deadlines: list[Deadline]
    facts: dict[str, Fields]
    requests: list[Request]
    rounds: list[Fields]
    recommended: list[Fields] = Field(description="The families to whom this one has recommended us, each once.")
    links: list[Link]


class Cases(Shape):
    """A page of cases; `next` is the cursor of the page that follows."""

    items: list[Case]
    next: str | None


class Line(Shape):
    """One event of a case's history, as it was written."""

    position: int
    version: int
    event: str
    step: str
    by: str
    by_name: str
    happened_at: datetime
    recorded_at: datetime
    late: int | None = Field(description="Seconds between the two; null under 24 hours.")
    policy: int
    fields: Fields


class History(Shape):
    """Everything that happened to a case."""

    items: list[Line]


class FamilyLink(Shape):
    """The link by which the family answers, once."""

    case: str
    reference: str
    address: str = Field(description="Hand it to the family, and to nobody else.")
    language: str | None = Field(description="In which its page is shown; null: in that of the family's device.")
    given_by: str
    given_at: datetime
    ends_at: datetime = Field(description="Or before, once it is answered, revoked, or the case has gone on.")


class Reading(Shape):
    """Somebody opened a confidential case, or its history, at a version."""

    by: str
    by_name: str
    read_at: datetime
    what: Literal["case", "history", "evidence"]
    version: int


class Readings(Shape):
    """A page of readings, the earliest first; `next` is the cursor of the page that follows."""

    items: list[Reading]
    next: str | None


class Due(Shape):
    """Something that is owed to a case."""

    case: str
    reference: str
    workflow: str
    stage: str
    summary: str | None
    campus: str | None
    assignee: str | None
    name: str
    owner: str | None = Field(description="Whose it is; null where any manager may see to it.")
    due: datetime | None = Field(description="Null where it waits without a date.")
    overdue: bool
    why: list[str]
    step: str | None = Field(
        description="The step that settles it, or brings the case nearer to it; null if not yours."
    )


class Day(Shape):
    """What is due, the earliest first, and what waits; `next` is the cursor of the page that follows."""

    items: list[Due]
    next: str | None


class Renewals(Shape):
    """How many renewals have their answer due, and what became of them."""

    due: int = Field(description="All of them: the five that follow, taken together.")
    renewed: int
    declined: int
    deferred: int
    withdrawn: int
    undecided: int = Field(description="Still open.")
    waiting_for_objection: int = Field(description="Of those, the ones that stand still for an objection.")
    saved_by_objection: int = Field(description="Of those renewed, the ones in which an objection was solved first.")
    referrals: int = Field(description="Who recommended us to whom, each pair once.")


class Version(Shape):
    """A version of the policy: from when on it holds for new cases, and who adopted it when."""

    version: int
    since: datetime = Field(alias="from")
    in_force: bool
    adopted_at: datetime
    by: str


class Policies(Shape):
    """Every version of the policy, the first one first."""

    items: list[Version]


class Policy(Version):
    """A version of the policy with its rules."""

    policy: Fields


class Uploaded(Shape):
    """A file that waits to be named in a step; after a day it is deleted."""

    id: str = Field(description="What a note or a contribution names it by.")
    name: str
    type: str = Field(description="Told from its content, not from its name.")
    size: int
    sha256: str


class Flaw(Shape):
    """One field that cannot be taken as it was sent."""

    field: str
    message: str


class Problem(Shape):
    """Why the answer is not what was asked for (RFC 9457)."""

    title: str
    status: int
    detail: str
    errors: list[Flaw] | None = None


class StepTold(Shape):
    """A step: where it may be taken, where it leads, and what it asks for."""

    step: str
    event: str
    description: str
    at: list[str]
    leads_to: list[str]
    needs_if_match: bool
    fields: dict[str, Any] = Field(description="The JSON Schema of the form.")
    example: Fields


class WorkflowTold(Shape):
    """A workflow: its stages, its steps, and its lifecycle as a Mermaid diagram."""

    workflow: str
    plural: str
    description: str
    stages: list[str]
    steps: list[StepTold]
    diagram: str


class Workflows(Shape):
    """Every workflow there is."""

    items: list[WorkflowTold]


class Health(Shape):
    """Alive, or ready."""

    status: Literal["alive", "ready"]
