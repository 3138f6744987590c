"""The register's pages: what was found is shown as it was said, and every way to narrow it is a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.import_register import import_register, read_map
from engine.access import OPERATOR
from engine.intake import Intake
from tests.browsing import Browser, Page, browser
from tests.institution import SIX_STEPS, Institution
from tests.old_register import ROW, jsonl

SAID = 'Refund <b>"now"</b> & <script>alert(1)</script> 退费'


@pytest.fixture
def filed(institution: Institution) -> Institution:
    """One resolved case, whose summary looks like markup, and an open one."""
    case = institution.taken(institution.raised(), "listen")
    case = dict(institution.step("Chen", case, "record", summary=SAID).json())
    institution.taken(case, *SIX_STEPS[2:])
    other = institution.taken(institution.raised(), "listen")
    institution.step("Chen", other, "record", category="teaching.quality")
    institution.casebook.runner.catch_up()
    return institution


def followed(who: Browser, page: Page, selector: str) -> Page:
    """The page that a link leads to."""
    return who.get(str(page.one(selector)["href"]))


def test_what_is_found_is_marked_and_never_markup(filed: Institution) -> None:
    """Words are highlighted where they were said; what looks like markup is shown as it was typed."""
    page = browser(filed, "Chen").get("/register", q="alert refund")

    assert page.status == 200
    assert [mark.get_text() for mark in page.all(".hit h2 mark")] == ["Refund", "alert"]
    assert page.one(".hit h2").get_text() == SAID
    assert page.all("main script") == page.all("main b") == []


def test_facets_narrow_and_chips_take_away(filed: Institution) -> None:
    """Each value is a link with its count; what narrows is a chip whose link takes it away, and all else stays."""
    chen = browser(filed, "Chen")
    page = chen.get("/register", state="all")
    assert "2 cases" in page.text

    narrowed = followed(chen, page, '.facets a[href*="outcome=resolved"]')
    assert "1 case " in narrowed.text
    assert "state=all" in str(narrowed.one(".chip")["href"])
    assert "2 cases" in followed(chen, narrowed, ".chip").text

    teaching = followed(chen, page, '.facets a[href*="category=teaching"]')
    assert [link.get_text() for link in teaching.all('.facets a[href*="category=teaching."]')] == [
        "teaching.lateness",
        "teaching.quality",
    ]


def test_pages_follow_each_other_and_keep_the_question(filed: Institution) -> None:
    """More leads on with the same filters, and back to the beginning."""
    chen = browser(filed, "Chen")
    first = chen.get("/register", state="all", limit="1")
    last = followed(chen, first, "a[rel=next]")

    shown = [page.one(".hit h2 a")["href"] for page in (first, last)]
    assert shown[0] != shown[1]
    assert last.all("a[rel=next]") == []
    assert last.one(".pages a")["href"] == "/register?state=all&limit=1"


def test_nothing_found_says_what_can_be_done(filed: Institution) -> None:
    """Search open ones, take filters away, or look for likeness; a question that cannot be read says why."""
    chen = browser(filed, "Chen")
    page = chen.get("/register", q="zebra", campus="East")
    assert [link["href"] for link in page.all(".empty a")] == [
        "/register?q=zebra&campus=East&state=all",
        "/register?q=zebra",
        "/register/similar?text=zebra",
    ]

    for query in ({"opened_from": "soon"}, {"satisfaction": "9"}, {"as_of": "2099-01-01"}, {"cursor": "x"}):
        wrong = chen.get("/register", **query)
        assert (wrong.status, len(wrong.all(".flaw"))) == (422, 1), query


def test_analysts_read_the_register_but_open_no_case(filed: Institution) -> None:
    """What they may not open is no link; cases like it are."""
    page = browser(filed, "Sun").get("/register")

    assert page.all('a[href^="/cases/"]') == []
    assert browser(filed, "Sun").get(str(page.one(".hit .end")["href"])).status == 200
    assert browser(filed, "Ada").get("/register").status == 403


def test_similar_cases_are_shown_with_reasons_in_both_languages(filed: Institution) -> None:
    """To a text, and to a case; one that is not there is a page that says so."""
    words = "the teacher came late three times"
    assert "shared words" in browser(filed, "Chen").get("/register/similar", text=words).one(".reasons").get_text()
    assert "共同用词：" in browser(filed, "Chen", "zh").get("/register/similar", text=words).one(".reasons").get_text()

    chen = browser(filed, "Chen")
    case = str(chen.get("/register", state="open").one(".hit h2 a")["href"]).rpartition("/")[2]
    alike = chen.get("/register/similar", case=case)
    assert "shared words" in alike.one(".reasons").get_text()
    reference = filed.get("Chen", f"cases/{case}").json()["reference"]
    assert f"Cases like {reference} · " in alike.one(".notice").get_text()
    assert f"Cases like {reference}." in browser(filed, "Sun").get("/register/similar", case=case).one(".notice").text
    assert chen.get("/register").all('a[href="/analytics#export"]')
    assert not browser(filed, "Li").get("/register").all('a[href="/analytics#export"]')
    assert chen.get("/register/similar").all(".hit") == []
    assert chen.get("/register/similar", case="OBJ-0000-0000").status == 404


def test_approaches_are_told_with_how_sure_they_are(filed: Institution) -> None:
    """Uses, satisfied, and the interval; a day before they were known knows none."""
    zhou = browser(filed, "Zhou")
    row = zhou.get("/register/approaches", workflow="objection").one("tbody tr").get_text(" ")

    assert ["make-up lesson", "1 of 1", "100 %", "21 % – 100 %"] == [
        part for part in ("make-up lesson", "1 of 1", "100 %", "21 % – 100 %") if part in row
    ]
    assert zhou.get("/register/approaches", as_of="2026-09-01").all("tbody tr") == []


def test_an_old_case_that_is_called_after_a_family_is_not_called_so_for_analysts(
    institution: Institution, tmp_path: Path
) -> None:
    """Where others are compared with it, as little as where it is found."""
    row = ROW | {"reference": "Wang Fang 7", "guardian": {"name": "Wang Fang"}, "source": "old"}
    jsonl(tmp_path / "old.jsonl", row)
    casebook = institution.casebook
    zone = casebook.calendar.timezone
    chart = '[fields]\nreference = "reference"\nsummary = "summary"\nraised_at = "raised_at"\nguardian = "guardian"\n'
    (tmp_path / "map.toml").write_text(chart)
    intake, chart_read = Intake(casebook.application, OPERATOR), read_map(tmp_path / "map.toml")
    import_register(intake, tmp_path / "old.jsonl", chart_read, zone=zone, source="old", elsewhere=tmp_path)
    casebook.runner.catch_up()
    [found] = institution.get("Sun", "register").json()["items"]
    shown = browser(institution, "Sun").get("/register/similar", case=found["case"])
    assert "Cases like *** 7." in shown.one(".notice").get_text()
