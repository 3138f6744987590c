"""Sentences about the cases that somebody sees, and about the register."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, step

from features.steps.casework import NOT_FOR_THEM, Refused
from features.steps.facts import MOMENT, Rows, local, moment, table
from features.steps.raising import WHO
from features.steps.scene import Scene

NUMBERS = {"satisfaction", "limit"}


@step(parsers.re(rf"{WHO} sees (?P<count>\d+|no) cases?"))
def sees_cases(scene: Scene, by: str, count: str) -> None:
    """In the list of cases, if there is one for them at all."""
    scene.expect_no_refusal()
    try:
        shown = scene.casework.cases(scene.people[by])
    except Refused as refused:
        if refused.because != NOT_FOR_THEM:
            raise
        shown = []
    assert len(shown) == (0 if count == "no" else int(count)), [case["reference"] for case in shown]


@step(parsers.re(rf'{WHO} searches the register for "(?P<query>.*)"'))
def searches(scene: Scene, by: str, query: str) -> None:
    """Among the resolved cases."""
    _search(scene, by, query, {})


@step(parsers.re(rf'{WHO} searches the register for "(?P<query>.*)" where'))
def searches_where(scene: Scene, by: str, query: str, datatable: Rows) -> None:
    """Among those that are filed so."""
    _search(scene, by, query, dict(_filter(label.replace(" ", "_"), value) for label, value in datatable))


@step(parsers.re(rf"{WHO} asks for cases like this one"))
def asks_for_similar(scene: Scene, by: str) -> None:
    """While it is being recorded, investigated or solved."""
    scene.attempt(lambda: _found(scene, scene.casework.similar(scene.people[by], {"case": scene.case["id"]})))


@step(parsers.re(rf'{WHO} asks for cases like "(?P<text>.+)"'))
def asks_for_cases_like(scene: Scene, by: str, text: str) -> None:
    """Before there is a case at all."""
    scene.attempt(lambda: _found(scene, scene.casework.similar(scene.people[by], {"text": text})))


@step("nothing is found")
def nothing_found(scene: Scene) -> None:
    """Not an entry."""
    scene.expect_no_refusal()
    assert scene.found["items"] == []


@step(parsers.re(r"(?P<count>\d+) entr(y is|ies are) found"))
def entries_found(scene: Scene, count: str) -> None:
    """So many in all."""
    scene.expect_no_refusal()
    assert [scene.found["total"], len(scene.found["items"])] == [int(count), int(count)]


@step("the entries found are")
def found_are(scene: Scene, datatable: Rows) -> None:
    """In this order, in the columns that the table names."""
    scene.expect_no_refusal()
    expected = table(datatable)
    assert [_columns(item, expected[0]) for item in scene.found["items"]] == expected


@step("among the entries found are")
def among_found(scene: Scene, datatable: Rows) -> None:
    """In any order, in the columns that the table names, and there may be others."""
    scene.expect_no_refusal()
    expected = table(datatable)
    shown = [_columns(item, expected[0]) for item in scene.found["items"]]
    assert [row for row in expected if row not in shown] == [], shown


@step("the case itself is not among them")
def not_itself(scene: Scene) -> None:
    """It has taught nobody anything yet."""
    scene.expect_no_refusal()
    assert scene.case["id"] not in [item["case"] for item in scene.found["items"]]


@step(parsers.re(r"they are counted by (?P<facet>\w+) as"))
def counted_by(scene: Scene, facet: str, datatable: Rows) -> None:
    """Every value and its count."""
    scene.expect_no_refusal()
    assert scene.found["facets"][facet] == {value: int(count) for value, count in datatable}


@step(parsers.re(r"no (?P<facet>\w+) is counted"))
def nothing_counted(scene: Scene, facet: str) -> None:
    """What may not be seen shows in no count either."""
    scene.expect_no_refusal()
    assert scene.found["facets"].get(facet, {}) == {}


@step(parsers.re(r'"(?P<words>.+)" is highlighted'))
def highlighted(scene: Scene, words: str) -> None:
    """Word by word, in the texts in which they were found."""
    scene.expect_no_refusal()
    assert set(words.split()) <= set(_hits(scene.found["items"][0]["fragments"]))


@step(parsers.re(r"the first of them is like it, because"))
def first_is_like_it(scene: Scene, datatable: Rows) -> None:
    """Each of these reasons, in words."""
    scene.expect_no_refusal()
    reasons = scene.found["items"][0]["reasons"]
    assert [words for (words,) in datatable if not any(words in str(reason) for reason in reasons)] == [], reasons


def _search(scene: Scene, by: str, query: str, filters: dict[str, Any]) -> None:
    def ask() -> dict[str, Any]:
        scene.found = scene.casework.search(scene.people[by], query, filters)
        return scene.case

    scene.attempt(ask)


def _filter(name: str, value: str) -> tuple[str, str | int]:
    if MOMENT.fullmatch(value):
        return name, moment(value)
    return name, int(value) if name in NUMBERS else value


def _found(scene: Scene, items: list[dict[str, Any]]) -> dict[str, Any]:
    scene.found = {"items": items, "total": len(items)}
    return scene.case


def _columns(item: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    shown = {name.replace("_", " "): _written(value) for name, value in item.items()}
    shown |= {name: local(item[name.replace(" ", "_")]) for name in ("raised at", "closed at")}
    return {name: shown[name] for name in names}


def _written(value: Any) -> str:
    return {None: "", True: "yes", False: "no"}[value] if value is None or isinstance(value, bool) else str(value)


def _hits(fragments: Any) -> list[str]:
    """The stretches of text that were searched for."""
    return [piece["text"] for fragment in fragments for piece in fragment if piece["hit"]]
