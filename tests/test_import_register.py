"""Old cases come in as they were, once, and what does not fit is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from eventsourcing.persistence import Notification

from adapters.import_register import RegisterMap
from engine.access import OPERATOR, Who
from engine.case import fold
from engine.intake import Intake, case_id_of
from engine.refusal import NotAllowed, NotFillable, Refusal
from tests.old_register import HEADER, LINE, ROW, entries, import_into, jsonl, reasons
from tests.school import LI, SUN, WORKFLOWS, ZHOU, School, at


def test_an_old_case_enters_closed_with_its_own_name_and_dates(school: School, tmp_path: Path) -> None:
    """The dates are the register's, not those of the import."""
    row = ROW | {"closed_at": "2019-09-20T10:00:00+08:00", "category": "teaching.lateness"}
    assert import_into(school, jsonl(tmp_path / "old.jsonl", row)).imported == 1

    case = school.application.case(case_id_of("old", "2019-17"))
    assert (case.stage, case.reference, case.workflow) == ("closed", "2019-17", "objection")
    assert (case.raised_at, case.closed_at) == (at("2019-09-17 19:40"), at("2019-09-20 10:00"))
    assert case.classified == {"category": "teaching.lateness"}
    [event] = school.application.events(case.id)
    assert (event.happened_at, event.timestamp, event.by) == (at("2019-09-20 10:00"), school.clock(), OPERATOR.id)


def test_a_case_without_a_day_of_closing_was_closed_when_it_was_raised(school: School, tmp_path: Path) -> None:
    """closed_at defaults to raised_at."""
    import_into(school, jsonl(tmp_path / "old.jsonl", ROW))
    case = school.application.case(case_id_of("old", "2019-17"))
    assert case.closed_at == case.raised_at == at("2019-09-17 19:40")


def test_a_second_import_adds_nothing(school: School, tmp_path: Path) -> None:
    """An entry is known by its source and its reference, whatever else has changed in it."""
    file = jsonl(tmp_path / "old.jsonl", ROW, ROW | {"reference": "2019-18"})
    import_into(school, file)
    head = school.head()
    again = import_into(school, jsonl(file, ROW | {"summary": "Changed"}, ROW | {"reference": "2019-18"}))
    assert (again.imported, again.already_there, school.head()) == (0, 2, head)


def test_the_same_reference_of_another_source_is_another_case(school: School, tmp_path: Path) -> None:
    """Two campuses may both have had a case number 1."""
    file = jsonl(tmp_path / "old.jsonl", ROW)
    answers = [import_into(school, file, source=source) for source in ("North", "South", None)]
    assert [answer.imported for answer in answers] == [1, 1, 1]
    assert [entry["source"] for entry in entries(school)] == ["North", "South", "old"]


def test_a_reference_that_stands_twice_in_a_file_comes_in_once(school: School, tmp_path: Path) -> None:
    """The first of them counts."""
    answer = import_into(school, jsonl(tmp_path / "old.jsonl", ROW, ROW | {"summary": "Again"}))
    assert (answer.imported, answer.already_there) == (1, 1)
    assert [entry["summary"] for entry in entries(school)] == ["Late teacher"]


def test_rows_that_do_not_fit_are_listed_and_the_rest_comes_in(school: School, tmp_path: Path) -> None:
    """Each rejected line is named with its reasons, by field."""
    rows = [
        {"reference": "1"},
        ROW,
        ROW | {"reference": "3", "raised_at": "last summer"},
        ROW | {"reference": "4", "severity": "awful", "satisfaction": 9},
        ROW | {"reference": "5", "closed_at": "2019-09-01T10:00:00+08:00"},
        ROW | {"reference": "6", "raised_at": "2031-01-01"},
        ROW | {"reference": "7", "summary": "a\0b"},
        ROW | {"reference": "8", "into": "wish"},
    ]
    answer = import_into(school, jsonl(tmp_path / "old.jsonl", *rows))
    assert (answer.imported, answer.rejected) == (1, 7)
    assert answer.rejects == str(tmp_path / "old.jsonl.rejects.jsonl")
    listed = reasons(answer)
    assert listed[1] == ["raised_at: is required"]
    assert "is not a moment" in listed[3][0]
    assert [reason.partition(":")[0] for reason in listed[4]] == ["severity", "satisfaction"]
    assert listed[5] == ["body: closed_at lies before raised_at"]
    assert listed[6] == ["raised_at: lies in the future"]
    assert listed[7][0].startswith("summary:")
    assert listed[8] == ["into: is one of objection, renewal"]


def test_a_row_needs_words_or_a_summary(school: School, tmp_path: Path) -> None:
    """Either is enough; neither is refused."""
    bare = {name: value for name, value in ROW.items() if name != "summary"}
    answer = import_into(school, jsonl(tmp_path / "old.jsonl", bare, bare | {"words": "老师迟到"}))
    assert reasons(answer) == {1: ["body: give words or a summary"]}
    assert answer.imported == 1


