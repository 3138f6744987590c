"""The scenario of the late teacher, by hand: what each of its people does on pages, and what they find there."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.on_stage import Stage

pytest_plugins = ["tests.curtain"]

BEGINS = "2026-09-17 20:05"
"""When Li puts down the telephone."""

WANG = {
    "Guardian > Name": "Wang",
    "Guardian > Relation": "mother",
    "Guardian > Phone": "13800000000",
    "Student > Name": "Wang Xiaoming",
    "Channel": "Phone",
    "When they said it": "2026-09-17 19:40",
    "Their words": "老师最近三次课都迟到，我要退费",
    "Remedy sought": "refund 6 lessons",
    "Read back to them": "Yes",
}
LATENESS = {
    "Category": "teaching.lateness",
    "Severity": "Medium",
    "Kind": "Ordinary",
    "Summary": "Teacher late three times in a row",
    "Allegations": "late on 3 of the last 3 dates",
}

FINDING = {
    "Findings > 1 > Finding": "Partly upheld",
    "Findings > 1 > Evidence": "attendance.pdf",
    "Root cause": "back-to-back lessons at two campuses",
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_phone_complaint_is_put_down_in_one_go(stage: Stage) -> None:
    """S1: what is left out is named beside its field; sent twice it is one case, heard, with three deadlines."""
    li = stage.newcomer("Li")
    li.follows("Raise an objection")
    li.fills_in({label: value for label, value in WANG.items() if label not in ("Channel", "Their words")})
    li.presses("Raise")
    assert li.flaws() == {"Channel": "This is needed.", "Their words": "This is needed."}
    li.fills_in(WANG)
    li.presses("Raise", twice=True)

    li.sees("Done: Raise.", "Wang Xiaoming", "refund 6 lessons")
    assert li.stands_at() == "Record"
    assert li.deadlines() == {
        "Acknowledge": "Fri 18 Sep, 19:40",
        "Classify": "Fri 18 Sep, 11:40",
        "Resolve": "Sun 20 Sep, 20:00",
    }
    assert li.history() == [("Raise", "Li", "Thu 17 Sep, 19:40"), ("Listen", "Li", "Thu 17 Sep, 19:40")]
    li.opens("/board")
    expect(li.page.locator("#board .card")).to_have_count(1)


def test_what_was_classified_wrongly_is_put_right(stage: Stage) -> None:
    """S2: both stay to be seen, the register shows what counts, and as of the day before what counted then."""
    case = raised(stage)
    stage.it_is("2026-09-18 11:00")
    chen = stage["Chen"]
    chen.opens(case)
    chen.takes("Record", LATENESS | {"Category": "service.schedule"})
    stage.it_is("2026-09-19 11:00")
    chen.opens(case)
    chen.tries("Reclassify", {"Category": "teaching.lateness"})
    assert chen.flaws() == {"Reason": "This is needed."}
    chen.fills_in({"Reason": "It is the teacher who was late."})
    chen.presses("Reclassify")
    chen.sees("Done: Reclassify.", "teaching.lateness")
    assert chen.deadlines()["Resolve"] == "Sun 20 Sep, 20:00"
    assert [step for step, *_ in chen.history()] == ["Raise", "Listen", "Record", "Reclassify"]

    zhou, sun = stage["Zhou"], stage["Sun"]
    zhou.opens(f"{case}/history")
    zhou.looks_back(known="2026-09-18 20:00")
    zhou.sees("service.schedule", within="#then")
    zhou.sees_no("teaching.lateness", within="#then")
    sun.opens("/register")
    sun.searches("退费", state="All")
    sun.sees("teaching.lateness")
    sun.searches("退费", state="All", as_of="2026-09-18")
    sun.sees("service.schedule", within=".hits")


def test_steps_cannot_be_skipped(stage: Stage) -> None:
    """S3: what is not due is not offered; asked for anyway, it is said where the case stands and what is missing."""
    case = raised(stage)
    stage.it_is("2026-09-18 11:00")
    chen = stage["Chen"]
    chen.opens(case)
    chen.takes("Record", LATENESS)
    assert chen.is_offered().isdisjoint({"Solve", "Feedback", "Close"})
    chen.opens(f"{case}/solve")
    chen.sees("it stands at “Investigate”; “Investigate” is due next and its facts are missing: Findings, Root cause")
    chen.opens(f"{case}/close")
    chen.sees("it stands at “Investigate”")
    assert [step for step, *_ in chen.history()] == ["Raise", "Listen", "Record"]


def test_the_clock_stops_the_type_changes_and_nothing_is_lost(stage: Stage) -> None:
    """S4: twenty open hours are added, before and after the type changes, and the page says why."""
    case = raised(stage)
    stage.it_is("2026-09-18 11:00")
    chen = stage["Chen"]
    chen.opens(case)
    chen.takes("Record", LATENESS)
    stage.it_is("2026-09-19 12:00")
    chen.opens(case)
    chen.takes("Pause", {"Reason": "waiting for payment slips"})
    chen.sees("Paused", within="#head")
    stage.it_is("2026-09-22 12:00")
    chen.opens(case)
    chen.takes("Resume", {"Reason": "The slips are here."})
    assert chen.deadlines()["Resolve"] == "Wed 23 Sep, 20:00"
    chen.takes("Reclassify", {"Kind": "Complex", "Reason": "Two campuses have to agree."})
    assert chen.deadlines()["Resolve"] == "Sun 27 Sep, 20:00"
    chen.sees("policy v1: resolve, complex: 7 working days", "20 open hours are added", within="#beside")

    zhou = stage["Zhou"]
    zhou.opens(f"{case}/history")
    zhou.looks_back(known="2026-09-19 18:00")
    zhou.sees("Paused", "Ordinary", within="#then")


def test_an_investigation_asks_two_colleagues(stage: Stage, tmp_path: Path) -> None:
    """S5: one answers with the sheet, the other lets the date pass while the clock of the case stands still."""
    case = raised(stage)
    stage.it_is("2026-09-18 11:00")
    chen, li = stage["Chen"], stage["Li"]
    chen.opens(case)
    chen.takes("Record", LATENESS)
    asked = {"Li": "When did your last three lessons with her begin?", "Fang": "When did Li come in on these days?"}
    for colleague, question in asked.items():
        chen.takes("Ask a colleague", {"Whom": colleague, "Question": question, "Due": "2026-09-19"})
    stage.it_is("2026-09-19 11:00")
    sheet = tmp_path / "attendance.pdf"
    sheet.write_bytes(PDF)
    li.opens("/day")
    li.chooses("Answer a colleague")
    li.takes("Answer a colleague", {"Answer": "Late on the 10th and the 12th, not on the 15th.", "Evidence": sheet})
    li.sees("attendance.pdf")
    stage.it_is("2026-09-19 12:00")
    chen.opens(case)
    chen.takes("Pause", {"Reason": "waiting for payment slips"})
    stage.it_is("2026-09-20 10:00")
    chen.opens(case)
    assert chen.deadlines()["Resolve"] == "Tue 22 Sep, 18:00"
    chen.sees("Li answered", "Fang by Sat 19 Sep 2026 late", within="#contributions")
    chen.opens("/day")
    chen.sees("Contribution", "14 hours ago", "Fang", within="[aria-labelledby=part-overdue]")
    stage.it_is("2026-09-22 12:00")
    chen.opens(case)
    chen.takes("Resume", {"Reason": "The slips are here."})
    assert chen.deadlines()["Resolve"] == "Wed 23 Sep, 20:00"
    chen.takes("Investigate", FINDING)
    chen.sees("Partly upheld", "attendance.pdf", within="#known")
    assert chen.stands_at() == "Solve"

    zhou = stage["Zhou"]
    zhou.opens(case)
    assert zhou.downloads("attendance.pdf") == PDF


def raised(stage: Stage) -> str:
    """The address of the case that Li has put down."""
    li = stage["Li"]
    li.opens("/raise/objection")
    li.fills_in(WANG)
    li.presses("Raise")
    return li.case
