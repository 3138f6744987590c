"""The case page: every step is taken from its form, and nobody loses what they have typed."""

from __future__ import annotations

from datetime import timedelta

from tests.browsing import browser
from tests.institution import SIX_STEPS, Institution


def test_a_step_is_taken_from_the_form_that_is_due(institution: Institution) -> None:
    """Whoever opens a case finds the form of the step that is due, and the next one when it is taken."""
    case = institution.raised()
    li, address = browser(institution, "Li"), f"/cases/{case['reference']}"
    page = li.send(
        li.get(address), f"{address}/listen", words="三次都迟到", read_back="yes", channel="phone", demands="one\r\ntwo"
    )

    assert page.status == 200, page.text
    now = institution.get("Li", f"cases/{case['id']}").json()
    assert now["stage"] == "record"
    assert now["facts"]["listen"]["demands"] == ["one", "two"]
    assert page.form(f"{address}/record")


def test_what_was_typed_is_forgotten_when_it_has_been_taken(institution: Institution) -> None:
    """The page that follows names the form, so that no family's words come back when the next case is raised."""
    case = institution.raised()
    li, address = browser(institution, "Li"), f"/cases/{case['reference']}"
    for form, verb in (("/raise/objection", "raise"), (f"{address}/listen", "listen")):
        kept = li.get(form).one("form[data-keep]")["data-keep"]
        assert li.get(address, done=verb).one("[data-done]")["data-done"] == kept


def test_a_form_that_cannot_be_taken_comes_back_with_the_reason_beside_the_field(institution: Institution) -> None:
    """What was filled in is kept, and each flaw stands with the field that it is about."""
    case = institution.taken(institution.raised(), "listen")
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}"
    page = chen.send(
        chen.get(address), f"{address}/record", category="not a path", severity="high", kind="ordinary", summary="Late"
    )

    assert page.status == 422
    assert "is a dotted path" in page.one("#f-category-flaw").get_text()
    assert page.one("#f-category")["value"] == "not a path"
    assert page.one("#f-summary").get_text().strip() == "Late"
    assert page.one("input[name=severity][checked]")["value"] == "high"


def test_a_category_that_the_rules_do_not_list_is_asked_about_once(institution: Institution) -> None:
    """It may be a slip: what is most like it is named, nothing that was typed is lost, and sent again it is taken."""
    case = institution.taken(institution.raised(), "listen")
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}"
    page = browser(institution, "Chen", "zh").get(address)
    assert page.one('#f-category-list option[value="teaching.lateness"]').get_text() == "教学 › 迟到"
    slip = {"category": "late", "severity": "high", "kind": "ordinary", "summary": "Rain"}
    another = chen.send(chen.get(address), f"{address}/record", **slip, more="about")
    assert not another.all("#f-category-flaw")
    asked = chen.send(another, f"{address}/record", more="")

    assert asked.status == 422
    assert "late is on no list. Did you mean teaching.lateness?" in asked.one("#f-category-flaw").get_text()
    assert asked.one("#f-summary").get_text().strip() == "Rain"
    assert chen.send(asked, f"{address}/record", category="latte").status == 422
    assert "late" in chen.send(asked, f"{address}/record").one("#known").get_text()


def test_two_people_on_one_case_neither_loses_what_they_typed(institution: Institution) -> None:
    """Whoever is later is shown what happened meanwhile, and sends the same form again if it still holds."""
    case = institution.taken(institution.raised(), "listen", "record", "investigate", "solve")
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}"
    page = chen.get(address)
    institution.post("Li", f"objections/{case['id']}/note", {"text": "They rang again."})
    filled = {"satisfaction": "5", "accepted": "yes", "words": "谢谢"}
    conflict = chen.send(page, f"{address}/feedback", **filled)

    assert conflict.status == 412
    assert "What happened meanwhile: Leave a note Li" in conflict.text
    assert conflict.one("#f-words").get_text().strip() == "谢谢"
    assert chen.send(conflict, f"{address}/feedback").status == 200
    assert institution.get("Chen", f"cases/{case['id']}").json()["stage"] == "close"


