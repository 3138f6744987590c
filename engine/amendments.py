"""Correct and retract: later events that change how an earlier one counts; the earlier one stays as it was written."""

from __future__ import annotations

from typing import Annotated, Any

import orjson

from engine.beside import Reason
from engine.event import Amendment, Event, Given
from engine.form import fill, partial_form_of, personal_fields
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation


class Struck(Event):
    """An event that no longer counts; never stored, it stands in for one that was retracted."""


class Corrected(Amendment):
    """Correct: give the right values for what an earlier event says; both stay visible."""

    TOPIC = "case.corrected"
    EXAMPLE = {"version": 2, "fields": {"remedy_sought": "refund of 6 lessons"}, "reason": "It was 6, not 5."}

    fields: Personal[dict[str, Any]]
    reason: Reason
    plain: Annotated[dict[str, Any], Given]

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The corrected values fit the form of the event in question; those not personal are kept readable."""
        target = _target(situation)
        if not target.CORRECTABLE:
            raise NotFillable([Flaw("version", f"{target.TOPIC} is not corrected; take the step again instead")])
        values = _corrected(type(target), situation)
        sealed = personal_fields(type(target))
        return {"fields": values, "plain": {name: value for name, value in values.items() if name not in sealed}}

    def amend(self, event: Event) -> Event:
        """The event with the values that are not personal put right; personal ones are laid over where shown."""
        if isinstance(event, Struck) or not self.plain:
            return event
        state = event.model_dump(mode="json", by_alias=True, exclude_none=True)
        return type(event).model_validate_json(orjson.dumps(state | self.plain))

    def apply(self, aggregate: Any) -> None:
        """The correction is known to the case."""
        earlier = aggregate.corrections.get(self.version, ())
        aggregate.corrections = {**aggregate.corrections, self.version: (*earlier, self)}


class Retracted(Amendment):
    """Retract: take back what should not have been added; it stays in the history and no longer counts."""

    TOPIC = "case.retracted"
    EXAMPLE = {"version": 3, "reason": "That note belongs to another family."}

    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """Only what was added beside the path is taken back; a step of the path is corrected instead."""
        target = _target(situation)
        if not target.RETRACTABLE:
            message = f"{target.TOPIC} cannot be retracted; correct it instead"
            raise NotFillable([Flaw("version", message)])
        return {}

    def amend(self, event: Event) -> Event:
        """Nothing of it counts any more, but its place in the sequence."""
        return Struck.model_validate({name: getattr(event, name) for name in Event.model_fields})


def _corrected(kind: type[Event], situation: Situation) -> dict[str, Any]:
    """The corrected values as the event's own form reads them: trimmed, names looked up, nothing in the future."""
    asked: Any = situation.form
    try:
        form: Any = fill(partial_form_of(kind), asked.fields, situation.books)
    except NotFillable as error:
        raise NotFillable([Flaw(f"fields.{flaw.field}", flaw.message) for flaw in error.flaws]) from None
    if form.happened_at and form.happened_at > situation.now:
        raise NotFillable([Flaw("fields.happened_at", "lies in the future")])
    values: dict[str, Any] = form.model_dump(mode="json", exclude_none=True)
    if not values:
        raise NotFillable([Flaw("fields", "names no corrected value")])
    if fixed := sorted(kind.FIXED & values.keys()):
        raise NotFillable([Flaw(f"fields.{name}", "stays as it was") for name in fixed])
    return values


def _target(situation: Situation) -> Event:
    form: Any = situation.form
    target = situation.event_at(form.version) if situation.event_at else None
    if target is None:
        raise NotFillable([Flaw("version", "this case has no such event")])
    return target
