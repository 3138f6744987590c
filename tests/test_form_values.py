"""What a field takes: texts as people see them, values of their own kind, moments that are written out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
import pytest

from engine.form import fill, form_of
from tests.school import WORKFLOWS, usual
from tests.unfillable import flaws

OBJECTION = WORKFLOWS["objection"].lifecycle.records


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


def test_a_list_is_too_short_only_where_nothing_is_wrong_in_it() -> None:
    """A finding that is half filled in is no missing one."""
    form = form_of(OBJECTION["investigate"])
    assert flaws(form, usual("investigate") | {"findings": []}) == {"findings": "is a list of 1 or more"}
    half = flaws(form, usual("investigate") | {"findings": [{"allegation": "late"}]})
    assert half == {"findings.0.finding": "is required"}


def test_a_survey_adds_up() -> None:
    """Nobody agrees or disagrees who was not asked, and nobody is counted below none."""
    form = form_of(OBJECTION["investigate"])
    for agreed, disagreed in ((0, 0), (2, 1), (3, 0)):
        assert fill(form, usual("investigate") | {"survey": {"asked": 3, "agreed": agreed, "disagreed": disagreed}})
    more = flaws(form, usual("investigate") | {"survey": {"asked": 3, "agreed": 2, "disagreed": 2}})
    assert more == {"survey": "agreed and disagreed are together more than were asked"}
    none = flaws(form, usual("investigate") | {"survey": {"asked": -1, "agreed": 0, "disagreed": 0}})
    assert none == {"survey.asked": "is 0 at least"}


def test_a_moment_out_of_bounds_is_called_so() -> None:
    """Too long ago, or too far ahead, is said in words, not in those of the program."""
    form = form_of(OBJECTION["feedback"])
    for moment, message in (("1850-01-01T00:00:00Z", "past"), ("2250-01-01T00:00:00Z", "future")):
        found = flaws(form, usual("feedback") | {"happened_at": moment})
        assert found == {"happened_at": f"lies too far in the {message}"}


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
