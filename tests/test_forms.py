"""Forms: derived from the events, one for each, and every flaw named by its field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from engine.event import Event
from engine.form import blanks_of, fill, form_of, opening_form_of, partial_form_of
from engine.refusal import NotFillable
from tests.filling import filled
from tests.school import KINDS, WORKFLOWS, usual

QUICK = settings(derandomize=True, deadline=None, max_examples=15)
OBJECTION, RENEWAL = (WORKFLOWS[name].lifecycle.records for name in ("objection", "renewal"))
GIVEN = {"case_id", "case_version", "recorded_at", "schema", "by", "stage", "subject", "policy", "originator_id"}

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TOPIC)


def flaws(form: type[BaseModel], fields: dict[str, Any] | bytes, **books: Any) -> dict[str, str]:
    with pytest.raises(NotFillable) as refused:
        fill(form, fields, books or None)
    return {flaw.field: flaw.message for flaw in refused.value.flaws}


def adds_up(survey: dict[str, int] | None) -> bool:
    """What a schema cannot say of a survey."""
    return survey is None or survey["agreed"] + survey["disagreed"] <= survey["asked"]


@every_kind
def test_a_form_asks_for_nothing_that_the_program_knows_itself(kind: type[Event]) -> None:
    """Who, when recorded, which case and which version are never asked for, and sending them is refused by name."""
    form = form_of(kind)
    assert not GIVEN & form.model_fields.keys()
    found = flaws(form, {**kind.EXAMPLE, **dict.fromkeys(GIVEN, "x")})
    assert found == dict.fromkeys(GIVEN, "is not a field of this step")


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
    """It is asked for where the words of a family are, and defaults to now elsewhere."""
    required = {kind.TOPIC for kind in KINDS if blanks_of(kind)["happened_at"][1].is_required()}
    said = ("objection.raised", "objection.heard", "objection.reviewed", "renewal.heard", "renewal.reviewed")
    assert required == set(said)


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


def test_texts_are_trimmed_and_keep_one_kind_of_line_end() -> None:
    """What a browser or a spreadsheet adds around a text, and its line ends, are not part of it."""
    form: Any = fill(form_of(OBJECTION["note"]), {"text": " \u3000 first\r\nsecond\tthird \n"})
    assert form.text == "first\nsecond\tthird"


@pytest.mark.parametrize(
    ("verb", "field", "wrong", "message"),
    [
        ("listen", "read_back", 0, "is true or false"),
        ("listen", "read_back", "true", "is true or false"),
        ("listen", "demands", "an apology", "is a list"),
        ("record", "confidential", 1, "is true or false"),
        ("record", "summary", 17, "is a text"),
        ("feedback", "satisfaction", True, "is a whole number"),
        ("feedback", "satisfaction", 4.5, "is a whole number"),
        ("feedback", "satisfaction", "4", "is a whole number"),
        ("feedback", "accepted", 1, "is true or false"),
        ("retract", "version", True, "is a whole number"),
        ("correct", "fields", [], "is an object with fields of its own"),
        ("raise", "guardian", 17, "is a text, or is an object with fields of its own"),
    ],
)
def test_a_value_is_of_the_kind_that_its_field_asks_for(verb: str, field: str, wrong: Any, message: str) -> None:
    """No number passes for a text, no true for a 1, no 0 for a false; the refusal says what the field is."""
    fields = usual(verb) | {field: wrong}
    assert flaws(form_of(OBJECTION[verb]), fields) == {field: message}
    assert flaws(form_of(OBJECTION[verb]), orjson.dumps(fields)) == {field: message}


@pytest.mark.parametrize("category", ["a..b", ".a", "a.", ".", "a b", "a/b", "a.\u200d", ""], ids=ascii)
def test_a_category_is_a_dotted_path(category: str) -> None:
    """Each part of it says something, so that what belongs together is counted together."""
    found = flaws(form_of(OBJECTION["record"]), usual("record") | {"category": category})
    assert found == {"category": "is a dotted path, such as teaching.lateness"}


def test_a_survey_adds_up() -> None:
    """Nobody agrees or disagrees who was not asked, and nobody is counted below none."""
    form = form_of(OBJECTION["investigate"])
    for agreed, disagreed in ((0, 0), (2, 1), (3, 0)):
        assert fill(form, usual("investigate") | {"survey": {"asked": 3, "agreed": agreed, "disagreed": disagreed}})
    more = flaws(form, usual("investigate") | {"survey": {"asked": 3, "agreed": 2, "disagreed": 2}})
    assert more == {"survey": "agreed and disagreed are together more than were asked"}
    none = flaws(form, usual("investigate") | {"survey": {"asked": -1, "agreed": 0, "disagreed": 0}})
    assert none == {"survey.asked": "is 0 at least"}


def test_what_nobody_sees_is_no_part_of_a_text() -> None:
    """Marks of direction, fillers, tags and soft hyphens are taken out; two texts that look the same are the same."""
    for unseen in "\u00ad\u034f\u061c\u115f\u200b\u200e\u202a\u202e\u2060\u2066\u2069\u3164\ufeff\ufff9\U000e0041":
        form: Any = fill(form_of(OBJECTION["note"]), {"text": f"{unseen}+86 {unseen}138{unseen}"})
        assert form.text == "+86 138", ascii(unseen)
        sent = {"guardian": f"g-{unseen}17", "campus": f" {unseen} North"}
        raised: Any = fill(form_of(OBJECTION["raise"]), orjson.dumps(usual("raise") | sent))
        assert (raised.guardian, raised.campus) == ("g-17", "North"), ascii(unseen)


def test_what_joins_two_signs_stays_between_them() -> None:
    """Names and emoji need the joiners and the variants inside them; at the ends of a text a joiner joins nothing."""
    for kept in ("کتاب\u200cها", "ක්\u200dෂ", "👨\u200d👩\u200d👧", "❤\ufe0f", "葛\U000e0100"):
        form: Any = fill(form_of(OBJECTION["note"]), {"text": f"\u200d{kept}\u200c"})
        assert form.text == kept


def test_a_text_in_which_nothing_can_be_seen_is_empty() -> None:
    """Joiners, variants, blanks of every script: whatever it is made of, it says nothing."""
    for nothing in (
        "\u200b",
        "\u200d",
        "\ufe0f",
        "\u2800",
        "\u3164\u115f",
        "\u202e\u202c",
        " \u200d \ufeff\n",
        "\u00ad",
    ):
        assert flaws(form_of(OBJECTION["note"]), {"text": nothing}) == {"text": "is empty"}, ascii(nothing)


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


def test_moments_are_written_out_with_their_zone() -> None:
    """Seconds since 1970, a moment without a zone, or a bare day are refused where a moment is asked for."""
    form = form_of(OBJECTION["raise"])
    for wrong in (1_789_000_000, "1789000000", "2026-09-17T19:40:00", "2026-09-17", "today", "", True):
        assert list(flaws(form, usual("raise") | {"happened_at": wrong})) == ["happened_at"]
    read: Any = fill(form, usual("raise") | {"happened_at": "2026-09-17T11:40:00Z"})
    assert read.happened_at == datetime.fromisoformat("2026-09-17T19:40:00+08:00")


def test_a_guardian_is_an_id_or_a_person() -> None:
    """The roster's id, or a person of whom only the name is required."""
    form = form_of(OBJECTION["raise"])
    for guardian in ("g-17", {"name": "Wang Fang"}, {"name": "Wang Fang", "relation": "mother", "phone": "138"}):
        assert fill(form, usual("raise") | {"guardian": guardian})
    wrongs: list[tuple[Any, str]] = [
        ("", "guardian"),
        ({}, "guardian.name"),
        ({"name": ""}, "guardian.name"),
        ({"name": "a", "Age": 3}, "guardian.Age"),
        (17, "guardian"),
        ([], "guardian"),
        (None, "guardian"),
    ]
    for wrong, field in wrongs:
        assert list(flaws(form, usual("raise") | {"guardian": wrong})) == [field]
