"""Carrying out: the steps that a reaction takes on an occasion, each by the one command path and once for ever."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from itertools import count

from engine.access import Who
from engine.application import Application, Request
from engine.case import Case
from engine.log import Once
from engine.reaction import Occasion, Reaction, actor_of
from engine.refusal import Busy, Contended, Refusal, Stale

LATER = (Busy, Contended, Stale)
"""Refusals that say nothing about the step itself: it is tried again."""


def carry_out(
    application: Application, case: Case, reaction: Reaction, occasion: Occasion, refused: Callable[[Refusal], None]
) -> None:
    """Take the steps, those on the case itself only as it stands; one that is refused is told and passed over.

    The log takes the key of a step once: whoever else carries out the same, whatever dies when, it is taken once.
    """
    who = Who(actor_of(reaction), reaction.name, "reaction", steps=reaction.may)
    acts = reaction.then(case, occasion, application.mapper.opened)
    answer: Case | None = None
    for number in count():
        try:
            act = acts.send(answer)
        except StopIteration:
            return
        seen = case.version if act.case == case.id else None
        key = sha256(f"{who.id}\n{case.id}\n{occasion.cause}\n{number}".encode()).digest()
        once = Once(key, key, application.clock())
        answer = _taken(application, Request(who, act.workflow, act.verb, act.fields, act.case, seen, once), refused)
        if answer and act.case == case.id:
            case = answer


def _taken(application: Application, request: Request, refused: Callable[[Refusal], None]) -> Case | None:
    try:
        return application.take(request).case
    except LATER:
        raise
    except Refusal as refusal:
        refused(refusal)
        return None
