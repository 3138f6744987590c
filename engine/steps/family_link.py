"""The family's link: by it somebody of the family answers by themselves, once, for one round of feedback."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from engine.case import Case
from engine.event import Event, Given, PathEvent
from engine.refusal import Flaw, NotFillable
from engine.steps.beside import Reason

ANSWERED_BY_IT = "feedback"
FAMILY = "family:"
GIVE, REVOKE = "give_link", "revoke_link"


class LinkGiven(Event):
    """Give link: give the family a link by which they answer themselves, once; one that they had before ends."""

    TOPIC = "case.link_given"
    CORRECTABLE = False
    DISCREET = True
    TOLD = frozenset({"ends_at"})
    EXAMPLE = {"language": "zh"}

    language: Literal["en", "zh"] | None = Field(
        None, description="The family's language; that of their device, if left out."
    )
    ends_at: Annotated[datetime, Given]

    @classmethod
    def given(cls, situation: Any) -> dict[str, Any]:
        """It lasts as long as the policy says."""
        policy = situation.policy
        ends_at = policy.ends(policy.feedback.link_lasts, situation.now)
        if ends_at is None:
            raise NotFillable([Flaw("language", "comes too late: the policy's calendar ends before the link would")])
        return {"ends_at": ends_at}

    def apply(self, aggregate: Any) -> None:
        """It counts, and no other."""
        aggregate.facts = {**aggregate.facts, GIVE: self}

    @property
    def actor(self) -> str:
        """As whom the history names whoever answers by it."""
        return family_of(self.originator_id, self.originator_version)


class LinkRevoked(Event):
    """Revoke link: the family's link is of no use any more; say why."""

    TOPIC = "case.link_revoked"
    CORRECTABLE = False
    DISCREET = True
    EXAMPLE = {"reason": "It went to the wrong number."}

    reason: Reason

    def apply(self, aggregate: Any) -> None:
        """There is none."""
        aggregate.facts = {verb: fact for verb, fact in aggregate.facts.items() if verb != GIVE}


def link_of(case: Case) -> LinkGiven | None:
    """The link that the family has for the round of feedback in which the case stands, whether or not it has ended."""
    link: Any = case.facts.get(GIVE)
    if link is None or case.stage != ANSWERED_BY_IT:
        return None
    since = (fact.originator_version for fact in case.facts.values() if isinstance(fact, PathEvent))
    return link if link.originator_version > max(since, default=0) else None


def given_to(case: Case, actor: str) -> LinkGiven | None:
    """The link by which this one of the family answers or has answered, unless it was revoked or replaced."""
    link: Any = case.facts.get(GIVE)
    return link if link and link.actor == actor else None


def has_link(situation: Any) -> bool:
    """The family has no link for this round of feedback."""
    return link_of(situation.case) is not None


def family_of(case: str, number: int) -> str:
    """As whom the history names whoever answers by the link that this event of the case gave."""
    return f"{FAMILY}{case}:{number}"


def is_family(actor: str) -> bool:
    """Whether it was somebody of the family, by their link."""
    return actor.startswith(FAMILY)


def shown_family(actor: str) -> str | None:
    """The same for people; None for whoever is not of the family."""
    return f"the family (link {actor.rpartition(':')[2]})" if is_family(actor) else None
