"""Facts: from the rows of a table, as people write them, to the fields of a form, and back for comparing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from workflows import find_workflows

Rows = Sequence[Sequence[str]]

ZONE = "+08:00"
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
YES_OR_NO = {"read_back", "accepted", "confidential", "reason_verified", "contradiction", "consent", "effective"}
NUMBERS = {
    "satisfaction",
    "lessons_total",
    "lessons_left",
    "version",
    "policy",
    "request",
    "action",
    "instalments",
    "asked",
    "agreed",
    "disagreed",
}
CODES = {"channel", "told_by", "finding", "outcome"}
SEVERAL = {"demand": "demands", "wish": "wishes", "allegation": "allegations", "new": "new", "evidence": "evidence"}
PEOPLE = {"guardian", "student"}
IN_THE_ROSTER = re.compile(r"g-\d+")
CORRECTED = "fields, "
OUTSIDE = " from outside"
WORKFLOWS = find_workflows()


def fields(rows: Rows) -> dict[str, Any]:
    """The fields that these rows fill in; a row `offer, price` fills in a part of the offer."""
    filled: dict[str, Any] = {}
    for label, value in rows:
        _fill(filled, label, value)
    return filled


def _fill(filled: dict[str, Any], label: str, value: str) -> None:
    if label.startswith(CORRECTED):
        _fill(filled.setdefault("fields", {}), label.removeprefix(CORRECTED), value)
    elif label in SEVERAL:
        filled.setdefault(SEVERAL[label], []).append(value)
    elif label.startswith("finding on "):
        found, _, shown_by = value.partition(", shown by ")
        finding: dict[str, Any] = {"allegation": label.removeprefix("finding on "), "finding": found.replace(" ", "_")}
        finding |= {"evidence": [shown_by]} if shown_by else {}
        filled.setdefault("findings", []).append(finding)
    elif label == "about":
        what, _, staff = value.partition(" ")
        filled.setdefault("about", []).append({"what": what, "staff": staff} if staff else {"what": what})
    elif label == "member":
        filled.setdefault("members", []).append(_member(value))
    elif label == "action" and not value.isdecimal():
        filled.setdefault("actions", []).append(dict(zip(("what", "owner", "due"), _listed(value), strict=True)))
    else:
        *parts, name = label.replace(" ", "_").split(",_")
        for part in parts:
            filled = filled.setdefault(part, {})
        filled[name] = _value(name, value)


def _member(value: str) -> dict[str, Any]:
    """A colleague, or somebody from outside; each may be independent."""
    who, _, independent = value.partition(", ")
    called = {"name": who.removesuffix(OUTSIDE)} if who.endswith(OUTSIDE) else {"staff": who}
    return called | ({"independent": True} if independent else {})


def _listed(value: str) -> list[str]:
    return [moment(part) if MOMENT.fullmatch(part) else part for part in value.split(", ")]


def _value(name: str, value: str) -> Any:
    if name in PEOPLE and not IN_THE_ROSTER.fullmatch(value):
        return dict(zip(("name", "relation", "phone"), value.split(", "), strict=False))
    if name in YES_OR_NO:
        return {"yes": True, "no": False}[value]
    if name in NUMBERS:
        return int(value)
    if name in CODES:
        return value.replace(" ", "_")
    return moment(value) if MOMENT.fullmatch(value) else value


def moment(written: str) -> str:
    """A moment on the school's clock, with its offset."""
    return f"{written.replace(' ', 'T')}:00{ZONE}"


def usual(workflow: str, verb: str, now: datetime) -> dict[str, Any]:
    """What the step's own example fills in, happening now where it must say when."""
    kind = WORKFLOWS[workflow].lifecycle.records[verb]
    example = dict(kind.EXAMPLE)
    return example | {"happened_at": now.isoformat()} if "happened_at" in example else example


def same(shown: Any, expected: Any) -> bool:
    """Whether what is shown says all that is expected; moments are compared as moments, wherever they are written."""
    if isinstance(expected, Mapping):
        return isinstance(shown, Mapping) and all(same(shown.get(name), expected[name]) for name in expected)
    if isinstance(expected, list):
        return isinstance(shown, list) and len(shown) == len(expected) and all(map(same, shown, expected))
    return bool(_comparable(shown) == _comparable(expected))


def _comparable(value: Any) -> Any:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else value
    except ValueError:
        return value


def table(rows: Rows) -> list[dict[str, str]]:
    """A table whose first row names the columns."""
    head, *body = rows
    return [dict(zip(head, row, strict=True)) for row in body]


def local(written: str | None) -> str:
    """A moment as people write it, on the clock it is shown in; nothing for none."""
    return f"{datetime.fromisoformat(written):%Y-%m-%d %H:%M}" if written else ""


def listed(written: str) -> list[str]:
    """`record, note and assign` one by one."""
    return [part for part in re.split(r", | and ", written) if part]
