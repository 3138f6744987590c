"""Bad input of every kind: each is refused with a sentence, nothing is written, every case stays readable."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from engine.case import Case
from engine.refusal import TooLarge
from tests.refusing import flawed, one_store, refused
from tests.school import CHEN, School, usual

CONTROLS = [chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0)) if code not in (13, 0x85)]
"""Carriage return and next line at the end of a text are blanks, and trimmed."""


pytestmark = pytest.mark.usefixtures("case")


@one_store
def test_control_characters_are_refused_everywhere(school: School, case: Case) -> None:
    """NUL, the C0 and the C1 controls and delete are in no text, no line, no path, however they are sent."""
    for control in CONTROLS:
        text = f"a{control}b"
        assert list(flawed(school, "note", {"text": text}, case.id)) == ["text"]
        assert list(flawed(school, "note", orjson.dumps({"text": text}), case.id)) == ["text"]
        found = flawed(school, "raise", usual("raise") | {"campus": text, "guardian": {"name": text}, "words": text})
        assert {"campus", "words"} < found.keys()
        assert list(flawed(school, "reclassify", {"category": text, "reason": "r"}, case.id)) == ["category"]


def test_lone_surrogates_are_refused(school: School, case: Case) -> None:
    """Half of a character is no text, as a value or as a name, sent as fields or escaped in bytes."""
    for wrong in ({"text": "a\ud800"}, {"\udfff": "a"}):
        assert list(flawed(school, "note", wrong, case.id)) == ["body"]
    for bytes_sent in (
        rb'{"text": "a\ud800"}',
        rb'{"text": "\udc00\r\n"}',
        b'{"text": "\xed\xa0\x80"}',
        b'{"text": "\xff"}',
    ):
        assert list(flawed(school, "note", bytes_sent, case.id)) == ["body"]


@one_store
@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"null",
        b"[]",
        b"17",
        b'"text"',
        b"{",
        b'{"text": "a"',
        b'{"text": "a"} {}',
        b"\x00",
        b"\xef\xbb\xbf{}",
        b"{'text': 'a'}",
    ],
    ids=repr,
)
def test_what_is_no_json_object_is_refused(school: School, case: Case, sent: bytes) -> None:
    """A body is one JSON object; everything else is refused as a whole."""
    assert list(flawed(school, "note", sent, case.id)) in (["body"], ["text"])


def test_depth_is_bounded(school: School, case: Case) -> None:
    """Ten thousand brackets are refused before anything follows them down."""
    deep = 10_000
    for sent in (b'{"text": ' + b"[" * deep + b"]" * deep + b"}", b'{"a":' * deep + b"1" + b"}" * deep, b"[" * deep):
        flawed(school, "note", sent, case.id)
        flawed(school, "correct", b'{"version": 2, "reason": "r", "fields": {"words": ' + sent + b"}}", case.id)
    nested: Any = "a"
    for _ in range(deep):
        nested = [nested]
    assert list(flawed(school, "note", {"text": nested}, case.id)) == ["body"]


@one_store
@pytest.mark.parametrize(
    "name",
    [
        "_type_",
        "_data_",
        "case_id",
        "case_version",
        "originator_id",
        "originator_version",
        "recorded_at",
        "timestamp",
        "schema",
        "stored_schema",
        "by",
        "stage",
        "subject",
        "policy",
        "__class__",
        "__proto__",
        "TOPIC",
        "",
        "说" * 300,
    ],
    ids=lambda name: ascii(name)[:30],
)
def test_reserved_and_unknown_names_are_refused(school: School, case: Case, name: str) -> None:
    """What the program fills in by itself cannot be sent, nor can what nobody asked for; the flaw's name is bounded."""
    message = {(name or "body")[:200]: "is not a field of this step"}
    assert flawed(school, "note", {"text": "a", name: "x"}, case.id) == message
    assert flawed(school, "raise", usual("raise") | {name: "x"}) == message
    nested = flawed(school, "raise", usual("raise") | {"student": {"name": "a", name: "x"}})
    assert all(field.startswith("student") for field in nested)


