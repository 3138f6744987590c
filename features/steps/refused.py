"""Sentences about what the program refuses."""

from __future__ import annotations

from pytest_bdd import parsers, then

from features.steps.facts import Rows
from features.steps.scene import Scene


@then(parsers.re(r"it is refused, because (?P<because>.+)"))
def is_refused(scene: Scene, because: str) -> None:
    """Nothing is ever written by a step that is refused."""
    scene.refused(because)
    assert scene.size() == scene.size_before


@then(parsers.re(r"one of them is refused, because (?P<because>.+)"))
def one_is_refused(scene: Scene, because: str) -> None:
    """The other's step, and nothing else, is written."""
    scene.refused(because)
    assert scene.size() > scene.size_before


@then(parsers.re(r'the refusal says "(?P<words>.+)"'))
def refusal_says(scene: Scene, words: str) -> None:
    """In a sentence somebody can act on."""
    assert words in scene.last_refusal.sentence


@then("the refusal names")
def refusal_names(scene: Scene, datatable: Rows) -> None:
    """Every fact that is missing or wrong, with what is wrong about it, and no other fact."""
    named = scene.last_refusal.facts
    expected = {label.replace(" ", "_"): words for label, words in datatable}
    assert named.keys() == expected.keys()
    for name, words in expected.items():
        assert words in named[name]
