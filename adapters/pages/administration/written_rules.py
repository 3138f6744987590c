"""Rules as somebody writes them: TOML, with every flaw beside the line in which it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.policy import Policy
from engine.policy_reading import read_policy
from engine.policy_scope import Scope
from engine.refusal import Flaw, NotFillable

TABLE = re.compile(r"\s*\[+\s*([^\]#]+?)\s*\]+")
KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")
LINE = re.compile(r"line (\d+)")
TEXT = "text"


class Trouble(NamedTuple):
    """A flaw, and the line that it is about, if that can be told."""

    line: int | None
    says: str
    place: str
    message: str


def read_rules(text: str, scope: Scope) -> Policy:
    """The policy that is written here; NotFillable with every flaw of it."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotFillable([Flaw(TEXT, f"is not TOML: {error}"[:300])]) from None
    policy = read_policy(table)
    scope.expect(policy)
    return policy


def troubles(text: str, flaws: Iterable[Flaw]) -> list[Trouble]:
    """The flaws in the order of the text."""
    lines, places = text.split("\n"), dict(_places(text))
    found = [_trouble(flaw, lines, places) for flaw in flaws]
    return sorted(found, key=lambda each: each.line or 0)


def _trouble(flaw: Flaw, lines: list[str], places: dict[str, int]) -> Trouble:
    told = LINE.search(flaw.message) if flaw.field == TEXT else None
    number = min(int(told[1]), len(lines)) if told else _nearest(flaw.field, places)
    return Trouble(number, lines[number - 1].strip() if number else "", flaw.field, flaw.message)


def _nearest(place: str, places: dict[str, int]) -> int | None:
    """The line of the place itself, or of the table around it."""
    while place:
        if place in places:
            return places[place]
        place = place.rpartition(".")[0]
    return None


def _places(text: str) -> Iterator[tuple[str, int]]:
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if found := TABLE.match(line):
            table = _bare(found[1])
            yield table, number
        elif found := KEY.match(line):
            yield f"{table}.{_bare(found[1])}".lstrip("."), number


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
