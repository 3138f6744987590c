"""The command line as people read it: names, references, moments of the wall clock, in lines that fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from adapters.cli.cases import NOTHING_DUE
from tests.command_line import CommandLine, cells, fields, staffed
from tests.old_register import ROW, jsonl
from tests.terminal import STYLE, drawn, text

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
STAFF_ID = re.compile(r"s-[0-9a-f]{8}")
NOT_FOR_PEOPLE = re.compile(r"\t|\x1b|\d\dT\d\d:|\d\d\.\d{6}|\+08:00")


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """A casebook with a teacher, a manager and an auditor."""
    return staffed(tmp_path / "data")


@pytest.fixture
def case(casebook: CommandLine) -> str:
    """The reference of a case that has a colleague and another case in it."""
    first, second = casebook.objection("read_back=yes"), casebook.objection()
    reference: str = first["reference"]
    casebook.json("step", reference, "assign", *fields("to=Li", "happened_at=2026-03-06 10:00"), who="Chen")
    casebook.json(
        "step", reference, "link", *fields(f"case={second['reference']}", "relation=same teacher"), who="Chen"
    )
    return reference


@pytest.mark.parametrize("command", ["list", "show", "history", "why", "day"])
def test_people_read_names_references_and_the_time_of_day(casebook: CommandLine, case: str, command: str) -> None:
    """No ids of colleagues or cases, no offsets, no fractions of a second, and no tabs or colours in a pipe."""
    words = (command,) if command in {"list", "day"} else (command, case)
    out = casebook(*words, who="Chen").out
    told = [line for line in out.splitlines() if not line.startswith("id:")]
    assert told
    for line in told:
        assert not UUID.search(line)
        assert not STAFF_ID.search(line)
        assert not NOT_FOR_PEOPLE.search(line)
        assert line == line.rstrip()


def test_a_case_is_shown_from_its_name_to_its_links(casebook: CommandLine, case: str) -> None:
    """Values stand below each other; what is empty, or not so, is left out."""
    lines = casebook("show", case, who="Chen").out.splitlines()
    references = {each["reference"] for each in casebook.json("list", who="Chen")["items"]}
    [other] = references - {case}
    for line in (
        f"reference:  {case}",
        "raised at:  2026-03-05 19:40",
        "raised by:  Chen",
        "assignee:   Li",
        "  classify:    2026-03-06 11:40, overdue",
        "    guardian:",
        "      name: Wang Fang",
        "    words:       老师迟到，我要退费",
        f"  - case: {other}, relation: same teacher",
    ):
        assert line in lines
    assert not any(line.startswith(("paused", "confidential", "waiting", "closed")) for line in lines)


def test_what_was_late_and_what_has_a_comma_is_told_apart(casebook: CommandLine) -> None:
    """A deadline that was met too late says so; several texts do not run into each other."""
    case = casebook.objection("read_back=yes", "demands=an apology, in writing", "demands=a refund")["reference"]
    record = fields("category=a.b", "severity=low", "kind=ordinary", "summary=x", "allegations=one", "allegations=two")
    casebook.json("step", case, "record", *record, "--field", "happened_at=2026-03-07 10:00", who="Chen")
    lines = casebook("show", case, who="Chen").out.splitlines()
    for line in (
        "  classify:    2026-03-06 11:40, met 2026-03-07 10:00, too late",
        "      - an apology, in writing",
        "      - a refund",
        "    allegations:  one, two",
    ):
        assert line in lines


def test_a_history_names_who_and_when(casebook: CommandLine, case: str) -> None:
    """What was entered late says by how much."""
    told = casebook("history", case, who="Zhou").out
    assert re.search(r"^   1 2026-03-05 19:40 objection\.raised by Chen, policy v1, entered \d+ d \d+ h later \(", told)
    assert "     to: Li\n" in told


def test_a_list_is_aligned_under_its_headings(casebook: CommandLine, case: str) -> None:
    """With what is due next in each case; a column that is empty throughout is left out."""
    head, *rows = map(cells, casebook("list", who="Chen").out.splitlines())
    assert head == ("reference", "workflow", "stage", "raised at", "due next", "campus", "assignee")
    assert (
        case,
        "objection",
        "record",
        "2026-03-05 19:40",
        "classify 2026-03-06 11:40, overdue",
        "North",
        "Li",
    ) in rows
    lines = casebook("list", who="Chen").out.splitlines()
    assert {line.index("North") for line in lines[1:]} == {lines[0].index("campus")}


def test_the_rest_of_a_long_list_is_announced(casebook: CommandLine, case: str) -> None:
    """With the words that ask for it."""
    rest = casebook("list", "--limit", "1", who="Chen").out.splitlines()[-1].removeprefix("there are more: ").split()
    assert casebook("list", *rest, who="Chen").out.count("OBJ-") == 1
    assert case


def test_what_is_empty_is_said_in_a_sentence(casebook: CommandLine, tmp_path: Path) -> None:
    """No headings without rows, no silence."""
    assert casebook("list", who="Chen").out == "there is no such case that you may see\n"
    assert casebook("day", who="Chen").out == NOTHING_DUE + "\n"
    only_resolved = "only resolved cases answer, unless --state says otherwise\n"
    assert casebook("search", "退费").out == f"nothing is found; {only_resolved}"
    assert casebook("search", "退费", "--state", "all").out == "nothing is found\n"
    assert casebook("similar", "--text", "退费").out == f"no case is like it; {only_resolved}"
    assert CommandLine(tmp_path / "new")("staff", "list").out.startswith("nobody yet; ")
    assert casebook("import", "register", str(jsonl(tmp_path / "none.jsonl"))).out == "the file has no rows\n"
    casebook.json("import", "register", str(jsonl(tmp_path / "old.jsonl", ROW)))
    assert casebook("why", "2019-17", who="Chen").out == "2019-17 has no deadlines\n"


def test_what_is_found_goes_by_its_reference_where_that_is_enough(casebook: CommandLine, tmp_path: Path) -> None:
    """Two registers may have used the same one: then the id stands beside it."""
    rows = [ROW | {"reference": reference, "words": "退费"} for reference in ("A-1", "A-2")]
    casebook.json("import", "register", str(jsonl(tmp_path / "old.jsonl", *rows)))
    found = casebook("search", "退费").out
    assert not UUID.search(found)
    assert found.splitlines()[-1] == "2 found"
    casebook.json("import", "register", str(jsonl(tmp_path / "older.jsonl", rows[0])))
    found = casebook("search", "退费").out
    assert [bool(UUID.search(line)) for line in found.splitlines() if line.startswith("A-1")] == [True, True]
    assert [bool(UUID.search(line)) for line in found.splitlines() if line.startswith("A-2")] == [False]
    assert casebook("search", "退费", "--limit", "1").out.splitlines()[-1] == "3 found; the next with --cursor 1"


def test_in_a_pipe_nothing_is_cut(casebook: CommandLine, tmp_path: Path) -> None:
    """A row is a line, however long, and a text of many lines keeps them where it stands alone."""
    summary, words = "很长" * 2000, "first\nsecond"
    row = ROW | {"reference": "1", "summary": summary, "words": words}
    casebook.json("import", "register", str(jsonl(tmp_path / "old.jsonl", row)))
    assert any(line.endswith(summary) for line in casebook("search", "first").out.splitlines())
    shown = casebook("show", "1", who="Chen").out
    assert f" {summary}\n" in shown
    assert re.search(r"words: +first\n +second\n", shown)


@pytest.mark.parametrize("width", [30, 100])
def test_at_a_terminal_everything_fits(casebook: CommandLine, tmp_path: Path, width: int) -> None:
    """Texts are folded, not cut; where a table would be too wide its rows are told one after another."""
    summary = "退费" * 40
    row = ROW | {"reference": "2019-17", "summary": summary, "category": "teaching.lateness"}
    casebook.json("import", "register", str(jsonl(tmp_path / "old.jsonl", row)))
    found, shown = map(text, drawn(casebook.data, ("search", "退费"), ("show", "2019-17"), width=width, who="Chen"))
    for read in (found, shown):
        assert max(map(cell_len, read.splitlines())) <= width
        assert read.count("费") >= 40
        assert "2019-17" in read
    assert ("reference: 2019-17" in found) == (width == 30)


def test_an_import_shows_how_far_it_is(casebook: CommandLine, tmp_path: Path) -> None:
    """Of how many, how fast, and how many were rejected; only at a terminal, and what it answers is the same."""
    rows = [ROW | {"reference": str(number)} for number in range(449)]
    file = jsonl(tmp_path / "old.jsonl", *rows, {"reference": "bad"})
    [drawing] = drawn(casebook.data, ("import", "register", str(file)), width=100)
    assert re.search(r"450 of 450 rows [\d,]+ a second 1 rejected", STYLE.sub("", drawing))
    assert {"imported:      449", "already there: 0", "rejected:      1"} <= set(text(drawing).splitlines())
    assert casebook("import", "register", str(file)).err == ""


def test_why_the_clock_was_stopped_makes_no_case_like_another(casebook: CommandLine) -> None:
    """It can be searched for; but two families may both have waited for the same thing."""
    told = {"迟到": "teaching.lateness", "退费": "fees.refund"}
    for words, category in told.items():
        said = fields(
            "guardian.name=Wang", "channel=phone", f"words={words}", "happened_at=2026-03-05 19:40", "read_back=yes"
        )
        raised = casebook.json("raise", "objection", *said, who="Chen")["reference"]
        record = fields(f"category={category}", "severity=low", "kind=ordinary", f"summary={words}")
        casebook.json("step", raised, "record", *record, who="Chen")
        casebook.json("step", raised, "pause", *fields("reason=waiting for the payment slips"), who="Chen")
    assert casebook("search", "payment slips", "--state", "open").out.endswith("2 found\n")
    assert casebook("similar", raised, "--state", "all").out == "no case is like it\n"


def test_renewals_are_counted_for_people_and_for_programs(casebook: CommandLine) -> None:
    """The same counts in words and in JSON, by the days on which the answers are due."""
    raised = fields("guardian.name=Zhao", "student.name=Zhao Yi", "course=B2", "ends_on=2026-09-30")
    casebook.json("raise", "renewal", *raised, who="Chen")
    told = casebook.json("renewals", "--from", "2026-09-30", "--to", "2026-09-30", who="Chen")
    assert (told["due"], told["undecided"], told["renewed"]) == (1, 1, 0)
    assert "waiting for objection" in casebook("renewals", who="Chen").out
    assert casebook.json("renewals", "--to", "2026-09-29", who="Chen")["due"] == 0


def test_analytics_counts_at_the_command_line(casebook: CommandLine, tmp_path: Path) -> None:
    """Each question by its name, as a table or as the API's object; for the cases that are chosen."""
    row = ROW | {"reference": "2019-17", "category": "teaching.lateness", "campus": "East", "satisfaction": 4}
    casebook.json("import", "register", str(jsonl(tmp_path / "old.jsonl", row)))

    assert casebook.json("analytics", "volume")["items"] == [{"category": "teaching.lateness", "cases": 1, "open": 0}]
    assert casebook.json("analytics", "volume", "--campus", "West")["total"] == 0
    for question in ("volume", "reopened", "satisfaction"):
        assert "1" in casebook("analytics", question).out.split()
    assert casebook("analytics", "stages").out == "no case is counted\n"
    assert casebook("analytics", "weather").code == 2
