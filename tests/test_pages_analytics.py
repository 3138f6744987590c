"""The analytics page: the same numbers as everywhere, drawn for those who may see them."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from adapters.analytics.periods import Periods
from adapters.http import analytics_shapes, register_shapes
from adapters.http.shapes import Shape
from adapters.pages.charts import Amount, Bars, Columns, Row
from tests.browsing import browser
from tests.institution import SIX_STEPS, Institution

SHAPES: dict[str, type[Shape]] = {
    "volume": analytics_shapes.Volume,
    "stages": analytics_shapes.Stages,
    "on-time": analytics_shapes.OnTime,
    "reopened": analytics_shapes.Reopened,
    "satisfaction": analytics_shapes.Satisfaction,
    "root-causes": analytics_shapes.RootCauses,
    "approaches": register_shapes.Approaches,
}
READERS = {"Chen": 200, "Zhou": 200, "Sun": 200, "Li": 403, "Ada": 403}


@pytest.fixture
def counted(institution: Institution) -> Institution:
    """A closed objection and an open renewal."""
    institution.taken(institution.raised(), *SIX_STEPS)
    institution.taken(institution.raised(workflow="renewal"), "listen", "record")
    institution.casebook.runner.catch_up()
    return institution


def test_each_question_is_answered_as_described_to_those_who_may_ask(counted: Institution) -> None:
    """Managers, auditors and analysts; over the API and on the page alike."""
    for name, status in READERS.items():
        assert browser(counted, name).get("/analytics").status == status, name
        for question, shape in SHAPES.items():
            answer = counted.get(name, f"analytics/{question}")
            assert answer.status_code == status, (name, question)
            if status == 200:
                shape.model_validate_json(answer.content)


def test_every_chart_is_told_in_words_and_in_a_table(counted: Institution) -> None:
    """A picture has a title, a description and, in the same part of the page, the numbers."""
    page = browser(counted, "Chen").get("/analytics")
    charts = page.all("svg.chart")

    assert len(charts) == 7
    for chart in charts:
        named = str(chart["aria-labelledby"]).split()
        assert [bool(page.one(f"#{each}").get_text()) for each in named] == [True, True]
        section = chart.find_parent("section")
        assert section is not None
        assert section.find("table") is not None
    assert "style=" not in str(page.one("main"))


def test_the_page_has_the_numbers_of_the_api(counted: Institution) -> None:
    """For the same cases: chosen by workflow, campus and day."""
    chen = browser(counted, "Chen")
    queries: list[dict[str, Any]] = [
        {},
        {"workflow": "renewal"},
        {"campus": "East", "from": "2026-09-22"},
        {"to": "2026-09-01"},
    ]
    for query in queries:
        total = counted.get("Chen", "analytics/volume", **query).json()["total"]
        shown = [each.get_text() for each in chen.get("/analytics", **query).all(".key-figures dd")[:1]]
        assert shown == ([str(total)] if total else []), query
    wrong = chen.get("/analytics", **{"from": "soon"})
    assert (wrong.status, "write it as in" in wrong.text) == (422, True)


def test_what_is_remembered_is_forgotten_when_something_happens(counted: Institution) -> None:
    """The next case is counted at once."""
    before = counted.get("Chen", "analytics/volume").json()["total"]
    counted.taken(counted.raised(), "listen", "record")

    assert counted.get("Chen", "analytics/volume").json()["total"] == before + 1


def test_periods_hold_every_day_between_the_first_and_the_last() -> None:
    """Weeks begin on Monday; months where there are many; years where there are very many."""
    assert list(Periods("2026-09-17", "2026-09-28")) == ["2026-09-14", "2026-09-21", "2026-09-28"]
    assert list(islice(Periods("2025-11", "2026-02"), 2)) == ["2025-10-27", "2025-11-03"]
    assert list(Periods("2025-11", "2026-03"))[0::4] == ["2025-11-01", "2026-03-01"]
    assert list(Periods("2011-05", "2014-06")) == ["2011-01-01", "2012-01-01", "2013-01-01", "2014-01-01"]
    assert Periods("2011-05", "2014-06").of("2012-12") == "2012-01-01"


def test_charts_fill_their_width_and_no_more() -> None:
    """Bars in parts of themselves end at the whole; columns stay below the round number at which the scale ends."""
    rows = [Row("a", "", [Amount("first", 1), Amount("rest", 2)]), Row("b", "", [Amount("first", 6)])]

    ends = [bar.segments[-1].start + bar.segments[-1].length for bar in Bars(rows)]
    assert ends == pytest.approx([50, 100])
    whole = [bar.segments[-1].start + bar.segments[-1].length for bar in Bars(rows, whole=True)]
    assert whole == pytest.approx([100, 100], abs=0.02)
    assert Columns([Row("", "", [Amount("first", most)]) for most in (22, 7)]).top == 30
