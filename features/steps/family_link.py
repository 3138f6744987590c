"""Sentences about the link by which a family answers by itself."""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, step, then

from features.steps.facts import Rows, fields
from features.steps.raising import WHO
from features.steps.scene import Scene

PLACES = {"its link": -1, "its first link": 0}
ITS_LINK = "|".join(PLACES)
MADE_UP = "bWFkZSB1cCBieSBzb21lYm9keSB3aG8gaGFzIG5vIGxpbms_"
SATISFIED = {"satisfaction": 5, "accepted": True, "words": "谢谢，老师现在很准时"}


@step(parsers.re(rf"{WHO} hands the family its link"))
def hands(scene: Scene, by: str) -> None:
    """It is given, and told to whoever hands it on."""
    scene.take(by, "give_link", {})
    scene.expect_no_refusal()
    scene.links.append(scene.casework.link(scene.people[by], scene.case["id"]))


@step(parsers.re(rf"the family answers by (?P<which>{ITS_LINK}) with"))
def answers_with(scene: Scene, which: str, datatable: Rows) -> None:
    """These facts and no others."""
    _answer(scene, scene.links[PLACES[which]], fields(datatable))


@step(parsers.re(rf"the family answers by (?P<which>{ITS_LINK})"))
def answers(scene: Scene, which: str) -> None:
    """Entirely satisfied."""
    _answer(scene, scene.links[PLACES[which]], SATISFIED)


@step("somebody answers by a link that they have made up")
def answers_by_nothing(scene: Scene) -> None:
    """It looks like one."""
    _answer(scene, MADE_UP, SATISFIED)


@then(parsers.re(rf"{WHO} is told of no link"))
def is_told_of_none(scene: Scene, by: str) -> None:
    """Because there is none, or because it is not for them."""
    scene.attempt(lambda: {"link": scene.casework.link(scene.people[by], scene.case["id"])})
    assert scene.refusal is not None
    scene.refusal = None


def _answer(scene: Scene, link: str, said: dict[str, Any]) -> None:
    before = scene.case

    def answer() -> Any:
        scene.casework.answer(link, said)
        return before

    scene.attempt(answer)
