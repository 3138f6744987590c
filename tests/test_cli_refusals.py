"""Refusals on the command line: 1 for what cannot be done, 2 for what cannot be meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command_line import CommandLine, fields, staffed


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """A casebook with a teacher, a manager and an auditor."""
    return staffed(tmp_path / "data")


def test_what_cannot_be_filled_in_is_refused_in_one_line(casebook: CommandLine) -> None:
    """It names every field, nothing is written, and the exit code is 1."""
    said = casebook("raise", "objection", *fields("channel=pigeon"), who="Chen")
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1
    for field in ("guardian: is required", "words: is required", "happened_at: is required", "channel: "):
        assert field in said.err
    assert casebook.json("list", who="Chen")["items"] == []


@pytest.mark.parametrize(
    ("words", "who", "told"),
    [
        (("step", "{case}", "pause"), "Chen", "reason: is required"),
        (
            ("step", "{case}", "resume", "--field", "reason=x"),
            "Chen",
            "in {case} the step resume cannot be taken ",
        ),
        (("step", "{case}", "dance"), "Chen", "an objection has no step dance; it has: raise, listen, "),
        (("step", "{case}", "note", "--field", "text=x", "--seen", "7"), "Chen", "{case} is at version 1"),
        (("step", "OBJ-0000-0000", "note"), "Chen", "there is no case OBJ-0000-0000"),
        (("step", "{case}", "note", "--field", "text=x"), "Zhou", "an auditor may not take the step note"),
        (("show", "{case}"), "Li", "there is no case {case}"),
        (("show", "{case}"), "Nobody", "nobody on the staff is called Nobody"),
        (("workflows", "objection", "dance"), "", "an objection has no step dance"),
        (("why", "{case}", "lunch"), "Chen", "has no deadline lunch"),
        (("show", "{case}", "--happened-by", "2020-01-01"), "Chen", "had not been raised by then"),
    ],
)
def test_a_refusal_is_one_line_on_standard_error(
    casebook: CommandLine, words: tuple[str, ...], who: str, told: str
) -> None:
    """It says what and why, and the exit code is 1."""
    case = casebook.objection()["reference"]
    said = casebook(*(word.format(case=case) for word in words), who=who)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert told.format(case=case) in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("raise", "wish", "--as", "Chen"),
        ("raise", "objection"),
        ("raise", "objection", "--as", "Chen", "--field", "channel"),
        ("raise", "objection", "--as", "Chen", "--field", "a.b=1", "--field", "a=2"),
        ("raise", "objection", "--as", "Chen", "--field", "a=1", "--field", "a.b=2"),
        ("raise", "objection", "--as", "Chen", "--fields", "nowhere.json"),
        ("show",),
        ("show", "X", "--as", "Chen", "--happened-by", "yesterday"),
        ("show", "X", "--as", "Chen", "--version", "0"),
        ("step", "X", "note", "--as", "Chen", "--seen", "0"),
        ("list", "--as", "Chen", "--limit", "many"),
        ("similar",),
        ("similar", "X", "--text", "y"),
        ("search", "x", "--state", "half"),
        ("dance",),
        ("workflows", "wish"),
        ("policy", "show", "--toml", "--json"),
        ("staff", "add", "Wu", "--role", "admin", "--as", "Chen"),
        ("policy", "add", __file__, "--as", "Chen"),
        ("import", "register", __file__, "--as", "Chen"),
        ("rebuild", "--as", "Chen"),
        ("show", "X", "--colour", "red"),
    ],
)
def test_wrong_usage_exits_with_2(casebook: CommandLine, words: tuple[str, ...]) -> None:
    """Nothing is asked of the store, and nothing stands on standard output."""
    said = casebook(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ("summary=" + "x" * 20_001, "summary: has more than 20,000 characters"),
        ("summary=", "summary: is empty"),
        ("summary=a\x07b", "summary: has characters that cannot be shown"),
        ("severity=bad", "severity: is one of 'low', 'medium', 'high' or 'critical'"),
        ("confidential=perhaps", "confidential: is true or false"),
        ("category=a b", "category: is a dotted path, such as teaching.lateness"),
        ("colour=red", "colour: is not a field of this step"),
        ("about.what=weather", "about.0.what: is one of "),
        ("happened_at=yesterday", "happened_at: is written as "),
        ("happened_at=2026-02-31 10:00", "happened_at: is no moment: "),
        ("happened_at=2199-01-01 10:00", "happened_at: lies in the future"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_words(casebook: CommandLine, filled: str, told: str) -> None:
    """Not in those of a validator."""
    case = casebook.objection("read_back=yes")["reference"]
    record = ("category=a.b", "severity=low", "kind=ordinary", "summary=x")
    kept = [pair for pair in record if pair.partition("=")[0] != filled.partition("=")[0]]
    said = casebook("step", case, "record", *fields(*kept, filled), who="Chen")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith(told)
    assert not re.search("Input|input|Should|should|String|Value error", said.err)


def test_namesakes_are_announced(casebook: CommandLine) -> None:
    """They are told apart by their ids, which the list of the staff shows."""
    first, *_ = [member["id"] for member in casebook.json("staff", "list")["items"]]
    said = casebook("staff", "add", "Chen", "--role", "teacher", "--json")
    assert (said.code, said.err) == (0, "somebody else is called Chen, too; from now on name them by their ids\n")
    assert casebook("list", "--as", "Chen").code == 1
    assert casebook("list", "--as", first).code == 0
    assert first in casebook("staff", "list").out


def test_what_is_not_utf8_is_refused_in_one_line(casebook: CommandLine, tmp_path: Path) -> None:
    """Wherever it stands: typed as a name or as a field, or in a file."""
    file = tmp_path / "form.json"
    file.write_bytes('{"words": "老师"}'.encode("gbk"))
    raising = ("raise", "objection", "--as", "Chen")
    typed = "what was typed is not UTF-8; set the terminal to UTF-8 and type it again\n"
    told = {
        ("list", "--as", "\udcff"): typed,
        (
            *raising,
            "--field",
            "words=\udcff",
        ): typed,
        (
            *raising,
            "--fields",
            '{"words": "\udcff"}',
        ): typed,
        (*raising, "--fields", str(file)): "body: is not UTF-8; save the file as UTF-8\n",
    }
    for words, refused in told.items():
        said = casebook(*words)
        assert (said.code, said.out, said.err) == (1, "", refused)


@pytest.mark.parametrize(("body", "told"), [("[1]", "is not a JSON object"), ("{", "is not JSON")])
def test_a_form_that_is_no_json_object_is_refused(casebook: CommandLine, body: str, told: str) -> None:
    """As the API refuses it."""
    said = casebook("raise", "objection", "--fields", "-", who="Chen", stdin=body)
    assert (said.code, said.err) == (1, f"body: {told}\n") if "object" in told else said.code == 1
    assert told in said.err


def test_a_form_beyond_all_measure_is_refused(casebook: CommandLine) -> None:
    """Before it is read to its end."""
    said = casebook("raise", "objection", "--fields", "-", who="Chen", stdin=" " * 2000, CASEBOOK_LARGEST_BODY="1000")
    assert (said.code, said.err) == (1, "a form may take 1,000 bytes\n")
