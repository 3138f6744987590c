"""Renewals on a page: by touchpoint, with what each one waits for, and only what one may see."""

from __future__ import annotations

from typing import Any

from tests.browsing import Page, reader
from tests.institution import Institution


def groups(page: Page) -> dict[str, list[str]]:
    """What stands under each touchpoint: the courses."""
    return {
        body.select_one(".group-row th").get_text(" ").rsplit(maxsplit=1)[0].strip(): [  # type: ignore[union-attr] # it is there, or the test fails
            link.get_text() for link in body.select("tr[id] th a")
        ]
        for body in page.all("tbody")
    }


def test_they_stand_by_touchpoint_and_name_what_they_wait_for(institution: Institution) -> None:
    """By lessons used; whose lessons are not counted stands last; what is closed is counted, and not listed."""
    of: dict[str, dict[str, Any]] = {
        course: institution.raised("Chen", "renewal", course=course, lessons_total=40, lessons_left=left)
        for course, left in (("A", 39), ("B", 12), ("C", 3), ("D", None))
    }
    for verb in ("listen", "record"):
        of["B"] = institution.step("Chen", of["B"], verb).json()
    inside = institution.raised("Chen", inside=of["C"]["id"])
    gone = institution.raised("Chen", "renewal", course="E")
    institution.step("Chen", gone, "withdraw")
    page = reader(institution, "Chen").get("/renewals")
    assert groups(page) == {
        "90 % of the lessons used": ["C"],
        "70 % of the lessons used": ["B"],
        "50 % of the lessons used": [],
        "Before the first touchpoint": ["A"],
        "Lessons not counted": ["D"],
    }
    waiting = page.one(f"#renewal-{of['C']['reference']}")
    assert waiting.select_one("td:nth-of-type(2) a")["href"] == f"/cases/{inside['reference']}"  # type: ignore[index] # as above
    told = page.one(f"#renewal-{of['B']['reference']}").get_text(" ")
    assert ("Hesitating" in told, "8 days" in told, "12" in told) == (True, True, True)
    figures = dict(zip((dt.get_text() for dt in page.all(".figures dt")), page.all(".figures dd"), strict=True))
    assert {name: dd.get_text() for name, dd in figures.items()} == {
        "Due in all": "5",
        "Withdrawn": "1",
        "Undecided": "4",
        "Waiting for an objection": "1",
    }


def test_everybody_sees_their_own(institution: Institution) -> None:
    """A teacher those that they look after; a manager not even the reference of an objection that is hidden."""
    institution.hire("Gu", "manager")
    case = institution.raised("Chen", "renewal")
    assert reader(institution, "Li").get("/renewals").all("table") == []
    assert "No renewal is open." in reader(institution, "Li", "en").get("/renewals").text
    about: dict[str, Any] = {"about": [{"what": "teacher", "staff": "Chen"}], "confidential": True}
    hidden = institution.raised("Gu", inside=case["id"], campus="East", **about)
    assert hidden["reference"] in reader(institution, "Gu").get("/renewals").text
    seen = reader(institution, "Chen").get("/renewals").text
    assert hidden["reference"] not in seen
    assert "Waiting for an objection" not in seen
    assert {reader(institution, name).get("/renewals").status for name in ("Sun", "Ada")} == {403}


def test_the_figures_are_of_the_days_that_are_asked_for(institution: Institution) -> None:
    """What is no day is not asked for."""
    institution.raised("Chen", "renewal", ends_on="2026-10-20")
    chen = reader(institution, "Chen")

    def due(**asked: str) -> str:
        return chen.get("/renewals", **asked).all(".figures dd")[0].get_text()

    assert (due(), due(to="2026-10-19"), due(**{"from": "2026-10-20"}), due(to="soon")) == ("1", "0", "1", "1")
