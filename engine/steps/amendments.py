"""Correct and retract: later events that change how an earlier one counts; the earlier one stays as it was written."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from pydantic import BaseModel

from engine.case import Case
from engine.event import Amendment, Event, Given
from engine.folding import amended
from engine.form import fill, partial_form_of, personal_fields
from engine.hindsight import otherwise
from engine.personal import Personal
from engine.refusal import Flaw, NotFillable
from engine.reuse import resolved
from engine.situation import Situation
from engine.steps.beside import Reason


class Struck(Event):
    """An event that no longer counts; never stored, it stands in for one that was retracted."""


class StruckSilently(Struck):
    """The same for a discreet event: why it was taken back is as little in the register as what it said."""

    DISCREET = True


class Corrected(Amendment):
    """Correct: give the right values for what an earlier event says, or null for what it should not say; both stay."""

    TOPIC = "case.corrected"
    EXAMPLE = {"version": 2, "fields": {"remedy_sought": "refund of 6 lessons"}, "reason": "It was 6, not 5."}

    fields: Personal[dict[str, Any]]
    reason: Reason
    plain: Annotated[dict[str, Any], Given]

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The corrected values are what the event could have been filled in with, and what follows from them follows.

        Those not personal are kept readable, with everything that was worked out from them when it happened.
        """
        written, counted = _target(situation)
        if not written.CORRECTABLE:
            raise NotFillable([Flaw("version", f"{written.TOPIC} is not corrected; take the step again instead")])
        try:
            form = _filled(type(written), situation)
            follows = otherwise(counted, form, situation)
        except NotFillable as error:
            raise NotFillable([Flaw(_inside(flaw.field), flaw.message) for flaw in error.flaws]) from None
        values: dict[str, Any] = form.model_dump(mode="json", exclude_none=True) | dict.fromkeys(_emptied(form))
        sealed = personal_fields(type(written))
        plain = {name: value for name, value in values.items() if name not in sealed}
        return {"fields": values, "plain": plain | follows}

    def amend(self, event: Event) -> Event:
        """The event with the values that are not personal put right; personal ones are laid over where shown."""
        if isinstance(event, Struck) or not self.plain:
            return event
        state = event.model_dump(mode="json", by_alias=True, exclude_none=True)
        return type(event).model_validate_json(orjson.dumps(state | self.plain))

    def beyond(self, opened: dict[str, Any]) -> dict[str, Any]:
        """The corrected values that are personal; none where the family's key is gone."""
        fields = opened["fields"]
        return {name: fields[name] for name in fields if name not in self.plain} if isinstance(fields, dict) else {}

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
        written, counted = _target(situation)
        if not written.RETRACTABLE:
            message = f"{written.TOPIC} cannot be retracted; correct it instead"
            raise NotFillable([Flaw("version", message)])
        if isinstance(counted, Struck):
            raise NotFillable([Flaw("version", "was retracted before")])
        return {}

    def amend(self, event: Event) -> Event:
        """Nothing of it counts any more, but its place in the sequence."""
        kind = StruckSilently if event.DISCREET else Struck
        return kind.model_validate({name: getattr(event, name) for name in Event.model_fields})


def something_added(situation: Situation) -> bool:
    """Nothing was added to it that could be retracted; correct it instead."""
    return situation.case.latest_addition > 0


def _target(situation: Situation) -> tuple[Event, Event]:
    """The event in question as it was written, and as it counts until now."""
    asked: Any = situation.form
    events = situation.history()
    if asked.version > len(events):
        raise NotFillable([Flaw("version", "this case has no such event")])
    return events[asked.version - 1], amended(events)[asked.version - 1]


def _filled(kind: type[Event], situation: Situation) -> BaseModel:
    """The corrected values as the event's own form reads them: trimmed, names looked up, nothing in the future."""
    asked: Any = situation.form
    form: Any = fill(partial_form_of(kind), asked.fields, situation.books)
    named = form.model_fields_set
    if not named:
        raise NotFillable([Flaw("body", "names no corrected value")])
    if needed := sorted(name for name in _emptied(form) if not _can_be_empty(kind, name)):
        raise NotFillable([Flaw(name, "cannot be left empty; give the right value") for name in needed])
    if fixed := sorted(kind.FIXED & named):
        raise NotFillable([Flaw(name, "stays as it was") for name in fixed])
    if form.happened_at and form.happened_at > situation.now:
        raise NotFillable([Flaw("happened_at", "lies in the future")])
    if "guardian" in named:
        _check_guardian(form.guardian, situation.case)
    if "based_on" in named and form.based_on is not None:
        _check_source(form.based_on, situation)
    filled: BaseModel = form
    return filled


def _emptied(form: BaseModel) -> list[str]:
    return [name for name in form.model_fields_set if getattr(form, name) is None]


def _can_be_empty(kind: type[Event], name: str) -> bool:
    """Whether the event could have been without it; a case without a campus is nobody's slip of the pen."""
    info = kind.model_fields[name]
    return name != "campus" and not info.is_required() and info.default is None


def _check_guardian(guardian: Any, case: Case) -> None:
    """Whoever was put down by name is known by the case alone, under whatever name."""
    if case.subject != case.id:
        message = "the case is kept under the guardian it was raised for; withdraw it, and raise it for the right one"
        raise NotFillable([Flaw("guardian", message)])
    if isinstance(guardian, str):
        raise NotFillable([Flaw("guardian", "was put down by name; tie the case to the roster by the step identify")])


def _check_source(based_on: str, situation: Situation) -> None:
    """The same that is asked of a plan when it is made; by now the case itself may be closed, too."""
    if based_on == situation.case.id:
        raise NotFillable([Flaw("based_on", "is this case itself")])
    resolved(situation.case_of(based_on))


def _inside(field: str) -> str:
    return "fields" if field == "body" else f"fields.{field}"
