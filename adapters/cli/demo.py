"""The demo institution, furnished by the program's own commands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from adapters.bootstrap import Casebook
from engine.application import Request
from engine.refusal import Refusal


class NotEmpty(Refusal):
    """There is a real institution here."""


def furnish(casebook: Casebook) -> list[str]:
    """Add staff and cases to an empty casebook; one sign-in a role."""
    if casebook.staff.all():
        raise NotEmpty("--demo begins with an empty directory; serve this one without --demo")
    script = tomllib.loads(files("adapters.cli").joinpath("demo.toml").read_text("utf-8"))
    signs = list(_hire(casebook, script["staff"]))
    now = casebook.clock()
    for case in script["cases"]:
        _play(casebook, case["workflow"], case["steps"], now)
    return signs


def _hire(casebook: Casebook, staff: list[dict[str, str]]) -> Iterator[str]:
    for each in staff:
        who, token = casebook.staff.add(each["name"], each["role"], each.get("campus"))
        yield f"{who.role}: {who.name} {token}"


def _play(casebook: Casebook, workflow: str, steps: list[dict[str, Any]], now: datetime) -> None:
    case = ""
    for step in steps:
        happened_at = now - timedelta(days=step["days_ago"])
        days = {name: (now + timedelta(days=ahead)).date().isoformat() for name, ahead in step.get("days", {}).items()}
        fields = step["fields"] | days | {"happened_at": happened_at.isoformat()}
        request = Request(casebook.staff.find(step["by"]), workflow, step["step"], fields, case)
        case = casebook.application.take(request).case.id
