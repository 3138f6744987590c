"""The tables of steps, checked row by row: every workflow, present and to come, is walkable and well named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from engine.case import Case
from engine.event import Event, Opening, PathEvent
from engine.folding import fold
from engine.form import fill, form_of
from engine.lifecycle import ANYWHERE, CLOSED, PATH, START, Lifecycle, Step
from engine.refusal import NotDue
from engine.situation import Situation
from tests.school import CHEN, KINDS, POLICY, WORKFLOWS, School, at, usual

STAGES = {START, *ANYWHERE}

every_workflow = pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)


def reached(lifecycle: Lifecycle, start: str) -> set[str]:
    """The stages that steps taken by hand lead to from a stage, wherever their rules allow it."""
    seen, queue = {start}, [start]
    while queue:
        here = queue.pop()
        leads = {step.leads_to for step in lifecycle.steps if here in step.stages and step.leads_to and step.by_hand}
        queue += leads - seen
        seen |= leads
    return seen


def rows(workflow: type[Case]) -> Iterator[tuple[Step, str]]:
    for step in workflow.lifecycle.steps:
        for stage in step.stages:
            yield step, stage


@every_workflow
def test_every_row_stands_at_a_stage_that_exists_and_leads_to_one(workflow: type[Case]) -> None:
    """A stage misspelt in a row would make a step that can never be taken, or a case that is stuck."""
    stages = {stage for _, stage in rows(workflow)}
    assert STAGES >= stages == {START, *workflow.lifecycle.stages}
    assert {step.leads_to for step, _ in rows(workflow) if step.leads_to} <= stages - {START}


@every_workflow
def test_every_stage_can_be_reached_and_left_for_the_end(workflow: type[Case]) -> None:
    """No row is out of reach, and from every stage a way leads to closed."""
    stages = {START, *workflow.lifecycle.stages}
    assert reached(workflow.lifecycle, START) == stages
    assert all(CLOSED in reached(workflow.lifecycle, stage) for stage in stages)


@every_workflow
def test_the_step_that_a_stage_is_named_after_is_taken_there_and_nowhere_else(workflow: type[Case]) -> None:
    """The stage names the step that is due next."""
    for verb in set(PATH) & set(workflow.lifecycle.stages):
        assert {stage for step, stage in rows(workflow) if step.verb == verb} == {verb}


@every_workflow
def test_a_case_is_opened_in_one_way_by_hand(workflow: type[Case]) -> None:
    """Exactly one step by hand stands at the start, and it and an import alone record an opening."""
    assert [step.verb for step, stage in rows(workflow) if stage == START and step.by_hand] == ["raise"]
    openings = {step.verb for step in workflow.lifecycle.steps if issubclass(step.records, Opening)}
    assert openings - {"import"} == {"raise"}


@every_workflow
def test_a_verb_records_one_event_and_an_event_has_one_verb(workflow: type[Case]) -> None:
    """A verb means the same wherever it is taken."""
    lifecycle = workflow.lifecycle
    assert len({(step.verb, step.records) for step in lifecycle.steps}) == len(lifecycle.records)
    assert {kind: verb for verb, kind in lifecycle.records.items()} == lifecycle.verbs
    assert len(lifecycle.verbs) == len(lifecycle.records)


@every_workflow
def test_an_event_that_leads_on_keeps_where_it_led(workflow: type[Case]) -> None:
    """Replay asks the event for the stage, so every row that leads somewhere records an event that knows where."""
    for step in workflow.lifecycle.steps:
        assert issubclass(step.records, PathEvent) == (step.leads_to is not None), step.verb


@every_workflow
def test_the_last_row_of_a_verb_always_holds(workflow: type[Case]) -> None:
    """Rows are chosen by what was filled in; the last one takes whatever the others did not."""
    last = {(step.verb, stage): step for step, stage in rows(workflow)}
    assert [place for place, step in last.items() if step.when is not None] == []


@every_workflow
def test_every_rule_says_why(workflow: type[Case]) -> None:
    """A guard is refused in the words of its docstring."""
    rules = [(step.verb, rule) for step in workflow.lifecycle.steps for rule in step.guards]
    assert [verb for verb, rule in rules if not rule.__doc__] == []


def test_topics_are_unique_and_say_whose_they_are() -> None:
    """A topic begins with its workflow, or with `case` where all workflows share the event."""
    assert [topic for topic, times in Counter(kind.TOPIC for kind in KINDS).items() if times > 1] == []
    for workflow, case in WORKFLOWS.items():
        assert {kind.TOPIC.partition(".")[0] for kind in case.lifecycle.verbs} == {workflow, "case"}


def test_topics_are_spelt_alike() -> None:
    """Lower case, two parts, none with a blank: what is a key in a store for ever is plain."""
    assert [kind.TOPIC for kind in KINDS if not kind.TOPIC.replace("_", "").replace(".", "", 1).islower()] == []


@every_kind
def test_an_example_fills_its_form(kind: type[Event]) -> None:
    """What documentation shows can be sent as it stands."""
    form = fill(form_of(kind), kind.EXAMPLE)
    assert set(kind.EXAMPLE) <= form.model_fields_set


@every_kind
def test_an_event_instructs_whoever_fills_in_its_form(kind: type[Event]) -> None:
    """The docstring is an instruction: one sentence, which names the step first."""
    instruction = kind.__doc__ or ""
    assert instruction.endswith(".")
    assert ": " in instruction
    assert form_of(kind).__doc__ == instruction


@every_kind
def test_an_older_schema_can_be_lifted(kind: type[Event]) -> None:
    """An event whose shape has changed brings an upcaster for every change."""
    assert kind.SCHEMA >= 1
    assert all(callable(getattr(kind, f"upcast_v{older}_v{older + 1}", None)) for older in range(1, kind.SCHEMA))


@every_workflow
@pytest.mark.parametrize("verb", [*PATH, "resume", "reopen", "unheard-of"])
def test_a_step_that_is_not_due_is_refused_with_what_is(workflow: type[Case], verb: str) -> None:
    """Before a case is raised nothing can be taken, and the refusal names the case."""
    case = workflow.unraised("0" * 32, at("2026-09-17 19:40"))
    with pytest.raises(NotDue, match=f"in {case.reference} the step {verb} cannot be taken now: "):
        workflow.lifecycle.rehearse(verb, Situation(case, POLICY, case.raised_at))


def test_replay_never_asks_the_lifecycle(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tomorrow's rules cannot break yesterday's history: without any rows, a case folds as before."""
    case = school.walk("raise", "listen", "record", "investigate", "solve", "feedback", "close")
    school.take(CHEN, "reopen", usual("reopen"), case.id)
    events, before = school.application.events(case.id), school.application.case(case.id)
    for workflow in WORKFLOWS.values():
        bare = Lifecycle()
        bare.verbs = workflow.lifecycle.verbs
        monkeypatch.setattr(workflow, "lifecycle", bare)
    assert vars(fold(events, WORKFLOWS)) == vars(before)
