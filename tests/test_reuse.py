"""Taking up a past solution, and what is told of approaches: nothing of what one may not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from engine.asking.track_record import Length, Use, track_records, wilson
from engine.case import Case
from tests.command_line import CommandLine
from tests.institution import Institution
from tests.refusing import flawed
from tests.school import CHEN, School, at, usual

TO_SOLVE = ("listen", "record", "investigate")
TO_CLOSE = ("solve", "feedback", "close")


def recorded(school: School, about: str, *verbs: str) -> Case:
    """A confidential objection about somebody, taken so far."""
    case = school.walk("raise", "listen")
    form = usual("record") | {"confidential": True, "about": [{"what": "teacher", "staff": about}]}
    return school.walk(*verbs, case=school.take(CHEN, "record", form, case.id).case.id)


def test_a_confidential_case_is_copied_only_where_it_is_hidden_from_the_same_people(school: School) -> None:
    """Its plan would be read by those who may not know of it; written down by hand it is somebody's own text."""
    source = recorded(school, "Ma", "investigate", *TO_CLOSE)
    for case in (school.walk("raise", *TO_SOLVE), recorded(school, "Li", "investigate")):
        assert flawed(school, "solve", {"based_on": source.id}, case.id).keys() == {"approach", "plan"}
        assert school.take(CHEN, "solve", usual("solve") | {"based_on": source.id}, case.id).case.stage == "feedback"
    alike = recorded(school, "Ma", "investigate")
    solved = school.take(CHEN, "solve", {"based_on": source.id}, alike.id).case
    assert (solved.fact("plan"), solved.fact("approach")) == (source.fact("plan"), source.fact("approach"))
    assert vars(solved) == vars(school.replayed(solved.id))


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"approach": ""}, {"approach"}),
        ({"plan": 5}, {"plan"}),
        ({"happened_at": "yesterday"}, {"approach", "plan", "happened_at"}),
        ({"colour": "red"}, {"approach", "plan", "colour"}),
    ],
)
def test_only_what_is_left_out_is_taken(school: School, sent: dict[str, Any], fields: set[str]) -> None:
    """What is filled in wrongly is refused, not replaced; a blank that is left empty counts as left out."""
    source, case = school.walk("raise", *TO_SOLVE, *TO_CLOSE), school.walk("raise", *TO_SOLVE)
    assert flawed(school, "solve", sent | {"based_on": source.id}, case.id).keys() == fields
    solved = school.take(CHEN, "solve", {"based_on": source.id, "approach": None, "plan": "Two."}, case.id).case
    assert (solved.fact("approach"), solved.fact("plan")) == (source.fact("approach"), "Two.")


@pytest.mark.parametrize(
    ("successes", "trials", "interval"), [(8, 10, (0.4902, 0.9433)), (0, 1, (0, 0.7935)), (2, 2, (0.3424, 1))]
)
def test_the_interval_is_wilsons(successes: int, trials: int, interval: tuple[float, float]) -> None:
    """As the tables have it."""
    assert wilson(successes, trials) == pytest.approx(interval, abs=5e-5)


def test_a_track_record_counts_answers_and_days() -> None:
    """Silence is neither success nor failure; only cases that ended so have days, and each workflow its own record."""
    uses = [Use("objection", "refund", satisfied) for satisfied in (True, False, None, True)]
    *afresh, last = [Length("objection", "refund", *row) for row in ((6, False), (8, False), (2, True))]
    [record] = track_records(uses, [*afresh, last])
    assert (record.uses, record.answered, record.satisfied, record.success_rate) == (4, 3, 2, 0.6667)
    assert record.days_saved == 5
    assert [each.days_saved for some in (afresh, [last]) for each in track_records(uses, some)] == [None, None]
    [silent] = track_records([Use("objection", "refund", None, cases=3)])
    assert (silent.uses, silent.answered) == (3, 0)
    assert (silent.success_rate, silent.low, silent.high) == (None, None, None)
    assert len(track_records([*uses, Use("renewal", "refund", None)])) == 2


