"""A lifecycle: the table of steps that a case may take, read by `transitions`, which never touches a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from transitions import Machine
from transitions.core import Event as Verb

from engine.event import Event
from engine.form import blanks_of
from engine.refusal import NotDue

START, CLOSED = "start", "closed"
PATH = ("listen", "record", "investigate", "solve", "feedback", "close")
"""The six steps; a stage names the step that is due next."""
OPEN = PATH
ANYWHERE = (*PATH, CLOSED)


class Standing(Protocol):
    """What the table asks of a case: where it stands, and what to call it in a refusal."""

    stage: str

    @property
    def reference(self) -> str:
        """How people name the case."""


class Situated(Protocol):
    """What the rules look at; the table itself looks at no more than the case's standing."""

    @property
    def case(self) -> Standing:
        """The case that is about to move."""


Rule = Callable[[Any], bool]
"""A question about a situation; its docstring is the sentence of the refusal."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: at these stages, `verb` records this event and leads there.

    `guard` is a rule about the case, or several; where one fails the step is refused in the words of its docstring.
    `when` chooses among several rows of a verb by what was filled in; the first that holds is taken.
    A row that is not `by_hand` is taken by the program itself, as part of another step.
    """

    verb: str
    at: str | tuple[str, ...]
    records: type[Event]
    leads_to: str | None = None
    when: Rule | None = None
    guard: Rule | tuple[Rule, ...] | None = None
    by_hand: bool = True

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages at which the row may be taken."""
        return (self.at,) if isinstance(self.at, str) else self.at

    @property
    def guards(self) -> tuple[Rule, ...]:
        """The rules about the case that all have to hold."""
        return self.guard if isinstance(self.guard, tuple) else (self.guard,) if self.guard else ()


@dataclass(slots=True)
class StandIn:
    """Walks the table in place of a case."""

    stage: str


class Rehearsal(Verb):
    """Walks the table for one verb, past what `transitions` does for callbacks and its own log; a table has neither."""

    def trigger(self, model: Any, *args: Any, **_: Any) -> bool:
        """Whether a row can be taken from where a walker stands; it then stands where the first of them leads."""
        rows: Any = self.transitions.get(model.stage, ())
        for row in rows:
            if all(condition.func(*args) for condition in row.conditions):
                model.stage = row.dest
                return True
        return False


class Table(Machine):
    """A machine whose steps are rehearsed."""

    event_cls = Rehearsal


class Lifecycle:
    """The table of steps, and the questions one may ask of it."""

    def __init__(self, *steps: Step) -> None:
        self.steps = steps
        self.records = {step.verb: step.records for step in steps}
        self.verbs = {step.records: step.verb for step in steps}
        self.by_hand = tuple(dict.fromkeys(step.verb for step in steps if step.by_hand))
        self.stages = tuple(stage for stage in ANYWHERE if any(stage in step.stages for step in steps))
        self._rows: dict[tuple[str, str], list[Step]] = {}
        for step in steps:
            for stage in step.stages:
                self._rows.setdefault((stage, step.verb), []).append(step)
        stages = dict.fromkeys(stage for step in steps for stage in step.stages)
        self._offered = {stage: self._offered_at(stage) for stage in stages}
        self._machine = Table(
            model=None,
            model_attribute="stage",
            states=list(dict.fromkeys((START, *ANYWHERE, *stages))),
            initial=START,
            auto_transitions=False,
            transitions=[_transition(step, stage) for step in steps for stage in step.stages],
        )

    def expect(self, verb: str, case: Standing) -> None:
        """Refuse a step that is not taken where the case stands, before anybody fills in its form."""
        if (case.stage, verb) not in self._rows:
            raise _refusal(verb, case, self._not_here(case))

    def rehearse(self, verb: str, situation: Situated) -> str:
        """The stage that taking this step now would lead to, or NotDue."""
        walker = StandIn(situation.case.stage)
        rehearsal = self._machine.events.get(verb)
        if rehearsal and rehearsal.trigger(walker, situation):
            return walker.stage
        raise _refusal(verb, situation.case, self.held_up(verb, situation) or self._not_here(situation.case))

    def next_steps(self, situation: Situated) -> list[str]:
        """The steps that may be taken now, the one that is due first."""
        offered = self._offered.get(situation.case.stage, ())
        return [verb for verb, rule in offered if rule is None or rule(situation)]

    def held_up(self, verb: str, situation: Situated) -> str:
        """What the rules about the case say against a step where it stands; nothing, if none of them does."""
        rows = self._rows.get((situation.case.stage, verb), [])
        first_broken = (next((guard for guard in row.guards if not guard(situation)), None) for row in rows)
        return "; ".join(dict.fromkeys(_says(guard) for guard in first_broken if guard))

    def ways_on(self, stage: str) -> dict[str, str]:
        """Where one comes from a stage, and by which step: by the one that is due, or one that nothing can hold up."""
        rows = [row for row in self.steps if row.by_hand and stage in row.stages]
        chosen = [row for row in rows if not row.guards], [row for row in rows if row.verb == stage]
        return {row.leads_to: row.verb for each in chosen for row in each if row.leads_to not in (None, stage)}

    def _offered_at(self, stage: str) -> tuple[tuple[str, Rule | None], ...]:
        """The steps of a stage, the one that is due first, and what has to hold for each."""
        verbs = sorted(self.by_hand, key=lambda verb: verb != stage)
        rows = {verb: self._rows[stage, verb] for verb in verbs if (stage, verb) in self._rows}
        return tuple((verb, _one_holds(of)) for verb, of in rows.items())

    def _not_here(self, case: Standing) -> str:
        if case.stage == CLOSED:
            return "it is closed"
        missing = ", ".join(required(self.records[case.stage])) if case.stage in self.records else ""
        due = f"{case.stage} is due next" + (f" and its facts are missing ({missing})" if missing else "")
        return f"it stands at {case.stage}; {due}"


def required(event: type[Event]) -> list[str]:
    """The facts without which an event's form is incomplete."""
    return [name for name, (_, info) in blanks_of(event).items() if info.is_required()]


def _one_holds(rows: Sequence[Step]) -> Rule | None:
    """Whether one of these rows can be taken, as far as its guards say; None where one has no guard."""
    rules = [_all_hold(row.guards) for row in rows if row.guards]
    if len(rules) < len(rows):
        return None
    return rules[0] if len(rules) == 1 else lambda situation: any(rule(situation) for rule in rules)


def _all_hold(rules: tuple[Rule, ...]) -> Rule:
    return rules[0] if len(rules) == 1 else lambda situation: all(rule(situation) for rule in rules)


def _refusal(verb: str, case: Standing, why: str) -> NotDue:
    return NotDue(f"in {case.reference} the step {verb} cannot be taken now: {why}")


def _says(rule: Callable[..., Any]) -> str:
    sentence = (rule.__doc__ or rule.__name__).strip().rstrip(".")
    return sentence[0].lower() + sentence[1:]


def _transition(step: Step, stage: str) -> dict[str, Any]:
    return {
        "trigger": step.verb,
        "source": stage,
        "dest": step.leads_to or stage,
        "conditions": [*step.guards, *((step.when,) if step.when else ())],
    }
