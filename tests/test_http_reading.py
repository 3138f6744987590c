"""Reading over HTTP: cases, their histories, the register and the day, each for those who may."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.http import case_shapes, register_shapes, shapes, waiting
from tests.institution import SIX_STEPS, Institution

SHAPES: dict[str, type[shapes.Shape]] = {
    "cases": case_shapes.Cases,
    "cases/{case}": case_shapes.Case,
    "cases/{case}/history": case_shapes.History,
    "register": register_shapes.Found,
    "register/similar?text=迟到": register_shapes.Likes,
    "day": case_shapes.Day,
    "workflows": shapes.Workflows,
}
READERS = {
    "Li": {
        "cases",
        "cases/{case}",
        "cases/{case}/history",
        "register",
        "register/similar?text=迟到",
        "day",
        "workflows",
    },
    "Sun": {"register", "register/similar?text=迟到", "workflows"},
    "Ada": {"workflows"},
}
READERS |= {"Chen": READERS["Li"], "Zhou": READERS["Li"]}


@pytest.mark.parametrize("name", READERS)
def test_each_role_reads_what_it_may(institution: Institution, name: str) -> None:
    """Analysts read the register, admins no case at all; whoever may read gets what the description promises."""
    institution.taken(institution.raised(), *SIX_STEPS)
    case = institution.raised()
    for path, shape in SHAPES.items():
        answer = institution.get(name, path.replace("{case}", case["id"]))
        assert answer.status_code == (200 if path in READERS[name] else 403), (path, answer.text)
        if path in READERS[name]:
            shape.model_validate_json(answer.content)


def test_cases_come_page_by_page(institution: Institution) -> None:
    """The pages hold every case once, the latest first; the last page has no next."""
    raised = [institution.raised(happened_at=f"2026-09-{day}T10:00:00+08:00")["id"] for day in (17, 15, 18, 16, 19)]
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        page = institution.get("Chen", "cases", **query).json()
        seen += [case["id"] for case in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert seen == [raised[number] for number in (4, 2, 0, 3, 1)]


def test_cases_are_found_by_where_they_stand(institution: Institution) -> None:
    """Workflow, stage, assignee, campus, overdue: each narrows the list."""
    chen = institution.people["Chen"].id
    heard = institution.taken(institution.raised(), "listen")
    assigned = institution.step("Chen", institution.raised(), "assign", to=chen).json()
    renewal = institution.raised(workflow="renewal")
    found = {
        "stage=record": {heard["id"]},
        "workflow=renewal": {renewal["id"]},
        f"assignee={chen}": {assigned["id"]},
        "campus=West": set(),
        "workflow=objection&overdue=true": {heard["id"], assigned["id"]},
        "workflow=objection&overdue=false": set(),
    }
    for query, ids in found.items():
        items = institution.get("Chen", f"cases?{query}").json()["items"]
        assert {case["id"] for case in items} == ids, query


def test_a_case_is_overdue_by_any_deadline_that_is_over(institution: Institution) -> None:
    """Such as a contribution's, though the clock of the case stands still; not by an action, which is no deadline."""
    institution.clock.now = datetime.fromisoformat("2026-09-17T20:05:00+08:00")

    def is_overdue() -> bool:
        late, on_time = (institution.get("Chen", "cases", overdue=wanted).json()["items"] for wanted in ("yes", "no"))
        assert len(late) + len(on_time) == 1
        return bool(late)

    case = institution.taken(institution.raised(), "listen", "record")
    case = institution.step("Chen", case, "ask", due="2026-09-19").json()
    case = institution.taken(case, "pause")
    assert not is_overdue()
    institution.clock.forward(timedelta(days=5))
    assert is_overdue()
    case = institution.step("Li", case, "contribute", request=4).json()
    assert not is_overdue()
    case = institution.taken(case, "resume", "investigate")
    actions = [{"what": "call back", "owner": "Chen", "due": "2026-09-24"}]
    case = institution.step("Chen", case, "solve", actions=actions).json()
    case = institution.step("Chen", case, "extend", deadline="resolve", until="2026-12-31").json()
    institution.clock.forward(timedelta(days=9))
    assert institution.get("Chen", "day").json()["items"][0]["overdue"]
    assert not is_overdue()


