"""The day on a page: what presses most first, each line with the step that settles it, and nobody else's business."""

from __future__ import annotations

from datetime import timedelta

from tests.browsing import reader
from tests.institution import Institution


def test_a_day_without_anything_due_says_so(institution: Institution) -> None:
    """Kindly, and with somewhere to go."""
    page = reader(institution, "Li").get("/day")
    assert page.status == 200
    assert "Nothing is late, nothing is due until tomorrow, and nobody waits for you." in page.text
    assert page.all(".due-line") == []


def test_every_line_leads_to_the_step_that_settles_it(institution: Institution) -> None:
    """A teacher's own case: to be listened to first; too late, it stands at the top with how late it is."""
    case = institution.raised()
    institution.step("Li", case, "listen")
    li = reader(institution, "Li")
    page = li.get("/day")
    assert page.one("#part-overdue").get_text(" ").split() == ["Overdue", "2"]
    line = page.all(".due-line.late")[0]
    assert "Classify" in line.get_text()
    assert line.select_one(".act a")["href"] == f"/cases/{case['reference']}/record"  # type: ignore[index] # it is there, or the test fails
    assert line.select(".why li")
    assert line.select_one("h3").get_text() == "Objection raised by Li on 17 Sep, 19:40"  # type: ignore[union-attr]
    assert li.get(f"/cases/{case['reference']}/record").status == 200
    assert page.all("select[name=of]") == []


def test_a_manager_looks_at_the_day_of_a_colleague(institution: Institution) -> None:
    """Of their campus; what waits for an answer of the colleague's is not offered to anybody else."""
    institution.hire("Wu", "teacher", "West")
    case = institution.taken(institution.raised("Chen"), "listen", "record")
    institution.step("Chen", case, "ask", of="Li", question="When did it begin?", due="2026-09-23")
    li, chen = institution.people["Li"], reader(institution, "Chen")
    page = chen.get("/day", of=li.id)
    assert "The day of Li" in page.text
    line = page.one(".due-line")
    assert "A colleague was asked for a contribution" in line.get_text()
    assert line.select_one(".act a")["href"] == f"/cases/{case['reference']}"  # type: ignore[index] # it is there, or the test fails
    mine = reader(institution, "Li").get("/day").one(".due-line .act a")
    assert mine["href"] == f"/cases/{case['reference']}/contribute"
    offered = [option["value"] for option in chen.get("/day").all("select[name=of] option")]
    assert offered == ["", li.id]

    assert chen.get("/day", of=institution.people["Wu"].id).status == 403
    assert reader(institution, "Li").get("/day", of=institution.people["Chen"].id).status == 403
    assert chen.get("/day", of="nobody at all").status == 404
    assert institution.get("Li", "day", of="Chen").status_code == 403
    assert institution.get("Chen", "day", of="Li").json()["items"][0]["step"] is None
    institution.clock.forward(timedelta(days=7))
    assert "Li owes it" in reader(institution, "Chen").get("/day").text


def test_what_a_manager_may_not_know_is_not_in_a_colleagues_day(institution: Institution) -> None:
    """A confidential case about the manager is in the day of whom it was given, and not when the manager looks."""
    institution.hire("Gu", "manager")
    case = institution.raised("Gu", campus="East", about=[{"what": "teacher", "staff": "Chen"}], confidential=True)
    institution.step("Gu", case, "assign", to="Li")
    assert len(reader(institution, "Li").get("/day").all(".due-line")) == 3
    assert reader(institution, "Chen").get("/day", of=institution.people["Li"].id).all(".due-line") == []
    assert institution.get("Chen", "day", of="Li", limit=1).json() == {"items": [], "next": None}


def test_it_is_not_for_those_who_look_after_nothing(institution: Institution) -> None:
    """Auditors, analysts and administrators have no day."""
    assert {reader(institution, name).get("/day").status for name in ("Zhou", "Sun", "Ada")} == {403}


def test_it_is_said_in_chinese(institution: Institution) -> None:
    """Words, days and reasons."""
    institution.raised()
    page = reader(institution, "Li", "zh").get("/day")
    assert "已逾期" in page.text