def test_no_list_is_left_when_every_row_fits(school: School, tmp_path: Path) -> None:
    """The list of an earlier try goes when the rows are put right."""
    file = jsonl(tmp_path / "old.jsonl", {"reference": "1"})
    listed = import_into(school, file).rejects
    assert listed
    assert Path(listed).exists()
    answer = import_into(school, jsonl(file, ROW))
    assert (answer.rejected, answer.rejects) == (0, None)
    assert not Path(listed).exists()


def test_an_outcome_that_the_workflow_does_not_know_is_kept_beside(school: School, tmp_path: Path) -> None:
    """What one can count on is null; what was written is not lost."""
    rows = [ROW | {"outcome": "Closed with explanation"}, ROW | {"reference": "2", "outcome": "resolved"}]
    import_into(school, jsonl(tmp_path / "old.jsonl", *rows))
    unknown, known = entries(school)
    assert (unknown.get("outcome"), unknown["outcome_as_written"]) == (None, "Closed with explanation")
    assert (known["outcome"], known.get("outcome_as_written")) == ("resolved", None)


def test_each_workflow_has_outcomes_of_its_own(school: School, tmp_path: Path) -> None:
    """`into` chooses the workflow."""
    import_into(school, jsonl(tmp_path / "old.jsonl", ROW | {"outcome": "lapsed"}), '[values]\ninto = "renewal"')
    [entry] = entries(school)
    assert (entry["into"], entry["outcome"]) == ("renewal", "lapsed")
    assert school.application.case(case_id_of("old", "2019-17")).workflow == "renewal"


def test_what_is_personal_is_sealed_with_a_key_of_the_entrys_own(school: School, tmp_path: Path) -> None:
    """A row without a guardian is its own data subject."""
    import_into(school, jsonl(tmp_path / "old.jsonl", ROW | {"words": "老师迟到", "student": "Xiaoming"}))
    case = school.application.case(case_id_of("old", "2019-17"))
    [state] = school.rows(case.id)
    assert "老师迟到".encode() not in state
    assert b"Xiaoming" not in state
    assert case.subject == case.id
    assert entries(school)[0]["words"] == "老师迟到"


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


def test_a_text_may_be_long_but_not_endless(school: School, tmp_path: Path) -> None:
    """100,000 characters come in, one more does not."""
    rows = [ROW | {"words": "字" * 100_000}, ROW | {"reference": "2", "words": "字" * 100_001}]
    answer = import_into(school, jsonl(tmp_path / "old.jsonl", *rows))
    assert (answer.imported, answer.rejected) == (1, 1)
    assert reasons(answer)[2] == ["words: String should have at most 100000 characters"]


def test_more_rows_than_one_batch_holds_all_come_in(school: School, tmp_path: Path) -> None:
    """In the order of the file, with what does not fit in between."""
    rows = [ROW | {"reference": str(number)} for number in range(450)]
    rows[250] |= {"satisfaction": "six"}
    answer = import_into(school, jsonl(tmp_path / "old.jsonl", *rows))
    assert (answer.imported, answer.rejected) == (449, 1)
    assert [entry["reference"] for entry in entries(school)] == [str(n) for n in range(450) if n != 250]


def test_two_imports_at_once_take_each_entry_over_once(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another import gets in between, the batch goes in row by row."""
    rows = [ROW | {"reference": str(number), "source": "old"} for number in range(3)]
    look = school.log.select_streams

    def look_too_early(case_ids: Iterable[str], lte: int) -> Sequence[Notification]:
        known = look(case_ids, lte)
        monkeypatch.undo()
        Intake(school.application, OPERATOR).take_in(rows[1:2])
        return known

    monkeypatch.setattr(school.log, "select_streams", look_too_early)
    assert Intake(school.application, OPERATOR).take_in(rows) == ["imported", "already there", "imported"]
    assert len(entries(school)) == 3


@pytest.mark.parametrize("who", [LI, ZHOU, SUN], ids=lambda who: who.role)
def test_not_everybody_may_import(school: School, who: Who) -> None:
    """A teacher, an auditor and an analyst are refused before a row is read."""
    with pytest.raises(NotAllowed):
        Intake(school.application, who)


def test_replaying_what_came_in_gives_the_same_case(school: School, tmp_path: Path) -> None:
    """The log alone is enough."""
    import_into(school, jsonl(tmp_path / "old.jsonl", ROW | {"words": "迟到", "outcome": "resolved"}))
    case = school.application.case(case_id_of("old", "2019-17"))
    replayed = fold(school.application.events(case.id), WORKFLOWS)
    assert replayed.__dict__ == case.__dict__


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        ('[fields]\nreference = "number"', 'has no column "number"'),
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


def test_a_column_that_stands_twice_cannot_be_mapped(school: School, tmp_path: Path) -> None:
    """Nobody can know which of the two is meant."""
    file = tmp_path / "old.csv"
    file.write_text("reference,summary,summary,raised_at\n1,a,b,2019-09-17\n", "utf-8")
    with pytest.raises(NotFillable, match='more than one column "summary"'):
        import_into(school, file, RegisterMap())
