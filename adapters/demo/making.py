"""Making the demo institution: its people, its rules, and the month that they have behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from adapters.bootstrap import Casebook, open_casebook
from adapters.demo.month import Month
from adapters.demo.player import Happening, Player, WalkingClock
from adapters.demo.story import scenes, told
from adapters.policies import default_policy
from adapters.settings import Settings
from engine.adopting import adopt
from engine.policy import Policy
from engine.policy_reading import read_policy
from engine.refusal import Refusal


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
        signs = _hired(casebook)
        player = Player(casebook, clock, month)
        player.play([*_rules(casebook, month), *player.happenings(scenes())])
    return signs


def _hired(casebook: Casebook) -> list[str]:
    """Everybody is hired; of each role the first one's sign-in is told."""
    signs: dict[str, str] = {}
    for each in told("staff.toml")["staff"]:
        who, token = casebook.staff.add(each["name"], each["role"], each.get("campus"))
        signs.setdefault(who.role, f"{who.role}: {who.name} {token}")
    return list(signs.values())


def _rules(casebook: Casebook, month: Month) -> Iterator[Happening]:
    """The versions of the rules, each as what it changes of the one before."""
    rules = default_policy().model_dump(mode="json")
    for version in told("rules.toml")["versions"]:
        rules |= {part: rules[part] | changed for part, changed in version["rules"].items()}
        yield (
            month.moment(version["at"]),
            partial(
                _adopt,
                casebook,
                version["by"],
                read_policy(rules),
                month.day(version["from"]) if "from" in version else None,
            ),
        )


def _adopt(casebook: Casebook, by: str, policy: Policy, since: date | None) -> None:
    adopt(casebook.policies, casebook.staff.find(by), policy, casebook.clock(), since)
