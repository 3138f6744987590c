"""Sentences about how people come in, and who lets them in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pytest_bdd import parsers, step, then

from adapters.accounts import NotInvited, Passwords, SignInRefused, TooManyTries
from adapters.accounts.accounts import Attempt
from adapters.accounts.administration import Administration
from adapters.accounts.changes import Changes
from adapters.accounts.passwords import SWIFT
from features.steps.casework import Refused
from features.steps.facts import Rows, moment
from features.steps.raising import WHO
from features.steps.scene import Scene

NOT_LET_IN = (NotInvited, SignInRefused, TooManyTries)


def _administration(scene: Scene) -> Administration:
    accounts = scene.casebook.accounts
    return Administration(scene.casebook.staff, accounts, Changes(accounts.engine, scene.clock))


def _trying(scene: Scene, action: Callable[[], Any]) -> None:
    def tried() -> dict[str, Any]:
        try:
            action()
        except NOT_LET_IN as error:
            raise Refused("they are not let in", str(error)) from error
        return scene.case

    scene.attempt(tried)


@step(parsers.re(rf'{WHO} signs in by the password "(?P<password>.+)"'))
def has_an_account(scene: Scene, by: str, password: str) -> None:
    """They chose it some time ago."""
    scene.casebook.accounts.open(scene.people[by].who, by, password, Passwords(SWIFT))


@step(parsers.re(rf"{WHO} has made a link for (?P<whom>\w+)"))
def makes_a_link(scene: Scene, by: str, whom: str) -> None:
    """By which they choose name and password."""
    scene.links.append(_administration(scene).invite(scene.people[by].who, scene.people[whom].who)[0])


@step(parsers.re(rf'{WHO} chooses the password "(?P<password>.+)" by the link'))
def uses_the_link(scene: Scene, by: str, password: str) -> None:
    """Whoever has it."""
    _trying(scene, lambda: scene.casebook.accounts.accept(scene.links[-1], by, password))


@step(parsers.re(r'(?P<by>\w+|nobody known here) signs in with "(?P<password>.+)"'))
def signs_in(scene: Scene, by: str, password: str) -> None:
    """If they are let in, they are signed in from now on."""
    accounts = scene.casebook.accounts
    _trying(scene, lambda: scene.links.append(accounts.sessions.begin(accounts.sign_in(Attempt(by, password)))))


@step(parsers.re(r"somebody has guessed wrong (?P<times>\d+) times for (?P<whom>\w+)"))
def guesses(scene: Scene, times: str, whom: str) -> None:
    """Each time another password."""
    for number in range(int(times)):
        signs_in(scene, whom, f"guess number {number}")
        scene.refused("they are not let in")


@step(parsers.re(rf"{WHO} puts down that (?P<whom>\w+) works here no more"))
def lets_go(scene: Scene, by: str, whom: str) -> None:
    """Their access ends."""
    _administration(scene).leave(scene.people[by].who, scene.people[whom].who)


@step(parsers.re(rf"{WHO} puts down that (?P<whom>\w+) is a manager from now"))
def promotes(scene: Scene, by: str, whom: str) -> None:
    """They may do other things than before."""
    _administration(scene).change(scene.people[by].who, scene.people[whom].who, "manager", "East")


@step(parsers.re(rf"{WHO} has made a key for a program in the name of (?P<whom>\w+)"))
def makes_a_key(scene: Scene, by: str, whom: str) -> None:
    """It acts as they do."""
    _administration(scene).make_token(scene.people[by].who, scene.people[whom].who, "a program")


@step(parsers.re(rf"{WHO} has stopped asking (?P<whom>\w+) for a code"))
def stops_asking(scene: Scene, by: str, whom: str) -> None:
    """The password alone lets them in."""
    _administration(scene).remove_factor(scene.people[by].who, scene.people[whom].who)


@then(parsers.re(r"(?P<whom>\w+) is (?P<negated>not )?signed in"))
def is_signed_in(scene: Scene, whom: str, negated: str | None) -> None:
    """Where they signed in last."""
    session = scene.casebook.accounts.sessions.visit(scene.links[-1])
    assert (session.who.name if session else None) == (None if negated else whom)


@then(parsers.re(r"these changes to the access of (?P<whom>\w+) are put down"))
def changes_are_put_down(scene: Scene, whom: str, datatable: Rows) -> None:
    """What, and by whom, the first one first."""
    latest = _administration(scene).changes.latest(scene.people[whom].who.id)
    told = [
        [change.what.replace("_", " ").replace("token", "key"), scene.casebook.staff.name_of(change.by)]
        for change in latest
    ]
    assert told[::-1] == [list(row) for row in datatable]


@then(parsers.re(r"(?P<whom>\w+) is told of it until (?P<when>\d{4}-\d\d-\d\d \d\d:\d\d)"))
def is_told(scene: Scene, whom: str, when: str) -> None:
    """Until then, and no longer."""
    concern, whose = _administration(scene).changes.concern, scene.people[whom].who.id
    assert concern(whose)
    scene.clock.at = datetime.fromisoformat(moment(when))
    assert not concern(whose)
