"""Old cases come in as they were, once, and what does not fit is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from eventsourcing.persistence import Notification

from engine.access import OPERATOR, Who
from engine.folding import fold
from engine.intake import Intake, case_id_of
from engine.refusal import NotAllowed
from tests.old_register import ROW, entries, import_into, jsonl, reasons
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


def test_a_text_may_be_long_but_not_endless(school: School, tmp_path: Path) -> None:
    """100,000 characters come in, one more does not."""
    rows = [ROW | {"words": "字" * 100_000}, ROW | {"reference": "2", "words": "字" * 100_001}]
    answer = import_into(school, jsonl(tmp_path / "old.jsonl", *rows))
    assert (answer.imported, answer.rejected) == (1, 1)
    assert reasons(answer)[2] == ["words: has more than 100,000 characters"]


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