def test_a_read_sees_what_was_written_before(institution: Institution) -> None:
    """A read that names the position of a write does not miss it."""
    for _ in range(5):
        case = institution.raised()
        assert case["id"] in {item["id"] for item in institution.get("Li", "cases").json()["items"]}


def test_a_position_beyond_the_log_is_refused_at_once(institution: Institution) -> None:
    """Nobody waits for what has not been written."""
    for position in ("999999999", "-1", "soon", "9" * 30):
        answer = institution.get("Li", "cases", {"Casebook-Wait-For": position})
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == ["Casebook-Wait-For"]


def test_read_models_that_do_not_come_are_503(institution: Institution, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read that would not see what it asks for is not answered from before."""
    runner = institution.casebook.runner
    monkeypatch.setattr(runner, "position", lambda: 0)
    monkeypatch.setattr(runner, "wait_for", lambda *_: False)
    institution.raised()
    answer = institution.ask("Li", "cases")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_a_case_is_read_from_the_log_whatever_the_read_models_show(
    institution: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its id, or a reference that is known by now, nobody waits; a reference that is not known yet is waited for."""
    case = institution.raised()
    assert institution.get("Li", "cases").status_code == 200
    institution.casebook.runner.stop()
    case, new = institution.step("Li", case, "listen").json(), institution.raised()
    monkeypatch.setattr(waiting, "LONGEST_WAIT", 0)
    for name in (case["id"], case["reference"]):
        assert institution.get("Li", f"cases/{name}").json()["version"] == 2
        assert len(institution.get("Li", f"cases/{name}/history").json()["items"]) == 2
        assert institution.get("Li", f"cases/{name}", {"Casebook-Wait-For": "999999999"}).status_code == 422
    assert institution.ask("Li", f"cases/{new['reference']}").status_code == 503
    assert institution.get("Li", f"cases/{new['id']}").status_code == 200


def test_a_case_as_it_had_happened_as_it_was_known_and_as_it_was(institution: Institution) -> None:
    """Time travel on both axes and by version; a plus in an address may stand as it is, and a day means all of it."""
    institution.clock.now = datetime.fromisoformat("2026-09-17T20:05:00+08:00")
    case = institution.raised()
    institution.clock.forward(timedelta(days=3))
    institution.step("Chen", case, "listen", happened_at="2026-09-18T10:00:00+08:00")
    path = f"cases/{case['id']}"
    for query, version in {
        "known_by=2026-09-19T00:00:00+08:00": 1,
        "known_by=2026-09-19": 1,
        "known_by=2026-09-20": 2,
        "happened_by=2026-09-18T09:59:59%2B08:00": 1,
        "happened_by=2026-09-18T02:00:00Z": 2,
        "happened_by=2026-09-18&known_by=2026-09-19": 1,
        "version=1": 1,
    }.items():
        answer = institution.get("Chen", f"{path}?{query}")
        assert answer.json()["version"] == version, query
        assert "etag" not in answer.headers
        assert len(institution.get("Chen", f"{path}/history?{query}").json()["items"]) == version
    assert institution.get("Chen", f"{path}?known_by=2026-09-16").status_code == 404


def test_a_history_tells_who_when_and_how_late(institution: Institution) -> None:
    """Every event with its position, its step, both times and what was filled in; entered a day late is marked."""
    case = institution.taken(institution.raised(), "listen")
    lines = institution.get("Zhou", f"cases/{case['id']}/history").json()["items"]
    assert [(line["event"], line["step"], line["by_name"], line["version"]) for line in lines] == [
        ("objection.raised", "raise", "Li", 1),
        ("objection.heard", "listen", "Chen", 2),
    ]
    assert lines[0]["late"] == int(
        (institution.clock() - datetime.fromisoformat(lines[0]["happened_at"])).total_seconds()
    )
    assert lines[0]["fields"]["words"] == institution.form("raise")["words"]


def test_the_day_shows_what_is_due(institution: Institution) -> None:
    """What is overdue, or due within a day, in the cases of the one who asks."""
    institution.clock.now = datetime.fromisoformat("2026-09-17T20:00:00+08:00")
    case = institution.raised()
    institution.get("Li", "cases")
    due = {item["name"]: item for item in institution.get("Li", "day").json()["items"] if item["case"] == case["id"]}
    assert due["acknowledge"]["due"] == "2026-09-18T19:40:00+08:00"
    assert due["acknowledge"]["overdue"] is False
    institution.clock.forward(timedelta(days=1))
    items = institution.get("Li", "day").json()["items"]
    assert {item["name"] for item in items if item["overdue"]} == {"acknowledge", "classify"}


def test_the_register_finds_what_was_said(institution: Institution) -> None:
    """Two Chinese characters find a resolved case, with the place; facets count; open ones come if asked for."""
    resolved = institution.taken(institution.raised(), *SIX_STEPS)
    institution.taken(institution.raised(), "listen", "record")
    found = institution.get("Chen", "register", q="退费").json()
    assert [item["case"] for item in found["items"]] == [resolved["id"]]
    assert "退费" in found["items"][0]["highlights"][0]
    assert found["facets"]["category"] == {"teaching.lateness": 1}
    totals = {state: institution.get("Chen", "register", state=state).json()["total"] for state in ("open", "all")}
    assert totals == {"open": 1, "all": 2}
    for query in ("category=teaching", "opened_from=2026-09-17&opened_to=2026-09-17", "satisfaction=5", "campus=East"):
        assert institution.get("Chen", f"register?{query}").json()["total"] == 1, query
    for query in ("category=teach", "opened_to=2026-09-16", "satisfaction=4", "campus=West"):
        assert institution.get("Chen", f"register?{query}").json()["total"] == 0, query


def test_the_register_pages_by_cursor(institution: Institution) -> None:
    """Every entry once."""
    closed = {institution.taken(institution.raised(), *SIX_STEPS)["id"] for _ in range(3)}
    first = institution.get("Chen", "register", limit=2).json()
    last = institution.get("Chen", "register", limit=2, cursor=first["next"]).json()
    assert last["next"] is None
    assert {item["case"] for item in first["items"] + last["items"]} == closed


def test_a_similar_case_comes_with_its_reasons(institution: Institution) -> None:
    """By id, by reference, or by what somebody says; a resolved case with the reasons why."""
    resolved = institution.taken(institution.raised(), *SIX_STEPS)
    fresh = institution.raised(words="上课老师总是迟到，要退费")
    institution.get("Chen", "cases")
    for query in ({"case": fresh["id"]}, {"case": fresh["reference"]}, {"text": "老师迟到"}):
        items = institution.get("Chen", "register/similar", **query).json()["items"]
        assert [item["case"] for item in items] == [resolved["id"]]
        assert items[0]["reasons"]


def test_a_confidential_case_is_there_for_nobody_it_is_about(institution: Institution) -> None:
    """Whoever is complained about finds neither the case nor a trace of it, by whatever way they ask."""
    chen = institution.people["Chen"].id
    institution.hire("Gu", "manager")
    case = institution.taken(institution.raised(), "listen")
    about = [{"what": "teacher", "staff": chen}]
    answer = institution.step("Gu", case, "record", confidential=True, about=about)
    case = answer.json()
    for path in (f"cases/{case['id']}", f"cases/{case['id']}/history", f"register/similar?case={case['id']}"):
        assert institution.get("Chen", path).status_code == 404
        assert institution.get("Gu", path).status_code == 200
    assert institution.step("Chen", case, "investigate").status_code == 404
    assert institution.get("Chen", "cases").json()["items"] == []
    assert institution.get("Chen", "day").json()["items"] == []
    assert institution.get("Chen", "register", state="all").json()["total"] == 0
    assert institution.get("Gu", "register", state="all").json()["total"] == 1


def test_the_workflows_are_told_with_their_forms(institution: Institution) -> None:
    """A program learns from the API which steps there are, what they ask for, and where they lead."""
    told = {item["workflow"]: item for item in institution.get("Ada", "workflows").json()["items"]}
    assert set(told) == set(institution.casebook.workflows)
    objection = told["objection"]
    steps = {step["step"]: step for step in objection["steps"]}
    assert set(steps["listen"]["fields"]["required"]) >= {"words", "read_back", "channel"}
    assert steps["feedback"]["leads_to"] == ["close", "investigate", "solve"]
    assert (steps["close"]["needs_if_match"], steps["note"]["needs_if_match"]) == (True, False)
    assert objection["diagram"].startswith("stateDiagram-v2")
    assert "listen --> record: listen" in objection["diagram"]
    assert "import" not in steps
