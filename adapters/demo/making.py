"""Making the demo institution: its people, its rules, and the month that they have behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from adapters.accounts import Passwords
from adapters.accounts.opening import new_code
from adapters.accounts.passwords import SWIFT
from adapters.bootstrap import open_casebook
from adapters.casebook import Casebook
from adapters.demo.month import Month
from adapters.demo.player import Happening, Player, WalkingClock
from adapters.demo.story import scenes, told
from adapters.policy.files import default_policy
from adapters.settings import Settings
from engine.access import Who
from engine.adopting import adopt
from engine.policy import Policy
from engine.policy_reading import read_policy
from engine.refusal import Refusal

SignIn = tuple[Who, str, str]
"""Somebody, the password that they sign in with, and the token that they act by."""


class NotEmpty(Refusal):
    """There is a real institution here."""


def furnish(settings: Settings, now: datetime) -> list[str]:
    """Make the institution in a casebook that is empty; one sign-in a role, a line each."""
    policy = default_policy()
    month = Month(policy.calendar, now)
    clock = WalkingClock(month.begins)
    with open_casebook(settings, clock=clock, policy=policy) as casebook:
        if casebook.staff.all() or casebook.log.max_notification_id() > 1:
            raise NotEmpty("--demo begins with an empty directory; serve this one without --demo")
        people = _hired(casebook)
        player = Player(casebook, clock, month, {who.name: who for who, _, _ in people})
        player.play([*_rules(casebook, month), *player.happenings(scenes())])
    return _one_of_each_role(people)


def _hired(casebook: Casebook) -> list[SignIn]:
    return [_with_account(casebook, each) for each in told("staff.toml")["staff"]]


def _with_account(casebook: Casebook, each: Mapping[str, str]) -> SignIn:
    who, token = casebook.staff.add(each["name"], each["role"], each.get("campus"))
    password = new_code()
    casebook.accounts.open(who, who.name, password, Passwords(SWIFT))
    return who, password, token


def _one_of_each_role(people: Sequence[SignIn]) -> list[str]:
    """How to sign in as the first of each, a line each."""
    first = {who.role: who for who, _, _ in reversed(people)}
    line = "{0.role}: {0.name}, password {1}, token {2}"
    return [line.format(*each) for each in people if first[each[0].role] == each[0]]


def _rules(casebook: Casebook, month: Month) -> Iterator[Happening]:
    """The versions of the rules, each as what it changes of the one before."""
    rules = default_policy().model_dump(mode="json")
    for version in told("rules.toml")["versions"]:
        rules |= {part: rules[part] | changed for part, changed in version["rules"].items()}
        since = month.day(version["from"]) if "from" in version else None
        yield month.moment(version["at"]), partial(_adopt, casebook, version["by"], read_policy(rules), since)


def _adopt(casebook: Casebook, by: str, policy: Policy, since: date | None) -> None:
    adopt(casebook.policies, casebook.staff.find(by), policy, casebook.clock(), since)
