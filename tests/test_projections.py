"""The read models: what they show of cases, to whom, and what of it is found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adapters.index import Filters
from adapters.read_side import ReadSide
from engine.access import OPERATOR, Who, may_see
from engine.intake import Intake
from engine.refusal import NotFillable, NotThere
from tests.school import CHEN, GU, HE, LI, MA, PATH, QIAN, SUN, ZHOU, School, at, usual

EVERYBODY = (LI, MA, CHEN, QIAN, GU, ZHOU, SUN, HE, OPERATOR)
ALL, OPEN = Filters(state="all"), Filters(state="open")
TO_RECORD = PATH[:3]


def listed(read_side: ReadSide, who: Who, **wanted: Any) -> list[str]:
    """All that the caseload lists for somebody, page by page."""
    cases: list[str] = []
    cursor = None
    while True:
        now = at("2026-10-20 12:00")
        page, cursor = read_side.read_models.caseload.page(who, now=now, cursor=cursor, limit=3, **wanted)
        cases += page
        if cursor is None:
            return cases


def cases_of_all_kinds(school: School) -> list[str]:
    """Cases at several campuses, of several people, confidential or not, about colleagues or not."""
    made = [school.walk(*TO_RECORD, who=who).id for who in (LI, CHEN, MA, QIAN)]
    for about, confidential in (("Chen", True), ("Ma", True), ("Chen", False), ("Li", True)):
        case = school.walk("raise", "listen", who=LI).id
        secret = {"about": [{"what": "teacher", "staff": about}], "confidential": confidential}
        school.take(GU, "record", usual("record") | secret, case)
        made.append(case)
    school.take(CHEN, "assign", {"to": "Ma"}, made[0])
    school.take(GU, "assign", {"to": "Qian"}, made[4])
    return made


def test_everybody_is_shown_what_they_may_see(school: School, read_side: ReadSide) -> None:
    """The caseload lists for each person exactly the cases that exist for them."""
    made = [*cases_of_all_kinds(school), school.walk("raise", who=GU).id]
    read_side.runner.catch_up()
    for who in EVERYBODY:
        theirs = {case for case in made if may_see(who, school.application.case(case))}
        assert set(listed(read_side, who)) == theirs


def test_everybody_finds_what_they_may_see(school: School, read_side: ReadSide) -> None:
    """Search, counts and similar cases hold what exists for each person; analysts read what is not confidential."""
    made = cases_of_all_kinds(school)
    read_side.runner.catch_up()
    for who in EVERYBODY:
        theirs = {case for case in made if may_see(who, school.application.case(case))}
        if who is SUN:
            theirs = {case for case in made if not school.application.case(case).confidential}
        found = read_side.register.search("late", who, ALL, limit=50)
        assert {item["case"] for item in found["items"]} == theirs
        assert found["total"] == sum(found["facets"]["workflow"].values()) == len(theirs)
        alike = read_side.register.similar(who, text="late three times", filters=ALL, limit=50)
        assert {item["case"] for item in alike["items"]} == theirs


def test_pages_follow_one_another_without_gap_or_overlap(school: School, read_side: ReadSide) -> None:
    """Each case stands on one page, the latest first, also those raised at the same moment."""
    made = {school.walk("raise").id for _ in range(7)}
    read_side.runner.catch_up()
    pages = listed(read_side, CHEN)
    assert len(pages) == 7
    assert set(pages) == made


@pytest.mark.parametrize("cursor", ["x", "MTIz", "9" * 400, "\u00e9", "AAAA" * 30])
def test_a_cursor_that_was_never_given_out_is_refused(read_side: ReadSide, cursor: str) -> None:
    """A made-up cursor is a flaw of the request, in the caseload and in the register."""
    with pytest.raises(NotFillable, match="cursor"):
        read_side.read_models.caseload.page(CHEN, now=at("2026-10-20 12:00"), cursor=f"{cursor}!")
    with pytest.raises(NotFillable, match="cursor"):
        read_side.register.search("late", CHEN, cursor=cursor)


def test_the_caseload_is_filtered(school: School, read_side: ReadSide) -> None:
    """By workflow, stage, campus and assignee, each and together."""
    objection, renewal = school.walk("raise", "listen").id, school.walk("raise", workflow="renewal").id
    school.take(CHEN, "assign", {"to": "Ma"}, objection)
    read_side.runner.catch_up()
    assert listed(read_side, GU, workflow="renewal") == listed(read_side, GU, stage="listen") == [renewal]
    assert listed(read_side, GU, assignee=MA.id, campus="North", workflow="objection", stage="record") == [objection]
    assert listed(read_side, GU, campus="South") == []


def test_a_case_is_found_by_its_reference(school: School, read_side: ReadSide) -> None:
    """A reference leads to the one case of that name."""
    case = school.walk("raise")
    read_side.runner.catch_up()
    assert read_side.read_models.caseload.find(case.reference) == case.id
    assert read_side.read_models.caseload.find("OBJ-0000-0000") is None


def test_what_is_overdue_depends_on_the_moment_alone(school: School, read_side: ReadSide) -> None:
    """The same row is in time before its deadline and late after it; nothing needs to be written for that."""
    school.clock.now = at("2026-10-20 12:00")
    case = school.take(CHEN, "raise", usual("raise") | {"happened_at": "2026-10-20T12:00:00+08:00"}).case.id
    read_side.runner.catch_up()
    models = read_side.read_models
    due = at("2026-10-20 14:00")
    for moment, late in ((due - timedelta(minutes=1), False), (due + timedelta(minutes=1), True)):
        assert models.caseload.page(CHEN, now=moment, overdue=True) == ([case] if late else [], None)
        assert models.caseload.page(CHEN, now=moment, overdue=False) == ([] if late else [case], None)


def test_histories_tell_when_a_thing_happened_and_when_it_was_told(school: School, read_side: ReadSide) -> None:
    """A late entry is marked from twenty-four hours on; the stage is the one that the event led to."""
    case = school.take(CHEN, "raise", usual("raise") | {"happened_at": "2026-10-19T12:00:00+08:00"}).case.id
    school.take(CHEN, "note", {"text": "x", "happened_at": "2026-10-19T12:00:01+08:00"}, case)
    school.walk("listen", case=case)
    read_side.runner.catch_up()
    told = read_side.read_models.histories.of(case)
    assert [(row.topic, row.step, row.stage, row.by) for row in told] == [
        ("objection.raised", "raise", "listen", CHEN.id),
        ("case.noted", "note", "listen", CHEN.id),
        ("objection.heard", "listen", "record", CHEN.id),
    ]
    assert [row.late for row in told][:2] == [86_400, None]
    assert told[0].happened_at == at("2026-10-19 12:00")
    assert told[0].recorded_at == school.clock()


def test_a_case_is_filed_when_recorded_and_resolved_when_closed(school: School, read_side: ReadSide) -> None:
    """Before `record` it is not in the register; then it is open, until it is closed; reopened, it is open again."""
    case = school.walk("raise", "listen").id
    states = []
    for verb in (None, *PATH[2:], "reopen"):
        if verb:
            school.take(CHEN, verb, usual(verb), case)
        read_side.runner.catch_up()
        rows = read_side.read_models.register.entries(CHEN, [case])
        states.append((rows[case].state, rows[case].outcome) if rows else None)
        in_index = [read_side.register.search("", CHEN, filters)["total"] for filters in (OPEN, Filters())]
        assert in_index == [int(states[-1] == ("open", None)), int(states[-1] == ("resolved", "resolved"))]
    assert states == [None, *[("open", None)] * 4, ("resolved", "resolved"), ("open", None)]


def test_an_entry_keeps_both_rounds_and_the_latest_approach(school: School, read_side: ReadSide) -> None:
    """A case that was sent back shows its first and its last satisfaction, and the approach that held."""
    case = school.walk(*PATH[:5]).id
    school.take(CHEN, "feedback", usual("feedback") | {"satisfaction": 1, "accepted": False}, case)
    school.take(CHEN, "solve", usual("solve") | {"approach": "another teacher"}, case)
    school.walk("feedback", "close", case=case)
    read_side.runner.catch_up()
    entry = read_side.read_models.register.entries(CHEN, [case])[case]
    assert (entry.satisfaction_first, entry.satisfaction, entry.rounds, entry.accepted_first) == (1, 5, 2, False)
    assert (entry.approach, entry.state) == ("another teacher", "resolved")


def test_everything_that_was_said_is_found_as_it_counts_now(school: School, read_side: ReadSide) -> None:
    """Words of every step are found; corrected ones as they were put right, retracted ones not at all."""
    case = school.walk(*TO_RECORD).id
    school.take(CHEN, "note", {"text": "an umbrella, of another family"}, case)
    school.take(CHEN, "correct", {"version": 2, "fields": {"remedy_sought": "a voucher"}, "reason": "misheard"}, case)
    school.take(CHEN, "retract", {"version": 4, "reason": "not theirs"}, case)
    school.walk(*PATH[3:], case=case)
    read_side.runner.catch_up()
    said = ("voucher", "back-to-back lessons", "迟到", "travelling time", "准时")
    unsaid = ("umbrella", "refund of 6", "phone")
    totals = {words: read_side.register.search(words, CHEN)["total"] for words in (*said, *unsaid)}
    assert totals == dict.fromkeys(said, 1) | dict.fromkeys(unsaid, 0)


def test_analysts_find_words_but_no_names(school: School, read_side: ReadSide) -> None:
    """A family's name or phone finds nothing for an analyst, and is masked where the words around it are shown."""
    words = "Wang Fang said it again: the gate was locked; call 13800000000"
    case = school.take(CHEN, "raise", usual("raise") | {"words": words}).case.id
    school.walk(*PATH[1:], case=case)
    read_side.runner.catch_up()
    for name in ("Wang Fang", "13800000000"):
        assert read_side.register.search(name, CHEN)["total"] == 1
        assert read_side.register.search(name, SUN)["total"] == 0
    (item,) = read_side.register.search("gate", SUN)["items"]
    assert "gate" in " ".join(item["highlights"])
    assert "Wang" not in str(item)
    assert "1380" not in str(item)