def approaches(institution: Institution, name: str, **query: Any) -> list[Any]:
    """What somebody is told."""
    answer = institution.get(name, "register/approaches", **query)
    assert answer.status_code == 200
    return list(answer.json()["items"])


def test_days_saved_tell_nothing_of_a_case_one_may_not_see(institution: Institution) -> None:
    """To those who do not know the case that a plan was taken from, it was made afresh."""
    institution.hire("Gu", "manager")
    institution.hire("Qian", "manager", "West")
    first = institution.taken(institution.raised("Qian"), *TO_SOLVE, *TO_CLOSE, name="Qian")
    institution.clock.now = at("2026-09-23 12:00")
    east = institution.taken(institution.raised("Chen"), *TO_SOLVE)
    answer = institution.step("Gu", east, "solve", approach=None, plan=None, based_on=first["reference"])
    institution.taken(answer.json(), "feedback", "close")
    assert [(each["uses"], each["days_saved"]) for each in approaches(institution, "Chen")] == [(1, None)]
    [whole] = approaches(institution, "Gu")
    assert (whole["uses"], whole["days_saved"]) == (2, -1)
    assert approaches(institution, "Gu", workflow="renewal") == []
    assert approaches(institution, "Gu", as_of="2026-09-22T00:00:00+08:00") == []
    assert institution.get("Ada", "register/approaches").status_code == 403


def test_an_approach_called_after_a_family_is_not_told_to_analysts(institution: Institution) -> None:
    """They may not know the family; those who look after the case do."""
    case = institution.taken(institution.raised("Chen"), *TO_SOLVE)
    case = institution.step("Chen", case, "solve", approach="like Wang Fang's").json()
    institution.taken(case, "feedback", "close")
    institution.taken(institution.raised("Chen"), *TO_SOLVE, *TO_CLOSE)
    assert len(approaches(institution, "Chen")) == 2
    assert [each["approach"] for each in approaches(institution, "Sun")] == ["make-up lesson"]


def test_approaches_come_page_by_page(institution: Institution) -> None:
    """Each once, the most used first; the last page has no next, and a cursor that was never given out is refused."""
    for approach in ("refund", "make-up lesson", "make-up lesson", "instalments"):
        case = institution.taken(institution.raised("Chen"), *TO_SOLVE)
        institution.taken(institution.step("Chen", case, "solve", approach=approach).json(), "feedback", "close")
    first = institution.get("Zhou", "register/approaches", limit=2).json()
    rest = institution.get("Zhou", "register/approaches", limit=2, cursor=first["next"]).json()
    told = [(each["approach"], each["uses"]) for each in (*first["items"], *rest["items"])]
    assert (told, rest["next"]) == ([("make-up lesson", 2), ("instalments", 1), ("refund", 1)], None)
    for wrong in ({"cursor": "x"}, {"cursor": "-1"}, {"limit": 0}, {"limit": 201}):
        assert institution.get("Zhou", "register/approaches", **wrong).status_code == 422


def test_the_command_line_reuses_and_tells(tmp_path: Path) -> None:
    """One command takes the solution up; one tells what came of it."""
    casebook = CommandLine(tmp_path / "data")
    assert casebook("approaches").out == "no resolved case names an approach\n"
    casebook.hire("Chen", "manager")
    first, second = casebook.objection()["id"], casebook.objection()["id"]
    for case, verbs in ((first, (*TO_SOLVE, *TO_CLOSE)), (second, TO_SOLVE)):
        for verb in verbs:
            casebook.json("step", case, verb, "--fields", orjson.dumps(usual(verb)).decode(), who="Chen")
    told = casebook.json("step", second, "solve", "--field", f"based_on={first}", who="Chen")
    assert told["facts"]["solve"]["approach"] == "make-up lesson"
    [item] = casebook.json("approaches")["items"]
    assert (item["approach"], item["uses"], item["satisfied"], item["success_rate"]) == ("make-up lesson", 1, 1, 1.0)
    assert "make-up lesson" in casebook("approaches", "--limit", "1").out
    assert casebook("approaches", "--cursor", "1").out == "no resolved case names an approach\n"
