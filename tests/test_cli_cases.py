"""Cases from the command line: raised, moved on, shown, and refused as over HTTP."""

from __future__ import annotations

from codecs import BOM_UTF8
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from tests.command_line import OBJECTION, CommandLine, cells, fields, staffed


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """A casebook with a teacher, a manager and an auditor."""
    return staffed(tmp_path / "data")


def test_a_case_goes_from_its_first_words_to_its_lesson(casebook: CommandLine) -> None:
    """Every step of the path, typed as one would type it."""
    case = casebook.objection("read_back=yes", "demands=an apology", "demands=a refund")
    assert (case["stage"], case["facts"]["listen"]["demands"]) == ("record", ["an apology", "a refund"])
    steps = {
        "record": [
            "category=teaching.lateness",
            "severity=medium",
            "kind=ordinary",
            "summary=Late",
            "about.what=teacher",
        ],
        "investigate": ['findings=[{"allegation": "late", "finding": "upheld"}]', "root_cause=timetable"],
        "solve": ["approach=make-up lesson", "plan=One lesson", "actions.what=Call", "actions.due=2026-03-09T18:00"],
        "feedback": ["satisfaction=5", "accepted=true", "words=谢谢", "happened_at=2026-03-08T10:00"],
        "close": ["outcome=resolved", "lesson=Plan travel", "action_taken=A lesson"],
    }
    for verb, filled in steps.items():
        case = casebook.json("step", case["reference"], verb, *fields(*filled), who="Chen")
    # The action was overdue when it was put down, so its owner was reminded at once.
    assert (case["stage"], case["version"]) == ("closed", 8)
    assert case["facts"]["record"]["about"] == [{"what": "teacher"}]
    assert case["facts"]["solve"]["actions"][0]["due"].startswith("2026-03-09T")


def test_a_moment_without_an_offset_is_on_the_institutions_clock(casebook: CommandLine) -> None:
    """The same moment may be written with an offset."""
    here = casebook.objection(at="2026-03-05T19:40")["raised_at"]
    there = casebook.objection(at="2026-03-05T11:40:00Z")["raised_at"]
    assert here == there == "2026-03-05T19:40:00+08:00"


def test_a_form_may_come_from_a_file_or_from_standard_input(casebook: CommandLine, tmp_path: Path) -> None:
    """Or stand in the command itself; and a field on the command line has the last word."""
    form = {"guardian": {"name": "Wang"}, "channel": "phone", "happened_at": "2026-03-05T19:40:00+08:00", "words": "x"}
    file = tmp_path / "form.json"
    file.write_bytes(BOM_UTF8 + orjson.dumps(form))
    raising = ("raise", "objection", "--fields")
    assert casebook.json(*raising, str(file), who="Chen")["facts"]["raise"]["words"] == "x"
    case = casebook.json(*raising, "-", *fields("words=y"), who="Chen", stdin=orjson.dumps(form).decode())
    assert case["facts"]["raise"]["words"] == "y"
    assert casebook.json(*raising, orjson.dumps(form).decode(), who="Chen")["facts"]["raise"]["words"] == "x"


def test_a_moment_of_a_form_in_json_is_on_the_institutions_clock_too(casebook: CommandLine) -> None:
    """Wherever it stands in the form, be the form JSON as a whole or in one of its fields."""
    case = casebook.objection("read_back=yes")["id"]
    record = {
        "category": "a.b",
        "severity": "low",
        "kind": "ordinary",
        "summary": "x",
        "happened_at": "2026-03-06 10:00",
    }
    steps = {
        "record": ("--fields", orjson.dumps(record).decode()),
        "investigate": fields("findings.allegation=x", "findings.finding=upheld", "root_cause=x"),
        "solve": fields("approach=x", "plan=x", 'actions=[{"what": "Call", "due": "2026-03-09 18:00"}]'),
        "correct": fields("version=3", "fields.happened_at=2026-03-06 09:30", "reason=Earlier"),
    }
    for verb, filled in steps.items():
        facts = casebook.json("step", case, verb, *filled, who="Chen")["facts"]
    assert facts["record"]["happened_at"] == "2026-03-06T09:30:00+08:00"
    assert datetime.fromisoformat(facts["solve"]["actions"][0]["due"]) == datetime(2026, 3, 9, 10, tzinfo=UTC)


def test_a_case_is_shown_as_it_stood(casebook: CommandLine) -> None:
    """By version, by when things happened, and by when they were known; a day means all of it."""
    case = casebook.objection("read_back=yes")["id"]
    casebook.json("step", case, "note", *fields("text=Called", "happened_at=2026-03-06T09:00"), who="Chen")
    versions = {
        ("--version", "1"): 1,
        ("--happened-by", "2026-03-05"): 2,
        ("--happened-by", "2026-03-06T08:59"): 2,
        ("--happened-by", "2026-03-06T01:00:00Z"): 3,
        ("--known-by", "2199-01-01"): 3,
    }
    for then, version in versions.items():
        assert casebook.json("show", case, *then, who="Chen")["version"] == version
        assert len(casebook.json("history", case, *then, who="Chen")["items"]) == version