def test_the_same_form_sent_twice_is_taken_once(institution: Institution) -> None:
    """Whoever presses the button twice has written one note."""
    case = institution.raised()
    li, address = browser(institution, "Li"), f"/cases/{case['reference']}/note"
    page = li.get(address)
    li.send(page, address, text="They rang again.")
    li.send(page, address, text="They rang again.")

    assert institution.get("Li", f"cases/{case['id']}").json()["version"] == case["version"] + 1


def test_a_file_comes_with_a_note(institution: Institution) -> None:
    """A file is sent with its step, and is found among the evidence; one of a kind that is not taken is named."""
    case = institution.raised()
    li, address = browser(institution, "Li"), f"/cases/{case['reference']}/note"
    png = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
    refused = li.upload(li.get(address), address, "program.exe", b"MZ\x00\x01", text="The sheet.")
    assert refused.status == 422
    assert "program.exe" in refused.one("#f-evidence-flaw").get_text()

    page = li.upload(li.get(address), address, "sheet.png", png, text="The sheet.")
    assert page.status == 200, page.text
    assert "sheet.png" in page.one("#beside").get_text()


def test_rows_are_added_without_a_script(institution: Institution) -> None:
    """Another row of a list is a button of the form, and nothing that was filled in is lost by it."""
    case = institution.taken(institution.raised(), "listen", "record")
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}/investigate"
    page = chen.send(chen.get(address), address, more="findings", root_cause="traffic", findings__0__finding="upheld")
    page = chen.send(page, address, more="findings")

    assert page.status == 200
    assert len(page.all("#f-findings .row")) == 3
    assert page.one("#f-findings-0-allegation").get_text().strip() == "late on 3 of the last 3 dates"
    assert page.one("#f-root_cause")["value"] == "traffic"
    done = chen.send(page, address, findings__1__allegation="rude once", findings__1__finding="not_upheld", more="")
    assert done.status == 200
    facts = institution.get("Chen", f"cases/{case['id']}").json()["facts"]["investigate"]
    assert [each["finding"] for each in facts["findings"]] == ["upheld", "not_upheld"]


def test_what_a_step_wants_before_ones_eyes_stands_above_its_form(institution: Institution) -> None:
    """The plan, which the family is told first; before the case is closed, what of the plan is still to be done."""
    case = institution.taken(institution.raised(), "listen", "record", "investigate")
    actions = [{"what": "a new timetable"}, {"what": "a letter", "owner": "Li", "due": "2026-10-21"}]
    case = institution.step("Chen", case, "solve", actions=actions).json()
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}"
    assert "make-up lesson" in chen.get(address).one("#doing .at-hand").get_text()
    case = institution.taken(case, "feedback")
    institution.post("Chen", f"objections/{case['id']}/finish", {"action": 1, "how": "It hangs there."})
    left = chen.get(address).one("#doing .notice").get_text(" ")

    assert " ".join(left.split()) == "1 action of the plan is still to be done: a letter · Li · Wed 21 Oct 2026"
    assert "a letter" in chen.get(f"{address}/finish").one("#beside .lined").get_text()
    assert "nobody looks after it yet" in chen.get(address).text
    institution.taken(institution.get("Chen", f"cases/{case['id']}").json(), "close")
    assert "nobody looks after it yet" not in chen.get(address).text


def test_an_approach_is_taken_over_by_one_action(institution: Institution) -> None:
    """Beside the step that solves stand resolved cases like this one, and taking one fills in approach and plan."""
    past = institution.taken(institution.raised(), *SIX_STEPS)
    case = institution.taken(institution.raised(), "listen", "record", "investigate")
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}"
    chen.cookies["casebook_position"] = institution.position
    offered = chen.get(address)
    link = str(offered.one("#similar .button")["href"])
    page = chen.get(link)

    assert page.one("label[for=f-plan] .optional").get_text() == "needed, unless it is taken from a case"
    assert link == f"{address}/solve?based_on={past['reference']}"
    assert page.one("#f-approach")["value"] == "make-up lesson"
    assert chen.send(page, f"{address}/solve").status == 200
    solved = institution.get("Chen", f"cases/{case['id']}").json()["facts"]["solve"]
    assert solved["based_on"] == past["id"]