def test_texts_are_bounded_after_trimming(school: School, case: Case) -> None:
    """20,000 characters, whatever they weigh, are kept; one more is refused, blanks around it do not count."""
    kept = "退" * 20_000
    assert list(flawed(school, "note", {"text": kept + "费"}, case.id)) == ["text"]
    assert list(flawed(school, "raise", usual("raise") | {"campus": "x" * 201})) == ["campus"]
    later = school.take(CHEN, "note", {"text": f"  {kept}\n"}, case.id).case
    assert school.mapper.opened(school.application.events(case.id)[later.version - 1])["text"] == kept


def test_a_text_that_says_nothing_is_refused(school: School, case: Case) -> None:
    """Empty, blank, or blank in any script: a required text says something."""
    for blank in ("", " ", "\n\t\r\n", "\u3000\u00a0\u2003", None):
        assert list(flawed(school, "note", {"text": blank}, case.id)) == ["text"]


def test_an_event_is_bounded_as_a_whole(school: School, case: Case) -> None:
    """More than a megabyte in many permitted parts is refused, sealed or not."""
    many = ["x" * 20_000] * 60
    assert isinstance(refused(school, "raise", usual("raise") | usual("listen") | {"demands": many}), TooLarge)
    finding = {"allegation": "x" * 20_000, "finding": "upheld"}
    other = school.walk("raise", "listen", "record")
    fields = usual("investigate") | {"findings": [finding] * 60}
    assert isinstance(refused(school, "investigate", fields, other.id), TooLarge)


def test_a_correction_cannot_smuggle_in_what_a_step_would_refuse(school: School, case: Case) -> None:
    """Corrected values are held to the form of the event in question, in number, depth and shape."""
    for fields in (
        b'{"summary": "a\\u0000b"}',
        b'{"severity": NaN}',
        b'{"severity": 1e999}',
        b'{"kind": "' + b"x" * 100 + b'"}',
        b'{"case_id": "x"}',
        b'{"confidential": "perhaps"}',
        b'{"about": [{"what": "teacher", "staff": "nobody"}]}',
        b'{"happened_at": "2099-01-01T00:00:00Z"}',
        b"{}",
        b'{"summary": null}',
        b"[]",
    ):
        body = b'{"version": 3, "reason": "r", "fields": ' + fields + b"}"
        assert all(field.startswith("fields") for field in flawed(school, "correct", body, case.id)), fields


def test_of_names_sent_twice_one_counts_and_is_checked(school: School, case: Case) -> None:
    """A name twice in one object is not a way around a check, and what is stored has it once."""
    flawed(school, "note", b'{"text": "a", "text": ""}', case.id)
    later = school.take(CHEN, "note", b'{"text": "", "text": "b"}', case.id).case
    assert orjson.loads(school.rows(case.id)[-1])["text"]
    assert school.mapper.opened(school.application.events(case.id)[later.version - 1]) == {"text": "b"}


@one_store
@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("raise", {"channel": "telepathy"}),
        ("raise", {"channel": ["phone"]}),
        ("raise", {"words": 17}),
        ("raise", {"words": ["a"]}),
        ("raise", {"words": {"a": "b"}}),
        ("raise", {"guardian": True}),
        ("raise", {"campus": {"name": "North"}}),
        ("raise", {"inside": "OBJ-0000-0000"}),
        ("raise", {"inside": "../../etc/passwd"}),
        ("raise", {"read_back": "perhaps"}),
        ("raise", {"demands": "an apology"}),
        ("raise", {"demands": ["an apology"]}),
        ("raise", {"remedy_sought": "a refund"}),
    ],
    ids=str,
)
def test_wrong_types_and_unknown_choices_are_refused(school: School, verb: str, fields: dict[str, Any]) -> None:
    """Each value is of the kind that its field asks for; what was heard in half is not a hearing."""
    flawed(school, verb, usual(verb) | fields)
