"""The staff: who works here, and how each of them stands with their account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.accounts.administration import Administration
from adapters.accounts.changes import Changes
from adapters.accounts.standings import Standing, standings
from adapters.pages.administration.filling import again, beside
from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit
from adapters.staff import ROLES
from engine.refusal import Flaw, NotFillable

ADDRESS = "/administration/staff"
NOTHING = Standing()


def staff_routes(pages: Pages) -> list[Route]:
    """GET and POST /administration/staff."""
    page = StaffPage(pages)
    return [pages.get(ADDRESS, page.show, ADMINISTERS), pages.post(ADDRESS, page.add, ADMINISTERS)]


def administration_of(pages: Pages) -> Administration:
    """What administrators do, over the stores of a casebook."""
    casebook = pages.casebook
    return Administration(casebook.staff, casebook.accounts, Changes(casebook.accounts.engine, casebook.clock))


def campuses_of(pages: Pages) -> list[str]:
    """Where people work."""
    return sorted({who.campus for who in pages.casebook.staff.all() if who.campus})


@dataclass(frozen=True)
class StaffPage:
    """Lists everybody, and takes somebody new."""

    pages: Pages

    @cached_property
    def administration(self) -> Administration:
        """What is done with the staff."""
        return administration_of(self.pages)

    def show(self, request: Request, visit: Visit) -> Response:
        """Everybody, by name."""
        return self._page(visit, gone=request.query_params.get("done") == "left")

    def add(self, _: Request, visit: Visit, form: Posted) -> Response:
        """Somebody new; their page is next, on which they are invited."""
        try:
            who = self.administration.add(
                visit.person, form.text("name"), form.text("role"), form.text("campus") or None
            )
        except NotFillable as error:
            return self._page(visit, 422, flaws=error.flaws, filled=form)
        return see(f"{ADDRESS}/{who.id}?done=added")

    def _page(
        self,
        visit: Visit,
        status: int = 200,
        *,
        flaws: Sequence[Flaw] = (),
        filled: Posted | None = None,
        gone: bool = False,
    ) -> Response:
        casebook = self.pages.casebook
        known = standings(casebook.accounts.engine, casebook.accounts.sessions.limits, casebook.clock())
        tokens = casebook.staff.tokens.counts()
        people = [(who, known.get(who.id, NOTHING), tokens[who.id]) for who in casebook.staff.all()]
        return self.pages.show(
            visit,
            "administration/staff.html",
            status,
            people=people,
            roles=ROLES,
            campuses=campuses_of(self.pages),
            flaws=beside(flaws),
            filled=again(filled),
            gone=gone,
        )
