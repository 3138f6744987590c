"""The map of an old register: its columns, its values and its times, as an entry has them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from adapters.import_register import RegisterMap
from engine.refusal import NotFillable, Refusal
from tests.old_register import HEADER, LINE, ROW, entries, import_into, jsonl
from tests.school import School, at


def test_a_guardian_may_be_described_in_columns_of_their_own(school: School, tmp_path: Path) -> None:
    """A dotted name fills in a part of a structure."""
    chart = """
        [fields]
        reference = "no"
        summary = "what"
        raised_at = "day"
        "guardian.name" = "parent"
        "guardian.phone" = "tel"
    """
    file = jsonl(tmp_path / "old.jsonl", {"no": 7, "what": "Late", "day": "2019-09-17", "parent": "Wang", "tel": 138})
    import_into(school, file, chart)
    assert entries(school)[0]["guardian"] == {"name": "Wang", "phone": "138"}
    assert entries(school)[0]["reference"] == "7"


def test_the_map_translates_joins_and_fills_in(school: School, tmp_path: Path) -> None:
    """Values by a table, several columns under one field, constants, and moments in a format of their own."""
    chart = """
        [fields]
        reference = "id"
        summary = ["issue", "detail"]
        severity = "how bad"
        raised_at = "received"
        [values]
        campus = "North"
        [map.severity]
        "very" = "high"
        [time]
        zone = "America/New_York"
        format = "%d.%m.%Y %H:%M"
    """
    row = {"id": "1", "issue": "Late", "detail": "three times", "how bad": "very", "received": "17.09.2019 19:40"}
    import_into(school, jsonl(tmp_path / "old.jsonl", row), chart)
    [entry] = entries(school)
    assert (entry["summary"], entry["severity"], entry["campus"]) == ("Late\nthree times", "high", "North")
    assert datetime.fromisoformat(entry["raised_at"]) == at("2019-09-18 07:40")


def test_a_moment_without_an_offset_is_on_the_institutions_clock(school: School, tmp_path: Path) -> None:
    """A day begins at midnight there."""
    rows = [ROW | {"raised_at": "2019-09-17"}, ROW | {"reference": "2", "raised_at": "2019-09-17T08:00"}]
    import_into(school, jsonl(tmp_path / "old.jsonl", *rows))
    raised = [datetime.fromisoformat(entry["raised_at"]) for entry in entries(school)]
    assert raised == [at("2019-09-17 00:00"), at("2019-09-17 08:00")]


def test_a_day_of_closing_that_is_the_day_of_raising_is_no_contradiction(school: School, tmp_path: Path) -> None:
    """A register that keeps only the day does not mean midnight."""
    answer = import_into(
        school, jsonl(tmp_path / "old.jsonl", ROW | {"raised_at": "2019-09-17T19:40", "closed_at": "2019-09-17"})
    )
    assert answer.imported == 1
    assert entries(school)[0]["closed_at"] == entries(school)[0]["raised_at"]


def test_a_category_as_people_write_it_becomes_a_path(school: School, tmp_path: Path) -> None:
    """Levels may be parted by strokes, and words by spaces."""
    import_into(school, jsonl(tmp_path / "old.jsonl", ROW | {"category": "Fees / Late refund"}))
    assert entries(school)[0]["category"] == "Fees.Late_refund"


def test_every_kind_of_line_end_is_one_kind_of_line_end(school: School, tmp_path: Path) -> None:
    """Old programs ended lines in many ways."""
    import_into(school, jsonl(tmp_path / "old.jsonl", ROW | {"words": "a\r\nb\rc\x0bd\u2028e"}))
    assert entries(school)[0]["words"] == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (
            '[fields]\nreference = "number"',
            "map: the file has no column number; its columns are reference, summary, raised_at",
        ),
        ('[fields]\nsummary = "summary"\nraised_at = "raised_at"', "reference: no column is mapped to it"),
        ('[fields]\nreferenz = "reference"', "an entry has no field referenz"),
        ('[values]\ncolour = "red"', "an entry has no field colour"),
        ('[fields]\nsource = "summary"', "the source is one for the whole file"),
        ('[time]\nzone = "Mars/Olympus"', "is not a time zone"),
        ("[time]\nzone = 8", "is not a time zone"),
        ("[fields\n", "is not TOML"),
        ("fields = 3", "fields: "),
        ("[colours]\na = 1", "colours: "),
    ],
)
def test_a_wrong_map_is_refused_before_anything_comes_in(school: School, tmp_path: Path, chart: str, told: str) -> None:
    """And the refusal says what is wrong with it."""
    file = tmp_path / "old.csv"
    file.write_text(HEADER + LINE, "utf-8")
    head = school.head()
    with pytest.raises(Refusal, match=told.replace("[", r"\[")):
        import_into(school, file, chart)
    assert school.head() == head


def test_a_name_that_no_row_uses_cannot_be_mapped(school: School, tmp_path: Path) -> None:
    """JSON Lines have no header; what the first rows use stands for it."""
    rows = [{"no": 1, "day": "2019-09-17"}, {"no": 2, "day": "2019-09-17", "subject": "Late"}]
    file, head = jsonl(tmp_path / "old.jsonl", *rows), school.head()
    chart = '[fields]\nreference = "no"\nraised_at = "day"\nsummary = "{}"'
    with pytest.raises(NotFillable, match="map: the file has no column subjekt; its columns are no, day, subject"):
        import_into(school, file, chart.format("subjekt"))
    assert school.head() == head
    assert import_into(school, file, chart.format("subject")).imported == 1


def test_a_column_that_stands_twice_cannot_be_mapped(school: School, tmp_path: Path) -> None:
    """Nobody can know which of the two is meant."""
    file = tmp_path / "old.csv"
    file.write_text("reference,summary,summary,raised_at\n1,a,b,2019-09-17\n", "utf-8")
    with pytest.raises(NotFillable, match="more than one column summary"):
        import_into(school, file, RegisterMap())