def test_what_somebody_was_called_once_stays_hidden(school: School, read_side: ReadSide) -> None:
    """A name that was corrected is the family's still: wherever it was written, analysts neither read nor find it."""
    words = "Zhao Mei asked for it; Mei will come back"
    family = {"guardian": {"name": "Zhao Mei", "phone": "139 1111 2222"}, "words": words}
    case = school.take(CHEN, "raise", usual("raise") | family).case.id
    fields = {"guardian": {"name": "Sun Yue"}}
    school.take(CHEN, "correct", {"version": 1, "fields": fields, "reason": "not Zhao Mei, 13911112222"}, case)
    school.walk("listen", case=case)
    school.take(CHEN, "record", usual("record") | {"summary": "Sun Yue (Mei) waits", "category": "a.Yue"}, case)
    school.walk(*PATH[3:], case=case)
    read_side.runner.catch_up()
    for name in ("Zhao Mei", "mei", "Sun Yue", "yue", "139-1111-2222"):
        assert read_side.register.search(name, CHEN)["total"] == 1
        assert read_side.register.search(name, SUN)["total"] == 0
    found = read_side.register.search("back", SUN)
    alike = read_side.register.similar(SUN, text="asked for it; will come back")
    for item in (*found["items"], *alike["items"]):
        assert (item["summary"], item["category"]) == ("*** (***) waits", "a.***")
    for secret in ("Mei", "Yue", "Zhao", "1391"):
        assert secret not in str(found)
        assert secret not in str(alike)


