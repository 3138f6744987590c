"""Policy files: the rules as an institution writes them, and those that a new one starts with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from engine.case import Case
from engine.policy import Policy
from engine.policy_book import PolicyBook
from engine.policy_reading import read_policy
from engine.policy_scope import Scope

NOWHERE = "Factory"
"""The zone of a clock that nobody has set."""


def default_policy() -> Policy:
    """The policy that a new institution starts with."""
    return read_policy(tomllib.loads(files("adapters.policy").joinpath("v1.toml").read_text("utf-8")))


def policy_from(path: Path) -> Policy:
    """The policy in a TOML file."""
    return read_policy(tomllib.loads(path.read_text("utf-8")))


def scope_of(workflows: Mapping[str, type[Case]]) -> Scope:
    """What a policy can speak of: the zones of the tz database, and the deadlines that no case sets by itself."""
    zones = files("tzdata").joinpath("zones").read_text("ascii").split()
    counted = {
        name: {due.name: due.rows for due in workflow.deadlines if due.on is None}
        for name, workflow in workflows.items()
    }
    kinds = {kind for workflow in workflows.values() for due in workflow.deadlines for kind in due.kinds}
    return Scope(frozenset(zones) - {NOWHERE}, counted, kinds)


def listed(policies: PolicyBook, now: datetime) -> list[dict[str, Any]]:
    """Every version, the first one first: from when on it holds for new cases, and who adopted it when."""
    return [_told(policies, number, now) for number in range(1, policies.latest() + 1)]


def shown(policies: PolicyBook, number: int, now: datetime) -> dict[str, Any]:
    """A version with its rules."""
    return _told(policies, number, now) | {"policy": policies.get(number).model_dump(mode="json")}


def _told(policies: PolicyBook, number: int, now: datetime) -> dict[str, Any]:
    version = policies.version(number)
    written = version.adopted.policy.calendar.written
    return {
        "version": number,
        "from": written(version.since),
        "in_force": number == policies.in_force(now),
        "adopted_at": written(version.adopted.timestamp),
        "by": version.adopted.by,
    }