def test_the_list_holds_what_one_may_see(casebook: CommandLine) -> None:
    """By page, and by what is asked for."""
    cases = [casebook.objection(at=f"2026-03-0{day}T10:00")["id"] for day in (1, 2, 3)]
    first = casebook.json("list", "--limit", "2", who="Chen")
    rest = casebook.json("list", "--cursor", first["next"], who="Chen")
    assert [case["id"] for case in first["items"] + rest["items"]] == cases[::-1]
    assert casebook.json("list", who="Li")["items"] == []
    assert casebook.json("list", "--stage", "close", who="Chen")["items"] == []
    assert len(casebook.json("list", "--overdue", who="Zhou")["items"]) == 3
    assert casebook.json("list", "--on-time", who="Zhou")["items"] == []


def test_the_day_names_what_is_due(casebook: CommandLine) -> None:
    """With its deadline, in the institution's own time."""
    case = casebook.objection()
    [first, *_] = casebook.json("day", who="Chen")["items"]
    assert (first["case"], first["name"], first["overdue"]) == (case["id"], "classify", True)
    assert first["due"] == "2026-03-06T11:40:00+08:00"
    assert first["why"][0] == "policy v1: classify: 2 working hours"
    assert "policy v1: classify: 2 working hours; runs from" in casebook("day", who="Chen").out


def test_a_long_day_comes_in_pages(casebook: CommandLine) -> None:
    """Where the next one begins is said."""
    casebook.objection()
    first = casebook.json("day", "--limit", "1", who="Chen")
    rest = casebook.json("day", "--cursor", first["next"], who="Chen")
    assert [item["name"] for item in first["items"] + rest["items"]] == ["classify", "acknowledge", "resolve"]
    assert f"there are more: --cursor {first['next']}" in casebook("day", "--limit", "1", who="Chen").out


def test_why_explains_every_deadline(casebook: CommandLine) -> None:
    """The rule, the count, and the policy it comes from."""
    case = casebook.objection()["reference"]
    told = casebook.json("why", case, "classify", who="Chen")
    [deadline] = told["deadlines"]
    assert told["policy"] == 1
    assert deadline["why"][0] == "policy v1: classify: 2 working hours"
    assert "2 working hours" in casebook("why", case, who="Chen").out


def test_the_lifecycles_are_told(casebook: CommandLine) -> None:
    """Each step with where it may be taken, where it leads, and its form."""
    told = {item["workflow"]: item for item in casebook.json("workflows")["items"]}
    steps = {step["step"]: step for step in told["objection"]["steps"]}
    assert told.keys() >= {"objection", "renewal"}
    assert (steps["record"]["at"], steps["record"]["leads_to"]) == (["record"], ["investigate"])
    assert "category" in steps["record"]["fields"]["required"]
    assert ["objection", "close", "close", "closed"] in [
        line.split()[:4] for line in casebook("workflows").out.splitlines()
    ]


def test_a_step_tells_what_it_asks_for(casebook: CommandLine) -> None:
    """Each field by its name, with whether it must be there and what may stand in it."""
    head, _, *table = casebook("workflows", "objection", "investigate").out.splitlines()
    assert head == "investigate, taken at investigate, leads to solve"
    assert {
        ("field", "required", "values", "description"),
        ("findings", "yes", "a list of parts (allegation, finding, evidence)"),
        ("findings.finding", "yes", "upheld, partly_upheld, not_upheld, cannot_tell"),
        ("happened_at", "no", "a moment", "When it happened in the world; now, if left out."),
    } <= set(map(cells, table))
    renewal = casebook("workflows", "renewal").out.splitlines()
    assert ("guardian", "yes", "text or parts (name, relation, phone)") in map(cells, renewal)
    [only] = casebook.json("workflows", "objection", "close")["items"]
    assert [step["step"] for step in only["steps"]] == ["close"]


def test_the_options_stand_after_the_command_too(casebook: CommandLine, tmp_path: Path) -> None:
    """--data and --as overrule the environment."""
    other = str(tmp_path / "other")
    assert casebook.json("staff", "add", "Qian", "--role", "manager", "--data", other)["name"] == "Qian"
    raised = casebook.json(
        "raise",
        "objection",
        *fields(*OBJECTION, "happened_at=2026-03-05T19:40"),
        "--data",
        other,
        "--as",
        "Qian",
        who="Chen",
    )
    assert raised["campus"] is None
    assert casebook.json("list", who="Chen")["items"] == []
