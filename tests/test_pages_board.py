"""The board: every open case that one may see stands at its stage, what is due first on top."""

from __future__ import annotations

from typing import Any

from tests.browsing import Page, browser
from tests.institution import Institution


def recorded(institution: Institution, **fields: Any) -> dict[str, Any]:
    """A case that has been recorded with these fields."""
    case = institution.taken(institution.raised(), "listen")
    answer = institution.step("Chen", case, "record", **fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def cards(page: Page, stage: str) -> list[str]:
    """The cases that stand at a stage, from the top."""
    return [str(card["data-case"]) for card in page.all(f".column[data-stage={stage}] .card")]


def board(institution: Institution, name: str, **query: str) -> Page:
    """Somebody's board, no less than what was written before."""
    someone = browser(institution, name)
    someone.cookies["casebook_position"] = institution.position
    return someone.get("/board", **query)


def test_cases_stand_at_their_stages_what_is_due_first_on_top(institution: Institution) -> None:
    """A complex case has longer than an ordinary one; whoever may take the step that is due finds a link to it."""
    complex_one = recorded(institution, kind="complex", summary="All of them")
    ordinary = recorded(institution, summary="Teacher late three times")
    page = board(institution, "Chen")

    assert cards(page, "investigate") == [ordinary["reference"], complex_one["reference"]]
    assert "Teacher late three times" in page.text
    assert page.all(f".card a.take[href='/cases/{ordinary['reference']}/investigate']")
    assert page.one(f"#card-{ordinary['reference']}")["data-ways"] == "closed:withdraw solve:investigate "
    assert not board(institution, "Li").all("a.take, .card[data-ways]")
    assert not board(institution, "Zhou").all("a.take")


def test_the_board_is_searched_and_filtered(institution: Institution) -> None:
    """By words, by workflow, by who looks after a case, by what is late; one stage is looked at alone."""
    late, other = recorded(institution, summary="教室太冷"), institution.raised(workflow="renewal")
    institution.post("Chen", f"objections/{late['id']}/assign", {"to": "Li"})
    li = institution.people["Li"].id

    assert cards(board(institution, "Chen", q="教室"), "investigate") == [late["reference"]]
    assert cards(board(institution, "Chen", q="100%"), "investigate") == []
    assert cards(board(institution, "Chen", assignee=li), "investigate") == [late["reference"]]
    assert cards(board(institution, "Chen", workflow="renewal"), "listen") == [other["reference"]]
    assert cards(board(institution, "Chen", overdue="yes"), "investigate") == [late["reference"]]
    alone = board(institution, "Chen", stage="listen", workflow="renewal")
    assert len(alone.all(".board .column")) == 1


def test_what_was_said_in_a_confidential_case_does_not_stand_on_the_board(institution: Institution) -> None:
    """It is shown to whoever opens the case, and that is put down; it is not found by it either."""
    case = recorded(institution, confidential=True, summary="The way he talks to her")
    page = board(institution, "Chen")

    assert cards(page, "investigate") == [case["reference"]]
    assert "talks" not in page.text
    assert "teaching.lateness" not in page.text
    assert cards(board(institution, "Chen", q="talks"), "investigate") == []
    assert cards(board(institution, "Chen", q="lateness"), "investigate") == []


def test_a_card_is_not_put_where_a_rule_holds_its_case_up(institution: Institution) -> None:
    """The step is not offered, and the card says why as the page of the case does; a confidential one says nothing.

    A case that nobody has filed yet is called by who raised it and when.
    """
    waits = institution.raised(workflow="renewal")
    objection = institution.raised("Chen", inside=waits["reference"])
    secret = {"about": [{"what": "teacher", "staff": "Li"}], "confidential": True}
    joined, leader = recorded(institution, **secret), recorded(institution, **secret)
    told = institution.step("Chen", leader, "incident", cases=[joined["reference"]])
    assert told.status_code == 200, told.text
    page = board(institution, "Chen")

    card, why = page.one(f"#card-{waits['reference']}"), "It is waiting, and goes on by itself when that is over."
    assert (card["data-ways"], card["data-held"], card["data-why"]) == ("closed:withdraw ", "record", why)
    assert not card.select("a.take")
    assert why in card.text
    assert (
        f"cannot be taken now: i{why[1:]}"
        in browser(institution, "Chen").get(f"/cases/{waits['reference']}").one(".notice").text
    )
    assert "not open now; its page says why" in page.one(f"#card-{joined['reference']}").text.lower()
    assert page.one(f"#t-{objection['reference']}").text == "Objection raised by Chen on 17 Sep, 19:40"


def test_whoever_was_asked_for_help_from_another_campus_is_offered_what_is_theirs(institution: Institution) -> None:
    """They see the case on their board; its steps are taken by those whose campus it is."""
    institution.hire("Qian", "manager", "West")
    case = recorded(institution)
    asked = institution.step("Chen", case, "ask", of="Qian")
    assert asked.status_code == 200, asked.text
    page = board(institution, "Qian")

    assert cards(page, "investigate") == [case["reference"]]
    assert not page.all("a.take, .card[data-ways]")
