"""Several families and one board, by hand: gathered, merged, dragged on, and answering by themselves on a telephone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.on_stage import Stage

pytest_plugins = ["tests.curtain"]

BEGINS = "2026-09-18 11:00"
"""The day after the families have rung."""

TO_RECORD = ("raise", "listen", "record")
FAMILIES = ("Wang", "Zhao", "Sun")
FOUND = {"Findings > 1 > Finding": "Upheld", "Root cause": "notice was given three days late"}
TELEPHONE = {"locale": "zh-CN", "viewport": {"width": 390, "height": 780}, "java_script_enabled": False}


def family(stage: Stage, name: str) -> str:
    """The address of the case of a family that has been recorded."""
    return stage.gone_on("Chen", *TO_RECORD, guardian={"name": name}, summary=f"The new hour of family {name[0]}")


def test_one_incident_is_investigated_for_all_its_families(stage: Stage) -> None:
    """Those that join are chosen from what is open; what is found in one holds for all, and each goes on alone."""
    wang, zhao, sun = (family(stage, name) for name in FAMILIES)
    withdrawn = stage.gone_on("Chen", *TO_RECORD, "withdraw")
    chen = stage["Chen"]
    chen.opens(wang)
    chen.chooses("Gather an incident")
    for case in (zhao, sun):
        chen.fills_in({"Cases": reference(case)})
    chen.fills_in({"Cases > Others, by their references, one on each line": reference(withdrawn)})
    chen.fills_in({"Name": "timetable of 21 September", "Reason": "All of them come from one change."})
    chen.presses("Gather an incident")
    chen.sees(f"{reference(withdrawn)} stands at closed; only a case that is still to be investigated joins")
    chen.fills_in({"Cases > Others, by their references, one on each line": ""})
    chen.presses("Gather an incident")
    chen.sees(reference(zhao), reference(sun), within="#beside")
    chen.takes("Investigate", FOUND)
    for case in (zhao, sun):
        chen.opens(case)
        assert chen.stands_at() == "Solve"
        chen.sees("notice was given three days late", reference(wang), within="#known")
    chen.takes("Leave the incident", {"Reason": "They speak of another timetable."})
    assert chen.stands_at() == "Investigate"


def test_a_duplicate_is_merged_and_taken_out_again(stage: Stage) -> None:
    """What is like it is suggested; the two name each other, and where it was a mistake it stands as it stood."""
    mother, father = family(stage, "Wang"), family(stage, "Wang")
    chen = stage["Chen"]
    chen.opens(father)
    chen.chooses("Merge")
    offered = chen.page.locator("datalist option").evaluate_all("options => options.map(option => option.value)")
    assert offered == [reference(mother)]
    chen.takes("Merge", {"Merge into": offered[0], "Reason": "The father writes of the same lesson."})
    chen.sees("Closed on", within="#doing")
    chen.follows(reference(mother))
    chen.sees("Duplicate", reference(father), within="#beside")
    chen.follows(reference(father))
    chen.takes("Unmerge", {"Reason": "Another lesson."})
    assert chen.stands_at() == "Investigate"
    assert chen.deadlines()["Resolve"] == "Tue 22 Sep, 20:00"


def test_a_card_is_put_only_where_a_step_leads(stage: Stage) -> None:
    """The step that leads there comes up over the board; where none does, it is said what is due, and nothing moves.

    By hand or by keyboard; sent, the card stands where it was put, and nothing was loaded anew.
    """
    case = reference(stage.gone_on("Chen", "raise", "listen"))
    chen = stage["Chen"]
    chen.opens("/board")
    board, news, dialog = chen.page, chen.page.locator("#news"), chen.page.locator("dialog")
    card = board.locator(f"#card-{case}")
    card.drag_to(board.locator(".column[data-stage=solve]"))
    expect(news).to_have_text("No step leads there from here. Due next: Record.")
    card.locator("h3 a").focus()
    for _ in ("pressed", "held"):
        board.keyboard.down(" ")
    board.keyboard.up(" ")
    takes = board.locator(".column.takes").evaluate_all("columns => columns.map(column => column.dataset.stage)")
    assert takes == ["investigate", "closed"]
    for key, told in (
        ("Enter", "Choose a column first"),
        ("ArrowLeft", "No step leads there"),
        ("ArrowRight", "Record"),
        ("ArrowRight", "can be put here"),
    ):
        board.keyboard.press(key)
        expect(news).to_contain_text(told)
    board.keyboard.press("Escape")
    expect(news).to_have_text("It stays where it was.")
    expect(dialog).to_have_count(0)

    card.drag_to(board.locator(".column[data-stage=investigate]"))
    chen.fills_in({"Category": "teaching.lateness", "Severity": "Medium", "Kind": "Ordinary"})
    dialog.get_by_role("button", name="Record", exact=True).last.click()
    expect(dialog.locator(".flaw")).to_have_text("This is needed.")
    expect(dialog.get_by_label("Summary")).to_be_focused()
    chen.fills_in({"Summary": "Late three times"})
    dialog.get_by_role("button", name="Record", exact=True).last.click()
    expect(board.locator(".column[data-stage=investigate] .card")).to_contain_text("Late three times")
    expect(dialog).to_have_count(0)
    expect(news).to_have_text(f"Done: Record. Due next: Investigate. {case}")
    expect(news.get_by_role("link", name=case)).to_be_visible()

    for key in (" ", "ArrowRight"):
        card.locator("h3 a").press(key)
    other = reference(stage.gone_on("Li", "raise"))
    expect(news).to_have_text("This page has changed.")
    board.keyboard.press("Enter")
    expect(board.locator(f"#card-{other}")).to_be_attached()
    expect(dialog.locator("h2", has_text="Investigate")).to_be_visible()
    dialog.get_by_text("What is known").click()
    expect(dialog.locator(".words").first).to_be_visible()
    dialog.get_by_role("button", name="Add another").click()
    expect(dialog.get_by_label("Allegation").nth(1)).to_be_focused()
    board.keyboard.press("Escape")
    expect(card.locator("h3 a")).to_be_focused()


def test_a_family_answers_by_its_link_on_an_old_telephone(stage: Stage) -> None:
    """In Chinese, 390 pixels wide, without JavaScript: one page, and it is an answer like any other."""
    case = stage.gone_on("Chen", *TO_RECORD, "investigate", "solve")
    chen, wang = stage["Chen"], stage.visitor(**TELEPHONE)
    chen.opens(case)
    chen.follows("Let the family answer by itself, by a link")
    chen.fills_in({"Language": "中文"})
    chen.presses("Give link")
    link = chen.page.locator("#link-address").input_value()
    wang.opens(link)
    wang.page.get_by_label("请用您自己的话说一说").fill("谢谢，老师现在很准时")
    for choice in ("4 - 比较满意", "接受"):
        wang.page.get_by_label(choice, exact=True).check()
    assert wang.page.evaluate("document.documentElement.scrollWidth") == 390
    wang.page.get_by_role("button", name="提交").click()
    wang.sees("我们已收到您的答复")
    wang.opens(link)
    wang.sees("我们已收到您的答复")

    chen.opens(case)
    assert chen.stands_at() == "Close"
    chen.sees("谢谢，老师现在很准时", within="#known")


def reference(case: str) -> str:
    """How people name the case at an address."""
    return case.rpartition("/")[2]
