"""Sentences about what the program does without being asked."""

from __future__ import annotations

from pytest_bdd import parsers, step, then

from features.steps.people import it_is
from features.steps.raising import WHO
from features.steps.scene import Scene


@step(parsers.re(r"it becomes (?P<when>\d{4}-\d\d-\d\d \d\d:\d\d)"))
def it_becomes(scene: Scene, when: str) -> None:
    """Time passes, and the program sees to what has come due."""
    it_is(scene, when)
    seen_to(scene)


@step("the program has seen to what follows")
def seen_to(scene: Scene) -> None:
    """Now, and not a moment later."""
    scene.casebook.reactor.catch_up()


@then("nothing follows from it")
def nothing_follows(scene: Scene) -> None:
    """The program sees to what has come due, and there is nothing."""
    size = scene.size()
    seen_to(scene)
    assert scene.size() == size


@step(parsers.re(rf"{WHO} goes to the renewal of the course"))
def goes_to_the_renewal(scene: Scene, by: str) -> None:
    """The one that the course is linked to; there is no other."""
    [link] = [link for link in scene.case["links"] if link["relation"] == "renewal"]
    scene.attempt(lambda: scene.casework.show(scene.people[by], link["case"], {}))
