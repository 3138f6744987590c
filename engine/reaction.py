"""A reaction: what follows from how a case stands without a person, declared beside the workflow."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from engine.event import Event
from engine.policy import Policy


class Occasion(NamedTuple):
    """Something follows from a case at a moment; `cause` names once for all what it follows from.

    `fields` is what the declaration wants to know again when the moment has come. `until` is when another occasion
    takes its place: if nobody has seen to it by then, nobody does.
    """

    at: datetime
    cause: str
    fields: Mapping[str, Any]
    until: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether its moment has come, and is not over."""
        return self.at <= now and (self.until is None or now < self.until)


class Act(NamedTuple):
    """A step to be taken by itself: on a case of this workflow, or, where none is named, to raise one."""

    workflow: str
    verb: str
    fields: Mapping[str, Any]
    case: str = ""


Opened = Callable[[Event], dict[str, Any]]
"""The facts of an event, personal ones in the clear."""

Acts = Generator[Act, Any, None]
"""One act after another; each is answered with the case as it then stands, or with None if it was refused."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """`when` looks at a case and says what follows, until it has followed; `then` says which steps that takes.

    The history names it as the one that acted, and it may take the steps of `may` and no others.
    """

    name: str
    may: frozenset[str]
    when: Callable[[Any, Policy], Iterable[Occasion]]
    then: Callable[[Any, Occasion, Opened], Acts]


def taking(name: str, verb: str, when: Callable[[Any, Policy], Iterable[Occasion]]) -> Reaction:
    """The reaction that takes one step on the case itself, filled in with the fields of the occasion."""

    def then(case: Any, occasion: Occasion, _opened: Opened) -> Acts:
        yield Act(case.workflow, verb, occasion.fields, case.id)

    return Reaction(name, frozenset({verb}), when, then)


ACTS = "reaction:"


def actor_of(reaction: Reaction) -> str:
    """As whom the history names it."""
    return ACTS + reaction.name


def shown_actor(actor: str) -> str | None:
    """The same for people; None for whoever is not a reaction."""
    name = actor.removeprefix(ACTS)
    return None if name == actor else f"the program ({name.replace('-', ' ')})"