def test_an_item_has_what_the_interface_promises(school: School, read_side: ReadSide) -> None:
    """Names, values and the institution's own time, as an API answers them; the cursor leads on to the rest."""
    cases = {school.walk(*PATH).id, school.walk(*PATH).id}
    read_side.runner.catch_up()
    first = read_side.register.search("late", CHEN, limit=1)
    (item,) = first["items"]
    assert {name: value for name, value in item.items() if name not in ("case", "reference", "score", "fragments")} == {
        "workflow": "objection",
        "state": "resolved",
        "category": "teaching.lateness",
        "summary": "Teacher late three times in a row",
        "outcome": "resolved",
        "approach": "make-up lesson",
        "satisfaction_first": 5,
        "satisfaction": 5,
        "rounds": 1,
        "reopened": 0,
        "effective": None,
        "raised_at": "2026-09-17T19:40:00+08:00",
        "closed_at": "2026-10-20T12:00:00+08:00",
        "highlights": ["Teacher late three times in a row"],
    }
    assert (first["total"], first["facets"]["approach"]) == (2, {"make-up lesson": 2})
    second = read_side.register.search("late", CHEN, limit=1, cursor=first["next"])
    assert {item["case"], second["items"][0]["case"]} == cases
    assert second["next"] is None


def test_similar_cases_come_with_reasons(school: School, read_side: ReadSide) -> None:
    """While a case is still being heard, and once it is filed, resolved cases like it are named, and why."""
    resolved = school.walk(*PATH).id
    heard = school.walk("raise", "listen").id
    recorded = school.walk(*TO_RECORD).id
    read_side.runner.catch_up()
    for case in (heard, recorded):
        (alike,) = read_side.register.similar(CHEN, case=case)["items"]
        assert alike["case"] == resolved
        assert alike["reasons"]
    assert "same category" in " ".join(alike["reasons"])
    with pytest.raises(NotThere):
        read_side.register.similar(MA, case=heard)
    with pytest.raises(NotFillable):
        read_side.register.similar(CHEN)


def test_an_imported_case_is_an_entry_with_its_own_dates(school: School, read_side: ReadSide) -> None:
    """An old case is resolved from the moment it enters, under its source's name, and found by whoever imported it."""
    old = {
        "reference": "2019-17",
        "source": "old register",
        "words": "晚点名",
        "summary": "Roll called late",
        "outcome": "resolved",
        "satisfaction": 4,
        "raised_at": "2019-09-17T19:40:00+08:00",
    }
    assert Intake(school.application, OPERATOR).take_in([old]) == ["imported"]
    read_side.runner.catch_up()
    (item,) = read_side.register.search("点名", OPERATOR)["items"]
    shown = (item["reference"], item["state"], item["outcome"], item["satisfaction"])
    assert shown == ("2019-17", "resolved", "resolved", 4)
    assert item["raised_at"] == item["closed_at"] == "2019-09-17T19:40:00+08:00"
    entry = read_side.read_models.register.entries(OPERATOR, [item["case"]])[item["case"]]
    assert (entry.source, entry.days) == ("old register", 0)
