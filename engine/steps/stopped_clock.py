"""The steps that move deadlines: pause, resume, extend; each with its reason, each kept."""

from __future__ import annotations

from typing import Any

from engine.deadlines import is_still_to_be_met
from engine.delays import Extension, Pause
from engine.event import Event
from engine.refusal import Flaw, NotFillable
from engine.situation import Situation
from engine.steps.beside import Reason
from engine.words import Day, Line, Moment


class Paused(Event):
    """Pause: stop the clock of the case until it is resumed."""

    TOPIC = "case.paused"
    RETRACTABLE = True
    EXAMPLE = {"reason": "waiting for payment slips"}

    reason: Reason

    def apply(self, aggregate: Any) -> None:
        """The clock stands still."""
        aggregate.pauses = (*aggregate.pauses, Pause(self.happened_at, None, self.reason))


class Resumed(Event):
    """Resume: let the clock run again; the open hours of the pause are added to what was running."""

    TOPIC = "case.resumed"
    EXAMPLE = {"reason": "the payment slips have come"}

    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """A pause cannot end before it began."""
        pauses = situation.case.pauses
        if pauses and situation.at < pauses[-1].since:
            raise NotFillable([Flaw("happened_at", "lies before the pause began")])
        return {}

    def apply(self, aggregate: Any) -> None:
        """The pause has an end; one that was taken back needs none."""
        if aggregate.paused:
            *earlier, last = aggregate.pauses
            aggregate.pauses = (*earlier, last._replace(until=self.happened_at))


class Extended(Event):
    """Extend: put a deadline off, with a reason that the family could be told."""

    TOPIC = "case.extended"
    RETRACTABLE = FORGIVING = True
    FIXED = frozenset({"deadline"})
    EXAMPLE = {"deadline": "resolve", "until": "2099-09-25", "reason": "The family is travelling."}

    deadline: Line
    until: Moment | Day
    reason: Reason

    @classmethod
    def given(cls, situation: Situation) -> dict[str, Any]:
        """The deadline exists and is put off, not brought forward; a day ends at closing time."""
        running = {each.name: each for each in situation.case.own_deadlines_at(situation.now, situation.policy)}
        form: Any = situation.form
        if form.deadline not in running:
            known = ", ".join(running) or "none"
            raise NotFillable([Flaw("deadline", f"this case has no such deadline; it has {known}")])
        if running[form.deadline].met_at:
            raise NotFillable([Flaw("deadline", "has been met; there is nothing to put off")])
        if situation.policy.calendar.ending(form.until) <= running[form.deadline].due:
            raise NotFillable([Flaw("until", "lies before the deadline as it stands")])
        return {}

    def apply(self, aggregate: Any) -> None:
        """The deadline is the new one, of the clock that runs now, however long ago it was agreed."""
        started = filter(None, (aggregate.raised_at, aggregate.escalated_at, aggregate.reopened_at))
        extension = Extension(self.until, max(self.happened_at, *started), self.reason)
        aggregate.extensions = {**aggregate.extensions, self.deadline: extension}


def due_still(situation: Situation) -> bool:
    """None of its deadlines is still to be met; what was asked of a colleague is asked anew instead."""
    return any(is_still_to_be_met(due, situation.case, situation.policy) for due in situation.case.dues)


def running(situation: Situation) -> bool:
    """Its clock is stopped already."""
    return not situation.case.paused


def paused(situation: Situation) -> bool:
    """Its clock is running; there is nothing to resume."""
    return situation.case.paused
