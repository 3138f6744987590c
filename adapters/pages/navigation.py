"""Navigation: which pages each role finds in the head of every page, and which one is its first."""

from __future__ import annotations

from typing import NamedTuple

from adapters.http.identity import READS_CASES, READS_REGISTER
from engine.access import Role


class Entry(NamedTuple):
    """A page that is found from every other one."""

    path: str
    name: str
    roles: frozenset[Role]


WRITES: frozenset[Role] = frozenset({"teacher", "manager"})
ADMINISTERS: frozenset[Role] = frozenset({"admin"})
AUDITS: frozenset[Role] = frozenset({"auditor"})
ENTRIES = (
    Entry("/day", "day", WRITES),
    Entry("/board", "board", READS_CASES),
    Entry("/renewals", "renewals", READS_CASES),
    Entry("/register", "register", READS_REGISTER),
    Entry("/analytics", "analytics", READS_REGISTER - {"teacher"}),
    Entry("/audit", "audit", AUDITS),
    Entry("/administration", "administration", ADMINISTERS),
)
FIRST: dict[Role, str] = {
    "manager": "/board",
    "teacher": "/day",
    "auditor": "/register",
    "analyst": "/register",
    "admin": "/administration",
}


def entries_for(role: Role | None, mounted: frozenset[str]) -> list[Entry]:
    """What a role finds in the head of a page."""
    return [entry for entry in ENTRIES if role in entry.roles and entry.path in mounted]


def first_page(role: Role, mounted: frozenset[str]) -> str:
    """Where a role begins."""
    first = FIRST[role]
    return first if first in mounted else next((entry.path for entry in entries_for(role, mounted)), "/")
