"""Sentences about who has read a confidential case."""

from __future__ import annotations

from pytest_bdd import parsers, step, then

from features.steps.facts import Rows, local, table
from features.steps.raising import WHO
from features.steps.scene import Scene


@step(parsers.re(rf"{WHO} asks who has read the case"))
def asks_who(scene: Scene, by: str) -> None:
    """While it was confidential."""
    scene.attempt(lambda: {**scene.case, "reads": scene.casework.reads(scene.people[by], scene.case["id"])})


@then("the readings are")
def readings_are(scene: Scene, datatable: Rows) -> None:
    """All of them, the earliest first."""
    scene.expect_no_refusal()
    shown = [
        {
            "who": each["by_name"],
            "what": each["what"],
            "read at": local(each["read_at"]),
            "version": str(each["version"]),
        }
        for each in scene.case["reads"]
    ]
    assert shown == table(datatable)


@then("nobody has read it")
def nobody_read(scene: Scene) -> None:
    """No reading is put down."""
    scene.expect_no_refusal()
    assert scene.case["reads"] == []


@then("no words are shown of it")
def no_words(scene: Scene) -> None:
    """Neither where they were found, nor in the list of cases."""
    shown = ("highlights", "fragments", "summary", "approach")
    assert [[item[name] for name in shown] for item in scene.found["items"]] == [[[], [], None, None]]
    managers = [member for member in scene.people.values() if member.who.role == "manager"]
    listed = [case for member in managers for case in scene.casework.cases(member)]
    owed = [line for member in managers for line in scene.casework.day(member)]
    assert {str(case["facts"]) for case in listed} == {"{}"}
    for lines in (owed, [deadline for case in listed for deadline in case["deadlines"]]):
        assert {str(line["why"]) for line in lines} == {"[]"}


@then("it is found for words that are not said")
def words_not_said(scene: Scene) -> None:
    """That they are the same is all that is told."""
    assert [item["reasons"] for item in scene.found["items"]] == [["shared words"]]


@then("the case has no links")
def no_links(scene: Scene) -> None:
    """None that whoever looks may know of."""
    scene.expect_no_refusal()
    assert scene.case["links"] == []
