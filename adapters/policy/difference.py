"""The difference between two versions of the rules: rule by rule, what stands there instead, came, or went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.policy import Policy

Place = tuple[str, ...]
"""Where a rule stands: the names of its tables, and its own."""
Rule = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One rule that is another: what it said and says, or of a list what came in and went out."""

    place: Place
    before: str | None = None
    after: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def rules_of(policy: Policy) -> dict[Place, Rule]:
    """Every rule by its place, as the policy writes it; those that are not set are None or an empty list."""
    return dict(_flat(policy.model_dump(mode="json"), ()))


def difference(before: Policy, after: Policy) -> list[Change]:
    """What changed from one to the other, in the order in which a policy is written."""
    old, new = rules_of(before), rules_of(after)
    places = dict.fromkeys((*old, *new))
    ordered = sorted(places, key=lambda place: list(Policy.model_fields).index(place[0]))
    return [_change(place, old.get(place), new.get(place)) for place in ordered if old.get(place) != new.get(place)]


def _change(place: Place, old: Rule, new: Rule) -> Change:
    if isinstance(old, tuple) or isinstance(new, tuple):
        was, is_now = tuple(old or ()), tuple(new or ())
        return Change(place, added=_without(is_now, was), removed=_without(was, is_now))
    return Change(place, old, new)


def _without(items: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(item for item in items if item not in others)


def _flat(table: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, Rule]]:
    for name, value in table.items():
        match value:
            case Mapping():
                yield from _flat(value, (*place, name))
            case list():
                yield (*place, name), tuple(_said(each) for each in value)
            case bool():
                yield (*place, name), "yes" if value else "no"
            case None:
                yield (*place, name), None
            case _:
                yield (*place, name), str(value)


def _said(item: Any) -> str:
    """A term is the one thing in a list that has parts."""
    return f"{item['name']}: {item['first']}..{item['last']}" if isinstance(item, Mapping) else str(item)
