"""Sentences about a case as somebody sees it."""

from __future__ import annotations

import pytest
from pytest_bdd import parsers, step, then

from features.steps.casework import NOT_FOR_THEM, NOT_THERE, Refused
from features.steps.facts import Rows, fields, listed, moment, same, table
from features.steps.raising import WHO
from features.steps.scene import Scene

WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d"


@step(parsers.re(rf"{WHO} looks at the case"))
def looks(scene: Scene, by: str) -> None:
    """As it stands now."""
    scene.look(by)


@step(parsers.re(rf"{WHO} looks at the case as it was known on (?P<when>{WHEN})"))
def looks_as_known(scene: Scene, by: str, when: str) -> None:
    """With nothing that was recorded later."""
    scene.look(by, {"known_by": moment(when)})


@step(parsers.re(rf"{WHO} looks at the case as it had happened by (?P<when>{WHEN})"))
def looks_as_happened(scene: Scene, by: str, when: str) -> None:
    """With nothing that happened later, whenever it was recorded."""
    scene.look(by, {"happened_by": moment(when)})


@step(parsers.re(rf"{WHO} looks at the case as it had happened by (?P<by_then>{WHEN}) and was known on (?P<on>{WHEN})"))
def looks_at_both(scene: Scene, by: str, by_then: str, on: str) -> None:
    """Both axes at once."""
    scene.look(by, {"happened_by": moment(by_then), "known_by": moment(on)})


@step(parsers.re(rf"{WHO} looks at the case as it was after event (?P<version>\d+)"))
def looks_at_version(scene: Scene, by: str, version: str) -> None:
    """Event by event."""
    scene.look(by, {"version": int(version)})


@then(parsers.re(r"the case stands at (?P<stage>\w+)"))
def stands_at(scene: Scene, stage: str) -> None:
    """The stage names the step that is due next; a closed case stands at closed."""
    scene.expect_no_refusal()
    assert scene.case["stage"] == stage


@then(parsers.re(r"the next step is (?P<verb>\w+)"))
def next_step(scene: Scene, verb: str) -> None:
    """It is offered first."""
    scene.expect_no_refusal()
    assert scene.case["next_steps"][0] == scene.case["stage"] == verb


@then(parsers.re(r"(she|he|they) may take the steps (?P<verbs>.+)"))
def may_take(scene: Scene, verbs: str) -> None:
    """These and no others."""
    scene.expect_no_refusal()
    assert set(scene.case["next_steps"]) == set(listed(verbs))


@then("no step may be taken")
def no_steps(scene: Scene) -> None:
    """Whoever looks is offered nothing."""
    scene.expect_no_refusal()
    assert scene.case["next_steps"] == []


@then(parsers.re(r"the facts of (?P<verb>\w+) are"))
def facts_are(scene: Scene, verb: str, datatable: Rows) -> None:
    """Each of these, as it was filled in."""
    scene.expect_no_refusal()
    facts = scene.case["facts"][verb]
    for name, value in fields(datatable).items():
        assert same(facts.get(name), value), f"{name}: {facts.get(name)!r} is not {value!r}"


@then(parsers.re(r"nothing in the facts of (?P<verb>\w+) is new"))
def nothing_new(scene: Scene, verb: str) -> None:
    """The policy lists every word of them."""
    scene.expect_no_refusal()
    assert scene.case["facts"][verb]["new"] == []


@then(parsers.re(r"nothing is known of (?P<verb>\w+)"))
def nothing_known(scene: Scene, verb: str) -> None:
    """The step had not been taken."""
    scene.expect_no_refusal()
    assert verb not in scene.case["facts"]


@then("the case says")
def case_says(scene: Scene, datatable: Rows) -> None:
    """What stands at the head of a case; people by their names."""
    scene.expect_no_refusal()
    names = {member.who.id: name for name, member in scene.people.items()}
    for label, value in datatable:
        shown = scene.case[label.replace(" ", "_")]
        expected: object = {"yes": True, "no": False, "nobody": None, "none": None, "not yet": None}.get(value, value)
        if label.endswith(" at") and expected:
            assert same(shown, moment(value)), f"{label}: {shown}"
        else:
            assert str(names.get(shown, shown)) == str(expected), f"{label}: {shown}"


@then("the rounds of feedback are")
def rounds_are(scene: Scene, datatable: Rows) -> None:
    """All of them, in their order."""
    scene.expect_no_refusal()
    rounds = [fields(list(row.items())) for row in table(datatable)]
    assert same(scene.case["rounds"], rounds), scene.case["rounds"]


@then("the case has these links")
def links_are(scene: Scene, datatable: Rows) -> None:
    """All of them, each with its relation."""
    scene.expect_no_refusal()
    ids = {name: kept["id"] for name, kept in scene.kept.items()}
    expected = [{**row, "case": ids[row["case"]]} for row in table(datatable)]
    assert scene.case["links"] == expected


@step(parsers.re(rf"{WHO} looks at the case with the reference (?P<reference>\S+)"))
def looks_by_reference(scene: Scene, by: str, reference: str) -> None:
    """As people call it on the phone."""
    scene.attempt(lambda: scene.casework.show(scene.people[by], reference, {}))


@step(parsers.re(r"the case is not shown to (?P<name>\w+)"))
def not_shown(scene: Scene, name: str) -> None:
    """Whether the program says that there is none, or that this is not for them."""
    with pytest.raises(Refused) as refused:
        scene.casework.show(scene.people[name], scene.case["id"], {})
    assert refused.value.because in (NOT_THERE, NOT_FOR_THEM)


@step(parsers.re(r"the case is waiting for (?P<name>the \w+)"))
def waits_for(scene: Scene, name: str) -> None:
    """And for no other."""
    scene.expect_no_refusal()
    assert scene.case["waiting_for"] == scene.kept[name]["id"]
