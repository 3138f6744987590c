"""Sentences about what colleagues were asked, and what they answered."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, step, then

from features.steps.facts import Rows, local, same, table
from features.steps.raising import WHO
from features.steps.scene import Scene

OF = r"the contribution of (?P<name>\w+)"


@step(parsers.re(rf'{WHO} asks (?P<name>\w+) "(?P<question>.+)" by (?P<due>\d{{4}}-\d\d-\d\d)'))
def asks(scene: Scene, by: str, name: str, question: str, due: str) -> None:
    """A colleague, for what they know."""
    scene.take(by, "ask", {"of": name, "question": question, "due": due})


@step(parsers.re(rf'{WHO} answers request (?P<request>\d+) with "(?P<answer>.+)"'))
def answers(scene: Scene, by: str, request: str, answer: str) -> None:
    """In their own words."""
    scene.take(by, "contribute", {"request": int(request), "answer": answer})


@then(parsers.re(rf"{OF} is due by (?P<when>[\d: -]+), and is (?P<how>overdue|not overdue)"))
def contribution_is_due(scene: Scene, name: str, when: str, how: str) -> None:
    """Judged at the moment of looking."""
    deadline = _deadline(scene, name)
    assert [local(deadline["due"]), deadline["met_at"], deadline["overdue"]] == [when, None, how == "overdue"]


@then(parsers.re(rf"{OF} was met on (?P<when>[\d: -]+), (?P<how>in time|too late)"))
def contribution_was_met(scene: Scene, name: str, when: str, how: str) -> None:
    """By the answer."""
    deadline = _deadline(scene, name)
    assert [local(deadline["met_at"]), deadline["overdue"]] == [when, how == "too late"]


@then(parsers.re(rf"the reasons for {OF} are"))
def reasons_for_contribution(scene: Scene, name: str, datatable: Rows) -> None:
    """Line by line."""
    assert _deadline(scene, name)["why"] == [line for (line,) in datatable]


@then("nothing is asked of anybody")
def nothing_asked(scene: Scene) -> None:
    """Neither a request nor its deadline is left."""
    scene.expect_no_refusal()
    assert scene.case["requests"] == []
    assert "contribution" not in {deadline["name"] for deadline in scene.case["deadlines"]}


@then("the requests are")
def requests_are(scene: Scene, datatable: Rows) -> None:
    """All of them, with what was answered."""
    scene.expect_no_refusal()
    shown = [{**request, "answer": (request["answer"] or {}).get("answer", "")} for request in scene.case["requests"]]
    ids = {name: member.who.id for name, member in scene.people.items()}
    expected = [{**row, "of": ids[row["of"]], "request": int(row["request"])} for row in table(datatable)]
    assert same(shown, expected), shown


def _deadline(scene: Scene, name: str) -> dict[str, Any]:
    """The deadlines of contributions stand in the order of the requests."""
    scene.expect_no_refusal()
    deadlines = [deadline for deadline in scene.case["deadlines"] if deadline["name"] == "contribution"]
    asked = [request["of"] for request in scene.case["requests"]]
    return dict(dict(zip(asked, deadlines, strict=True))[scene.people[name].who.id])
