"""The shapes of the answers about cases: how they stand, what happened to them and is due, and who has read them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from adapters.http.shapes import Fields, Shape


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
    raised_at: datetime
    raised_by: str
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
