"""Health and categories on pages: what waits and why, in words, and how often the words of the rules are used."""

from __future__ import annotations

import pytest

from adapters.read_models.parking import PARKED, Parked
from tests.browsing import Browser, browser
from tests.institution import NOON, Institution

HEALTH, CATEGORIES = "/administration/health", "/administration/categories"


@pytest.fixture
def ada(institution: Institution) -> Browser:
    """The administrator's browser."""
    return browser(institution, "Ada")


def test_a_case_that_waits_is_shown_with_why_and_tried_again(ada: Browser) -> None:
    """The page names the case by its id and nothing that people wrote; when it can be told, it waits no more."""
    institution = ada.institution
    case = institution.raised(words="nobody else may read this")
    institution.casebook.runner.catch_up()
    institution.casebook.runner.stop()  # it would try again by itself
    live = next(each for each in institution.casebook.read_models.generations() if each.name == "caseload")
    parked = Parked("caseload", live.number, case["id"], live.position, 1, "KeyError", "in projections, line 1", NOON)
    with institution.casebook.read_models._shelf.store.writing() as connection:  # noqa: SLF001 -- as a fault would
        connection.execute(PARKED.insert(), parked._asdict())

    assert "1 case could not be taken into the lists." in ada.get("/administration").text
    page = ada.get(HEALTH)
    assert case["id"] in page.one("#parked").get_text()
    assert "in projections, line 1" in page.text
    assert "nobody else may read this" not in page.text
    assert "None: every list could be told" in ada.send(page, f"{HEALTH}/retry").text


def test_a_read_model_is_built_anew_beside_the_live_one(ada: Browser) -> None:
    """From its button; one that does not exist is not there."""
    institution = ada.institution
    page = ada.get(HEALTH)
    number = {each.name: each.number for each in institution.casebook.read_models.generations()}["duties"]
    assert ada.send(page, f"{HEALTH}/rebuild", name="duties").status == 200
    institution.casebook.runner.catch_up()
    assert {each.name: each.number for each in institution.casebook.read_models.generations()}["duties"] == number + 1
    assert ada.send(page, f"{HEALTH}/rebuild", name="nothing").status == 404


def test_the_evidence_is_compared_only_when_asked_for(ada: Browser) -> None:
    """It reads the whole log."""
    assert "Compare the files" in ada.get(HEALTH).text
    assert "Every file that cases name is there, and no other." in ada.get(HEALTH, evidence="compare").text


def test_categories_are_counted_without_confidential_cases(ada: Browser) -> None:
    """Those below one count for it, too; a word that nobody has listed stands by itself."""
    institution = ada.institution
    for fields in ({"category": "teaching.lateness"}, {"category": "teaching.rain"}, {"confidential": True}):
        case = institution.taken(institution.raised(), "listen")
        assert institution.step("Chen", case, "record", **fields).status_code == 200
    institution.casebook.runner.catch_up()
    page = ada.get(CATEGORIES)

    rows = [row for row in page.all(".tree div") if row.select(".number")]
    counts = {
        " ".join(row.select("span")[0].get_text(" ").split()): row.select(".number")[0].get_text() for row in rows
    }
    assert (counts["Lateness teaching.lateness"], counts["Teaching"]) == ("1", "1")
    assert "teaching.rain" in page.one("#unlisted").get_text()
