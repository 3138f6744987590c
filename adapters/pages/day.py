"""The day list: what is overdue, what is due within a day, and what waits, each with the one step that settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.day import A_DAY, SETTLED_BY
from adapters.pages.navigation import WRITES
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from engine.access import Who, oversees
from engine.duty import REMINDER

LONGEST = 200
DUTIES = {*SETTLED_BY, REMINDER} - {"panel"}
"""What is owed besides the deadlines."""
Item = dict[str, Any]


def day_routes(pages: Pages) -> list[Route]:
    """GET /day."""
    return [pages.get("/day", Day(pages).show, WRITES)]


@dataclass(frozen=True)
class Day:
    """Draws the day of one person."""

    pages: Pages

    def show(self, request: Request, visit: Visit) -> Response:
        """Theirs, or for their manager a colleague's."""
        casebook, asked = self.pages.casebook, request.query_params
        whose = casebook.staff.find(asked["of"][:LONGEST]) if asked.get("of") else visit.person
        found = casebook.day.of(visit.person, cursor=asked.get("cursor"), colleague=whose)
        context: dict[str, Any] = {
            "whose": whose,
            "colleagues": self._colleagues(visit.person),
            "parts": parts(found["items"], visit.now + A_DAY),
            "following": found["next"],
            "begins": not asked.get("cursor"),
            "name_of": cache(casebook.staff.name_of),
            "duties": DUTIES,
        }
        return self.pages.show(visit, "day.html", **context)

    def _colleagues(self, who: Who) -> list[Who]:
        """At whose days somebody may look, besides their own."""
        staff = self.pages.casebook.staff.all() if who.role == "manager" else ()
        return [each for each in staff if each.id != who.id and each.role in WRITES and oversees(who, each)]


def parts(items: list[Item], tomorrow: datetime) -> list[tuple[str, list[Item]]]:
    """The lines by how pressing they are; what has no lines is left out."""
    found: dict[str, list[Item]] = {"overdue": [], "soon": [], "waiting": [], "later": []}
    for item in items:
        is_later = item["due"] is not None and datetime.fromisoformat(item["due"]) > tomorrow
        undated = "later" if is_later else "soon" if item["due"] else "waiting"
        found["overdue" if item["overdue"] else undated].append(item)
    return [(name, lines) for name, lines in found.items() if lines]
