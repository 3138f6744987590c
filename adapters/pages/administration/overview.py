"""The overview: what wants an administrator's attention now, and where everything else is found."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.accounts.standings import standings
from adapters.condition import condition_of, sqlite_loses_a_reset
from adapters.import_register.task import ImportTask
from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit

ADDRESS = "/administration"


def overview_routes(pages: Pages, task: ImportTask) -> list[Route]:
    """GET /administration."""
    return [pages.get(ADDRESS, Overview(pages, task).show, ADMINISTERS)]


@dataclass(frozen=True)
class Overview:
    """Draws the first page of administrators."""

    pages: Pages
    task: ImportTask

    def show(self, _: Request, visit: Visit) -> Response:
        """What is to be done, and how things stand."""
        casebook = self.pages.casebook
        people = casebook.staff.all()
        known = standings(casebook.accounts.engine, casebook.accounts.sessions.limits, casebook.clock())
        book, now = casebook.policies, casebook.clock()
        announced = [n for n in range(1, book.latest() + 1) if book.version(n).since > now]
        return self.pages.show(
            visit,
            "administration/overview.html",
            people=people,
            without=[who for who in people if who.id not in known or not known[who.id].login],
            signed_in=sum(1 for each in known.values() if each.sessions),
            in_force=book.in_force(now),
            announced=[(n, book.version(n).since) for n in announced],
            task=self.task.now(),
            is_at_work=self.task.is_at_work,
            condition=condition_of(casebook),
            loses_a_reset=sqlite_loses_a_reset(),
        )
