"""The shapes of the answers, for those who read the API's description; answers are written without them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Fields = dict[str, Any]


class Shape(BaseModel):
    """What is described here is all there is."""

    model_config = ConfigDict(extra="forbid")


class FamilyLink(Shape):
    """The link by which the family answers, once."""

    case: str
    reference: str
    address: str = Field(description="Hand it to the family, and to nobody else.")
    language: str | None = Field(description="In which its page is shown; null: in that of the family's device.")
    given_by: str
    given_at: datetime
    ends_at: datetime = Field(description="Or before, once it is answered, revoked, or the case has gone on.")


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
