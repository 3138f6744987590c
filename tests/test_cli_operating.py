"""The operator's commands: staff, policy, registers, read models, doctor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.old_register import HEADER, LINE, ROW, jsonl

POLICY = Path(__file__).parents[1] / "features" / "policy.toml"


@pytest.fixture
def casebook(tmp_path: Path) -> CommandLine:
    """An empty casebook."""
    return CommandLine(tmp_path / "data")


def test_a_member_of_staff_gets_a_token_once(casebook: CommandLine) -> None:
    """It is shown when they are added, and never again."""
    member = casebook.hire("Li", "teacher", "North")
    assert member.keys() == {"id", "name", "role", "campus", "token"}
    assert (member["name"], member["role"], member["campus"]) == ("Li", "teacher", "North")
    assert len(member["token"]) >= 40
    [listed] = casebook.json("staff", "list")["items"]
    assert listed == {name: value for name, value in member.items() if name != "token"}


@pytest.mark.parametrize(
    ("name", "role", "told"),
    [("Li", "boss", "role: is one of teacher"), (" ", "teacher", "name: "), ("x" * 200, "teacher", "name: ")],
)
def test_staff_that_cannot_be_is_refused(casebook: CommandLine, name: str, role: str, told: str) -> None:
    """With what is wrong about it."""
    said = casebook("staff", "add", name, "--role", role)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(told)


def test_a_new_policy_is_for_new_cases(casebook: CommandLine) -> None:
    """A case keeps the version it was raised under."""
    casebook.hire("Chen", "manager")
    old = casebook.objection()
    added = casebook.json("policy", "add", str(POLICY))
    assert added["version"] == 2
    assert casebook.json("policy", "show") == added
    assert casebook.json("policy", "show", "1")["version"] == 1
    assert casebook.objection()["policy"] == 2
    assert casebook.json("show", old["id"], who="Chen")["policy"] == 1


def test_a_policy_may_wait_for_its_day(casebook: CommandLine) -> None:
    """Until then the one before holds; both are listed with their days."""
    casebook.hire("Chen", "manager")
    added = casebook.json("policy", "add", str(POLICY), "--from", "2199-01-01")
    assert (added["version"], added["from"], added["in_force"]) == (2, "2199-01-01T00:00:00+08:00", False)
    assert casebook.json("policy", "show")["version"] == casebook.objection()["policy"] == 1
    listed = casebook.json("policy", "list")["items"]
    assert [(each["version"], each["in_force"]) for each in listed] == [(1, True), (2, False)]
    assert "2199-01-01T00:00:00+08:00" in casebook("policy", "list").out
    said = casebook("policy", "add", str(POLICY), "--from", "2020-01-01")
    assert (said.code, said.err) == (
        1,
        "from: lies in the past; a version holds for the cases raised from then on\n",
    )


def test_a_policy_is_taken_back_as_it_is_shown(casebook: CommandLine, tmp_path: Path) -> None:
    """Each version as TOML is that version again; the one in force is not added twice."""
    text = POLICY.read_text("utf-8").replace("[known]", '[known]\nroot_cause = ["a \\"b\\""]', 1)
    given, first = tmp_path / "given.toml", tmp_path / "first.toml"
    term = '[[calendar.terms]]\nname = "Spring \\u007f"\nfirst = 2026-03-01\nlast = 2026-06-30\n'
    given.write_text(f"{text}\n{term}", "utf-8")
    first.write_text(casebook("policy", "show", "--toml").out, "utf-8")
    assert casebook.json("policy", "add", str(given))["version"] == 2
    given.write_text(casebook("policy", "show", "--toml").out, "utf-8")
    again = casebook("policy", "add", str(given), "--json")
    assert (again.code, again.json["version"]) == (0, 2)
    assert again.err == "this is version 2, which is in force; nothing was added\n"
    third = casebook.json("policy", "add", str(first))
    assert (third["version"], third["policy"]) == (3, casebook.json("policy", "show", "1")["policy"])


def test_the_operator_needs_no_name(casebook: CommandLine) -> None:
    """Whoever the environment names has no part in it."""
    assert casebook("staff", "add", "Li", "--role", "teacher", who="Nobody").code == 0
    assert casebook("rebuild", who="Nobody").code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"zone = ", "the file is not TOML"),
        (b"\xff\xfe", "the file is not TOML"),
        (b"[feedback]\nsends_back_at = 9", "sends_back_at"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(
    casebook: CommandLine, tmp_path: Path, content: bytes, told: str
) -> None:
    """And the one in force stays."""
    file = tmp_path / "policy.toml"
    file.write_bytes(content)
    said = casebook("policy", "add", str(file))
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert told in said.err
    assert casebook.json("policy", "show")["version"] == 1


def test_a_policy_that_never_was_is_not_there(casebook: CommandLine) -> None:
    """The refusal names the one in force."""
    said = casebook("policy", "show", "7")
    assert (said.code, said.err) == (1, "there is no version 7 of the policy; the latest is 1\n")


def test_an_old_register_is_found_once_it_is_imported(casebook: CommandLine, tmp_path: Path) -> None:
    """The command returns when the register shows it; nobody has to be named."""
    rows = [
        ROW | {"reference": str(n), "words": f"老师第{n}次迟到，要退费", "category": "teaching.lateness"}
        for n in (1, 2)
    ]
    file = jsonl(tmp_path / "old.jsonl", *rows, {"reference": "3"})
    answer = casebook.json("import", "register", str(file))
    assert (answer["imported"], answer["already_there"], answer["rejected"]) == (2, 0, 1)
    assert Path(answer["rejects"]).name == "old.jsonl.rejects.jsonl"
    found = casebook.json("search", "退费")
    assert (found["total"], {item["state"] for item in found["items"]}) == (2, {"resolved"})
    assert casebook.json("search", "退费", "老师")["total"] == 2
    assert casebook.json("search", "退费", "--category", "fees")["total"] == 0
    assert casebook.json("search", "退费", "--opened-to", "2019-09-16")["total"] == 0
    assert casebook.json("search", "退费", "--opened-from", "2019-09-17", "--opened-to", "2019-09-17")["total"] == 2
    assert casebook.json("search", "退费", "--state", "open")["total"] == 0
    assert len(casebook.json("search", "退费", "--limit", "1")["items"]) == 1
    alike = casebook.json("similar", "--text", "老师迟到")["items"]
    assert alike[0]["reasons"]
    assert [item["case"] for item in casebook.json("similar", alike[0]["reference"])["items"]] == [alike[1]["case"]]
    assert casebook.json("import", "register", str(file))["already_there"] == 2


def test_a_map_and_a_source_may_be_given(casebook: CommandLine, tmp_path: Path) -> None:
    """The map is a file of a few lines."""
    file, chart = tmp_path / "old.csv", tmp_path / "map.toml"
    file.write_text("no;what;day\n1;Late;17.09.2019\n", "utf-8")
    chart.write_text(
        '[fields]\nreference = "no"\nsummary = "what"\nraised_at = "day"\n[time]\nformat = "%d.%m.%Y"', "utf-8"
    )
    importing = ("import", "register", str(file), "--map", str(chart))
    assert casebook.json(*importing, "--source", "North")["imported"] == 1
    assert casebook.json(*importing, "--source", "North")["imported"] == 0
    assert casebook.json(*importing)["imported"] == 1
    case = casebook.json(
        "show", casebook.json("search", "Late")["items"][0]["case"], "--as", casebook.hire("Zhou", "auditor")["id"]
    )
    assert case["raised_at"] == "2019-09-17T00:00:00+08:00"


@pytest.mark.parametrize(
    ("name", "content", "code", "told"),
    [
        ("old.pdf", b"%PDF", 1, "a register is read from"),
        ("old.xlsx", b"nothing", 1, "is not an XLSX workbook"),
        ("old.csv", b"no,what\n1,Late\n", 1, "no column is mapped to it"),
        ("old.csv", b"\xff\xff", 1, "neither UTF-8 nor GB18030"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    casebook: CommandLine, tmp_path: Path, name: str, content: bytes, code: int, told: str
) -> None:
    """In one line, with what is wrong about it."""
    file = tmp_path / name
    file.write_bytes(content)
    said = casebook("import", "register", str(file))
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert told in said.err


def test_a_file_that_is_not_there_is_wrong_usage(casebook: CommandLine) -> None:
    """So is a map."""
    assert casebook("import", "register", "nowhere.csv").code == 2
    assert casebook("import", "register", __file__, "--map", "nowhere.toml").code == 2


def test_the_list_of_what_did_not_fit_goes_where_one_may_write(casebook: CommandLine, tmp_path: Path) -> None:
    """Into the data directory, if it cannot stand beside the file; where no row fits the exit code is 1."""
    file = jsonl(tmp_path / "old.jsonl", {"reference": "1"})
    (tmp_path / "old.jsonl.rejects.jsonl").mkdir()
    said = casebook("import", "register", str(file), "--json")
    assert (said.code, said.json["rejects"]) == (1, str(casebook.data / "old.jsonl.rejects.jsonl"))
    assert Path(said.json["rejects"]).is_file()
    jsonl(file, ROW)
    assert casebook.json("import", "register", str(file))["imported"] == 1
    assert not Path(said.json["rejects"]).exists()


def test_read_models_are_built_again(casebook: CommandLine, tmp_path: Path) -> None:
    """One, or all; what they show stays the same."""
    file = tmp_path / "old.csv"
    file.write_text(HEADER + LINE, "utf-8")
    casebook.json("import", "register", str(file))
    before = casebook.json("search", "late")
    for words in (("rebuild",), ("rebuild", "caseload"), ("rebuild", "register")):
        assert casebook.json(*words)["position"] >= 2
        assert casebook.json("search", "late") == before
    said = casebook("rebuild", "weather")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("there is no read model weather; there are ")