def test_a_case_is_raised_and_heard_on_one_page(institution: Institution) -> None:
    """Whoever takes a call puts it down in one form, and finds the case at the step that follows.

    It asks when they said it, not when the matter took place, and nobody what relation a student is.
    """
    li = browser(institution, "Li")
    page = li.get("/raise/objection")
    assert page.one("label[for=f-happened_at]").get_text().strip() == "When they said it"
    assert page.one("[name='guardian.relation']")
    assert not page.all("[name='student.relation']")
    assert page.all("details#f-student[open]")
    page = li.send(
        page,
        "/raise/objection",
        guardian__name="Wang Fang",
        channel="phone",
        words="老师最近三次课都迟到",
        read_back="yes",
    )

    assert page.status == 200, page.text
    assert page.one("[aria-current=step] .name").get_text() == "Record"


def test_what_one_may_not_do_is_not_offered_and_refused_when_asked_for_anyway(institution: Institution) -> None:
    """An auditor sees the case without a form; a teacher no step of managers; and nothing is taken from them."""
    case = institution.taken(institution.raised(), "listen", "record")
    address = f"/cases/{case['reference']}"
    zhou, li = browser(institution, "Zhou"), browser(institution, "Li")

    assert not zhou.get(address).all("form.step, a[href$='/solve'], a[href$='/note']")
    assert li.get(address).all(f"a[href='{address}/note']")
    assert not li.get(address).all(f"a[href='{address}/assign'], form[action='{address}/investigate']")
    csrf = li.get(address).all("input[name=csrf]")[0]["value"]
    assert li.post(f"{address}/investigate", {"csrf": str(csrf), "root_cause": "x"}).status == 403
    assert zhou.post(f"{address}/note", {"text": "x"}).status == 403


def test_a_history_is_replayed_on_both_times(institution: Institution) -> None:
    """An event that is entered late is not known before; once it is known, it stands where it happened."""
    case = institution.taken(institution.raised(), "listen", "record")
    day = {"happened_at": "2026-09-18T15:00:00+08:00", "text": "They came by."}
    institution.post("Chen", f"objections/{case['id']}/note", day)
    zhou, address = browser(institution, "Zhou"), f"/cases/{case['reference']}/history"

    whole = zhou.get(address)
    assert "entered 4 days later" in whole.text
    assert len(whole.all(".history > li.ahead")) == 0
    before = zhou.get(address, known="1")
    assert len(before.all(".history > li.ahead")) == 3
    assert "Listen" in before.one("#then .facts-line").get_text()
    assert zhou.get(address, happened="1").status == 200
    assert "It had not been raised by then." in zhou.get(address, known_by="2020-01-01T00:00").text


def test_a_slip_is_put_right_from_the_line_that_it_stands_in(institution: Institution) -> None:
    """A correction is drawn with what was written, and says only what was changed; what is gone stays so."""
    case = institution.taken(institution.raised(), "listen", "record")
    chen, address = browser(institution, "Chen"), f"/cases/{case['reference']}/correct"
    page = chen.get(address, version="3")
    assert page.one("[name='fields.summary']").get_text().strip() == "Teacher late three times in a row"
    done = chen.send(page, address, fields__summary="Teacher late twice", reason="A slip.")

    assert done.status == 200, done.text
    history = institution.get("Chen", f"cases/{case['id']}/history").json()["items"]
    assert history[-1]["fields"]["fields"] == {"summary": "Teacher late twice"}
    assert "Teacher late twice" in done.one("h1").get_text()
    assert chen.get(address, version="99").status == 422

    noted = institution.taken(institution.get("Chen", f"cases/{case['id']}").json(), "note")
    away = f"a[href='/cases/{case['reference']}/retract?version={noted['version']}']"
    assert chen.get(f"/cases/{case['reference']}").all(away)
    institution.step("Chen", noted, "retract", version=noted["version"])
    assert not chen.get(f"/cases/{case['reference']}").all(away)


def test_what_the_program_said_by_itself_is_told_in_the_readers_language(institution: Institution) -> None:
    """In the history, where what people said stands as they said it."""
    case = institution.taken(institution.raised(), "listen", "record", "investigate", "solve")
    institution.clock.forward(timedelta(days=10))
    institution.casebook.runner.catch_up()
    assert institution.casebook.reactor.catch_up() > 0
    page = browser(institution, "Chen", "zh").get(f"/cases/{case['reference']}")
    assert "家长还没有答复，请去询问。" in page.text
    assert "outstanding" not in page.text
    assert "back-to-back lessons" in page.text
