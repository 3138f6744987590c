"""Hindsight: what an event would have kept beyond its form, had it been filled in as it should have been."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from engine.event import Event, PathEvent
from engine.folding import fold
from engine.form import blanks_of, form_of
from engine.refusal import Flaw, NotDue, NotFillable
from engine.situation import Situation


def otherwise(event: Event, corrected: BaseModel, situation: Situation) -> dict[str, Any]:
    """What corrected values change in what was worked out when the event happened; refuses what could not have been.

    The event is as it counts until now. What today's rules would have made of its values of then changes nothing.
    """
    kind, case = type(event), situation.case
    before = fold(situation.history(), {case.workflow: type(case)}, upto=event.originator_version - 1)
    policy = situation.policy_of(before.policy or vars(event)["policy"])
    then = replace(situation, case=before, policy=policy, now=event.timestamp)
    form = _filled(event, corrected)
    _check(kind, form)
    try:
        was = _worked_out(kind, replace(then, form=event))
    except NotFillable:
        return {}
    would_be = _worked_out(kind, replace(then, form=form))
    return {name: value for name, value in would_be.items() if name not in was or was[name] != value}


def _filled(event: Event, corrected: BaseModel) -> BaseModel:
    """The event's form with the corrected values in place; personal ones that were not corrected stay sealed."""
    asked, named = blanks_of(type(event)), corrected.model_fields_set
    filled = {name: getattr(corrected if name in named else event, name) for name in asked}
    return form_of(type(event)).model_construct(**filled)


def _check(kind: type[Event], form: BaseModel) -> None:
    try:
        for check in kind.CHECKS:
            check(form)
    except ValueError as error:
        raise NotFillable([Flaw("body", str(error))]) from None


def _worked_out(kind: type[Event], then: Situation) -> dict[str, Any]:
    if kind.FORGIVING:
        return {}
    kept = dict(kind.given(then))
    if issubclass(kind, PathEvent):
        with suppress(NotDue):
            kept["stage"] = then.case.lifecycle.rehearse(then.case.lifecycle.verbs[kind], then)
    return kept
