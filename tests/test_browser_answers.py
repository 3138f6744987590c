"""What becomes of an answer, by hand: taken up for the next family, given twice, looked at again by a panel."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.on_stage import Stage

pytest_plugins = ["tests.curtain"]

BEGINS = "2026-09-18 11:00"
"""The morning after Wang has rung."""

ZHAO = {
    "Guardian > Name": "Zhao",
    "Guardian > Relation": "father",
    "Channel": "WeChat",
    "When they said it": "2026-09-22 10:40",
    "Their words": "上课老师总是晚到",
    "Read back to them": "Yes",
}
LATENESS = {
    "Category": "teaching.lateness",
    "Severity": "Medium",
    "Kind": "Ordinary",
    "Summary": "Comes late to every lesson",
    "Allegations": "late to every lesson",
}
FOUND = {"Findings > 1 > Finding": "Upheld", "Root cause": "back-to-back lessons at two campuses"}
CONTENT = {"Satisfaction": "5", "Accepted": "Yes", "Their words": "谢谢，这样很好"}
HALF_SOLVED = {"Satisfaction": "2", "Accepted": "Yes", "Their words": "只解决了一半"}
CLOSED = {"Outcome": "Resolved", "What we learned": "Leave time to travel.", "Action taken": "Six lessons given."}
PANEL = {"Reason": "The family asks for a panel."}
REPORT = {
    "Finding": "Partly upheld",
    "Words": "Late twice; the family was not told why",
    "Recommendation": "Leave time to travel between campuses",
}
COURSE = {
    "Guardian > Name": "Zhao Min",
    "Guardian > Relation": "father",
    "Guardian > Phone": "13800000001",
    "Student > Name": "Zhao Yi",
    "Course": "English B2",
    "Ends on": "2026-09-30",
    "Lessons total": "40",
    "Lessons left": "22",
}
OFFER = {"Offer > Course": "English B2", "Offer > Instalments": "3", "Approach": "instalments"}
TO_INVESTIGATE = ("raise", "listen", "record", "investigate")


def test_what_satisfied_one_family_is_taken_up_for_the_next(stage: Stage) -> None:
    """S6: the first case stands beside the second with the reasons, and its approach is taken over by one click."""
    first = stage.gone_on("Chen", *TO_INVESTIGATE)
    stage.gone_on("Chen", "solve", case=first, approach="compensation for lost time", plan="Refund of 6 lessons.")
    stage.it_is("2026-09-20 18:30")
    stage.gone_on("Chen", "feedback", "close", case=first)
    stage.it_is("2026-09-22 11:00")
    li, chen = stage["Li"], stage["Chen"]
    li.opens("/raise/objection")
    li.fills_in(ZHAO)
    li.presses("Raise")
    second = li.case
    chen.opens(second)
    chen.takes("Record", LATENESS)
    chen.sees("same category teaching.lateness", "老师", within=".similar")
    chen.takes("Investigate", FOUND)
    chen.follows("Take this approach")
    chen.fills_in({"Plan": "Six make-up lessons on Saturdays, on time.", "Adapted": "make-up lesson instead of refund"})
    chen.presses("Solve")
    chen.sees(
        "compensation for lost time", "make-up lesson instead of refund", first.rpartition("/")[2], within="#known"
    )
    stage.it_is("2026-09-23 18:30")
    chen.opens(second)
    chen.takes("Feedback", CONTENT)
    chen.takes("Close", CLOSED)

    sun = stage["Sun"]
    sun.opens("/register/approaches")
    expect(sun.page.locator("tbody tr", has_text="compensation for lost time")).to_contain_text("2 of 2")
    sun.opens("/register")
    sun.searches("退费")
    sun.sees("teaching.lateness", "compensation for lost time", within=".hits")


def test_half_solved_is_not_solved(stage: Stage) -> None:
    """S7: a low score sends the case back however it was accepted; the third reopening goes to the principal."""
    case = stage.gone_on("Chen", *TO_INVESTIGATE, "solve")
    stage.it_is("2026-09-19 18:30")
    chen = stage["Chen"]
    chen.opens(case)
    chen.takes("Feedback", HALF_SOLVED | {"When they said it": "2026-09-19 18:00"})
    chen.sees("Contradicts itself", within="#known")
    assert chen.stands_at() == "Solve"
    assert "Close" not in chen.is_offered()
    chen.takes("Solve", {"Approach": "refund", "Plan": "The other half."})
    stage.it_is("2026-09-20 18:30")
    chen.opens(case)
    chen.takes("Feedback", CONTENT | {"When they said it": "2026-09-20 18:00"})
    chen.takes("Close", CLOSED)
    chen.sees("Closed on", within="#doing")
    chen.sees("Feedback, round 1 Sat 19 Sep, 18:00", "Feedback, round 2 Sun 20 Sep, 18:00", within="#known")
    sun = stage["Sun"]
    sun.opens("/register")
    sun.searches("只解决")
    sun.sees("satisfaction 2, then 5 of 5", "refund", within=".hits")

    for _ in range(2):
        chen.opens(case)
        chen.takes("Reopen", {"Reason": "The teacher was late again."})
        stage.gone_on("Chen", "solve", "feedback", "close", case=case)
    chen.opens(case)
    chen.takes("Reopen", {"Reason": "The teacher was late again."})
    stage.it_is("2026-09-20 18:31")
    chen.opens(case)
    chen.sees("Reopened 3 times", "Escalated", within="#head")
    assert chen.history()[-1] == ("Escalate", "the program (repeated reopening)", "Sun 20 Sep, 18:31")


def test_a_panel_looks_at_it_again(stage: Stage) -> None:
    """S8: who has had a part in it is named beside their name; the panel has five working days, two receipts follow."""
    case = stage.gone_on("Li", "raise", "listen", "record", about=[{"what": "teacher", "staff": "Fang"}])
    stage.gone_on("Chen", "investigate", "solve", case=case)
    stage.it_is("2026-09-24 15:00")
    chen = stage["Chen"]
    chen.opens(case)
    chen.takes("Escalate", {"Level": "Principal", "Reason": "She does not accept the answer."})
    chen.tries(
        "Name a panel",
        PANEL | {"Members > 1 > Staff": "Chen", "Members > 2 > Staff": "Ma", "Members > 3 > Staff": "Qian"},
    )
    flaws = chen.flaws()
    assert flaws["Staff"].startswith("Chen investigated it; only people who have had no part in the case")
    assert flaws["Members"].startswith("need at least 1 who has no part in running the institution")
    chen.fills_in({"Members > 1 > Staff": "Ma", "Members > 2 > Staff": "Ma", "Members > 3 > Staff": "Leave open"})
    chen.fills_in({"Members > 3 > Name": "Dr Gu", "Members > 3 > Independent": "yes"})
    chen.presses("Name a panel")
    assert chen.flaws() == {"Members": "2: is named twice"}
    chen.fills_in({"Members > 2 > Staff": "Qian"})
    chen.presses("Name a panel")
    assert chen.deadlines()["Panel"] == "Wed 30 Sep, 20:00"
    chen.sees("Dr Gu", within="#known")
    stage.it_is("2026-09-29 16:00")
    chen.opens(case)
    chen.takes("Report of the panel", REPORT)
    stage.it_is("2026-09-30 12:00")
    chen.opens(case)
    chen.takes("Put down a receipt", {"Who": "Guardian", "Channel": "Letter", "When it happened": "2026-09-30 10:30"})
    chen.takes("Put down a receipt", {"Who": "Staff", "Channel": "E-mail", "When it happened": "2026-09-30 11:00"})
    assert chen.history()[-3:] == [
        ("Report of the panel", "Chen", "Tue 29 Sep, 16:00"),
        ("Put down a receipt", "Chen", "Wed 30 Sep, 10:30"),
        ("Put down a receipt", "Chen", "Wed 30 Sep, 11:00"),
    ]


def test_an_objection_that_comes_up_in_a_renewal_is_heard_first(stage: Stage) -> None:
    """S15: the renewal waits and says so, takes the outcome back, and the manager sees which one was saved by it."""
    stage.it_is("2026-09-01 10:00")
    li, chen = stage["Li"], stage["Chen"]
    li.opens("/raise/course")
    li.fills_in(COURSE)
    li.presses("Raise")
    course = li.case
    stage.it_is("2026-09-05 18:00")
    li.opens(course)
    li.takes("Progress", {"Lessons left": "20"})
    stage.it_is("2026-09-21 18:30")
    li.opens("/renewals")
    li.follows("English B2")
    renewal = li.case
    assert li.deadlines() == {"Answer": "Wed 30 Sep, 20:00"}
    li.takes("Listen", {"Their words": "太贵", "Channel": "WeChat", "When they said it": "2026-09-21 18:00"})
    li.takes("Record", {"Intention": "Leaving", "Reason": "price", "Summary": "Too expensive"})
    chen.opens(renewal)
    chen.follows("Raise an objection that came up here; this case waits for it")
    chen.fills_in({"Channel": "WeChat", "Their words": "太贵"})
    chen.presses("Raise")
    chen.sees("Zhao Min (father, 13800000001)", within="#head")
    objection = chen.case
    chen.opens(renewal)
    chen.sees("it is waiting, and goes on by itself when that is over", within="#doing")
    chen.sees("waits for", objection.rpartition("/")[2], within="#beside")
    stage.it_is("2026-09-24 12:00")
    stage.gone_on("Chen", "listen", "record", "investigate", "solve", "feedback", "close", case=objection)
    for answer, outcome, families in (("accepted", "renewed", 14), ("declined", "lapsed", 2), ("undecided", "", 3)):
        for _ in range(families):
            steps = ("raise", "listen", "record", "investigate", "solve", "feedback", *["close"] * bool(outcome))
            stage.gone_on("Chen", *steps, workflow="renewal", answer=answer, outcome=outcome)
    stage.it_is("2026-09-29 18:00")
    chen.opens(renewal)
    chen.takes("Investigate", {"Progress": "B1 reached"})
    chen.takes("Solve", OFFER)
    chen.takes(
        "Feedback", {"Answer": "Accepted", "Their words": "好的，分期可以", "When they said it": "2026-09-29 17:30"}
    )
    chen.takes("Close", {"Outcome": "Renewed", "What we learned": "Offer instalments before they are needed"})
    chen.takes("Recommend", {"Guardian > Name": "Sun Li", "Guardian > Phone": "139 0000 0000"})
    chen.opens("/renewals?from=2026-09-30&to=2026-09-30")
    figures = [
        "20 Due in all",
        "15 Renewed",
        "2 Declined",
        "3 Undecided",
        "1 Renewed after an objection",
        "1 Referrals",
    ]
    assert [" ".join(each.split()) for each in chen.page.locator(".figures > div").all_inner_texts()] == figures
