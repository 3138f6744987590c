"""Sentences about many renewals, and about the families to whom one family has recommended us."""

from __future__ import annotations

from pytest_bdd import parsers, step, then

from features.steps.facts import Rows, fields, same, table
from features.steps.raising import WHO, has_gone_on
from features.steps.scene import Scene

DAY = r"\d{4}-\d\d-\d\d"
ANSWERS = {"renewed": "accepted", "lapsed": "declined", "undecided": "undecided"}
MANAGER = "Chen"


@step(parsers.re(rf"these families have to answer by (?P<day>{DAY})"))
def have_to_answer(scene: Scene, day: str, datatable: Rows) -> None:
    """So many with each answer; the renewals of those that have made up their minds are closed."""
    for row in table(datatable):
        for _ in range(int(row["families"])):
            scene.begin(MANAGER, "renewal", scene.usual("renewal", "raise") | {"ends_on": day})
            has_gone_on(scene, MANAGER, "solve")
            scene.take(MANAGER, "feedback", scene.usual("renewal", "feedback") | {"answer": ANSWERS[row["answer"]]})
            if scene.case["stage"] == "close":
                scene.take(MANAGER, "close", scene.usual("renewal", "close") | {"outcome": row["answer"]})


@step(parsers.re(rf"{WHO} sees of the renewals from (?P<first>{DAY}) to (?P<last>{DAY})"))
def sees_of_the_renewals(scene: Scene, by: str, first: str, last: str, datatable: Rows) -> None:
    """Those whose answer is due on one of these days."""
    scene.expect_no_refusal()
    [counted] = table(datatable)
    overview = scene.casework.renewals(scene.people[by], {"from": first, "to": last})
    assert {name: str(overview[name.replace(" ", "_")]) for name in counted} == counted


@then("the family has recommended us to")
def has_recommended_to(scene: Scene, datatable: Rows) -> None:
    """These families and no others."""
    scene.expect_no_refusal()
    families = [fields(list(row.items())) for row in table(datatable)]
    assert same(scene.case["recommended"], families), scene.case["recommended"]


@then(parsers.re(r"the family has recommended us to (?P<count>\d+) famil(y|ies)"))
def has_recommended_to_so_many(scene: Scene, count: str) -> None:
    """However often each was put down."""
    scene.expect_no_refusal()
    assert len(scene.case["recommended"]) == int(count)
