"""Forms: derived from the events, one for each, and every flaw named by its field."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.event import Event
from engine.form import blanks_of, fill, form_of, opening_form_of, partial_form_of
from engine.refusal import NotFillable
from engine.steps.applying import PolicyApplied
from tests.filling import filled
from tests.school import KINDS, WORKFLOWS, usual
from tests.unfillable import flaws

QUICK = settings(derandomize=True, deadline=None, max_examples=15)
OBJECTION, RENEWAL = (WORKFLOWS[name].lifecycle.records for name in ("objection", "renewal"))
GIVEN = {"case_id", "case_version", "recorded_at", "schema", "by", "stage", "subject", "originator_id"}

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)


def adds_up(survey: dict[str, int] | None) -> bool:
    """What a schema cannot say of a survey."""
    return survey is None or survey["agreed"] + survey["disagreed"] <= survey["asked"]


@every_kind
def test_a_form_asks_for_nothing_that_the_program_knows_itself(kind: type[Event]) -> None:
    """Who, when recorded, which case and which version are never asked for, and sending them is refused by name."""
    form, given = form_of(kind), GIVEN if kind is PolicyApplied else GIVEN | {"policy"}
    assert not given & form.model_fields.keys()
    found = flaws(form, {**kind.EXAMPLE, **dict.fromkeys(given, "x")})
    assert found == dict.fromkeys(given, "is not a field of this step")


@every_kind
def test_a_form_left_empty_names_everything_that_is_missing(kind: type[Event]) -> None:
    """All flaws are told at once, each where it stands."""
    required = {name for name, (_, info) in blanks_of(kind).items() if info.is_required()}
    if not required:
        assert fill(form_of(kind), {})
        return
    assert flaws(form_of(kind), {}) == dict.fromkeys(required, "is required")


@every_kind
@QUICK
@given(data=st.data())
def test_what_its_schema_allows_fills_a_form(kind: type[Event], data: st.DataObject) -> None:
    """Whatever the JSON Schema of a form allows can be sent as fields or as bytes, and is read in the same way."""
    fields = data.draw(filled(kind))
    body = orjson.dumps(fields)
    try:
        form = fill(form_of(kind), fields)
    except NotFillable:
        assume(condition=not kind.CHECKS and adds_up(fields.get("survey")))
        raise
    assert fill(form_of(kind), body) == form


@every_kind
@QUICK
@given(data=st.data())
def test_some_fields_of_a_form_can_be_corrected(kind: type[Event], data: st.DataObject) -> None:
    """For a correction every field may be left open, and none may be unknown."""
    fields = data.draw(filled(kind))
    some = (
        {name: fields[name] for name in data.draw(st.lists(st.sampled_from(sorted(fields)), unique=True))}
        if fields
        else {}
    )
    assume(condition=adds_up(some.get("survey")))
    assert fill(partial_form_of(kind), some)
    assert flaws(partial_form_of(kind), {"never": 1}) == {"never": "is not a field of this step"}


def test_every_step_takes_the_moment_it_happened() -> None:
    """It is asked for where the words of a family are, or nothing else matters; it defaults to now elsewhere."""
    required = {kind.TOPIC for kind in KINDS if blanks_of(kind)["happened_at"][1].is_required()}
    when = ("case.received",)
    said = ("objection.raised", "objection.heard", "objection.reviewed", "renewal.heard", "renewal.reviewed")
    assert required == {*said, *when}


def test_the_fields_of_the_six_steps_are_those_that_were_promised() -> None:
    """The required fields are the documented ones, no more and no less."""
    required = {
        workflow: {
            verb: {name for name, (_, info) in blanks_of(records[verb]).items() if info.is_required()}
            for verb in ("raise", "listen", "record", "investigate", "solve", "feedback", "close")
        }
        for workflow, records in (("objection", OBJECTION), ("renewal", RENEWAL))
    }
    assert required == {
        "objection": {
            "raise": {"guardian", "channel", "happened_at", "words"},
            "listen": {"words", "read_back", "channel", "happened_at"},
            "record": {"category", "severity", "kind", "summary"},
            "investigate": {"findings", "root_cause"},
            "solve": {"approach", "plan"},
            "feedback": {"satisfaction", "accepted", "words", "happened_at"},
            "close": {"outcome", "lesson", "action_taken"},
        },
        "renewal": {
            "raise": {"guardian", "student", "course", "ends_on"},
            "listen": {"words", "channel", "happened_at"},
            "record": {"intention", "summary"},
            "investigate": {"progress"},
            "solve": {"offer", "approach"},
            "feedback": {"answer", "happened_at"},
            "close": {"outcome", "lesson"},
        },
    }


def test_a_change_always_carries_a_reason() -> None:
    """No step that changes what stands can be taken without saying why."""
    changes = ("reclassify", "correct", "retract", "pause", "resume", "extend", "escalate", "withdraw", "reopen")
    for verb in changes:
        assert blanks_of(OBJECTION[verb])["reason"][1].is_required(), verb


def test_the_form_that_raises_a_case_takes_what_was_heard_besides() -> None:
    """Raising and listening share a form: what listening asks for may be filled in at once, and need not be."""
    form = opening_form_of(OBJECTION["raise"], OBJECTION["listen"])
    assert fill(form, usual("raise"))
    assert fill(form, usual("raise") | usual("listen"))
    assert flaws(form, usual("raise") | {"category": "a"}) == {"category": "is not a field of this step"}


def test_names_are_looked_up_and_kept_as_ids() -> None:
    """A colleague is named as one names them; a name in no book is a flaw of its field, also deep inside."""

    def staff(name: str) -> str:
        if name != "Chen":
            raise ValueError(f"nobody on the staff is called {name}")
        return "s-chen"

    form: Any = fill(form_of(OBJECTION["assign"]), {"to": " Chen "}, {"staff": staff})
    assert form.to == "s-chen"
    assert flaws(form_of(OBJECTION["assign"]), {"to": "Wu"}, staff=staff) == {"to": "nobody on the staff is called Wu"}
    about = {"about": [{"what": "teacher", "staff": "Chen"}, {"what": "teacher", "staff": "Wu"}]}
    found = flaws(form_of(OBJECTION["record"]), usual("record") | about, staff=staff)
    assert found == {"about.1.staff": "nobody on the staff is called Wu"}
