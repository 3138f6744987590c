"""The register's pages: searching it, cases like one at hand, and what came of each approach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.case_finder import case_not_there
from adapters.http.analytics import READS_ANALYTICS
from adapters.http.identity import READS_CASES, READS_REGISTER
from adapters.http.register import Kind, Likeness, Search
from adapters.index import masked, names
from adapters.pages import errors
from adapters.pages.asked import Asked
from adapters.pages.facets import Facets
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from engine.asking.selection import Selection
from engine.refusal import NotFillable, NotThere

SEARCH, SIMILAR, APPROACHES = "/register", "/register/similar", "/register/approaches"
STATES = ("resolved", "open", "all")
DATES = ("opened_from", "opened_to", "as_of")
ALIKE = 10
Shown = dict[str, Any]
NOTHING: Shown = {"items": [], "facets": {}, "total": 0, "next": None}


def register_routes(pages: Pages) -> list[Route]:
    """GET /register, /register/similar, /register/approaches."""
    page = RegisterPage(pages)
    shows = {SEARCH: page.search, SIMILAR: page.similar, APPROACHES: page.approaches}
    return [pages.get(path, show, READS_REGISTER) for path, show in shows.items()]


@dataclass(frozen=True)
class RegisterPage:
    """Asks the register as the API asks it, and draws the answer."""

    pages: Pages

    def search(self, request: Request, visit: Visit) -> Response:
        """What was found, with the facets to narrow it by."""
        asked = Asked.of(Search, SEARCH, request.query_params)
        found, refused = self._found(visit, asked)
        facets, chips = Facets(visit, asked), Facets(visit, asked).chips()
        context = {
            "found": found,
            "facets": facets.drawn(found["facets"]),
            "chips": chips,
            "is_dated": not asked.given.keys().isdisjoint(DATES),
            "cleared": asked.address(**{chip.name: None for chip in chips}),
            "alike": f"{SIMILAR}?{urlencode({'text': asked.given.get('q', '')})}",
            "states": [(each, asked.address(state=each)) for each in STATES],
            "state": asked.given.get("state", STATES[0]),
            "exports": visit.role in READS_ANALYTICS,
        }
        return self._page(visit, "register.html", asked, refused, **context)

    def similar(self, request: Request, visit: Visit) -> Response:
        """The cases most like a case, or like a text, and why."""
        given = {"limit": str(ALIKE), **request.query_params}
        asked = Asked.of(Likeness, SIMILAR, given)
        if asked.given.keys().isdisjoint(("case", "text")):
            asked = Asked(SIMILAR, asked.given, None)
        items, like = self._alike(visit, asked.wanted) if asked.wanted else (None, "")
        return self._page(visit, "similar.html", asked, None, items=items, like=like)

    def approaches(self, request: Request, visit: Visit) -> Response:
        """What came of each approach, the most used first."""
        asked, casebook = Asked.of(Kind, APPROACHES, request.query_params), self.pages.casebook
        found, refused = NOTHING, None
        if wanted := asked.wanted:
            page: Shown = {"limit": wanted.limit, "cursor": wanted.cursor, "as_of": wanted.as_of}
            try:
                found = casebook.analytics.answer("approaches", visit.person, Selection(wanted.workflow), **page)
            except NotFillable as error:
                refused = error
        workflows = [(name, visit.word("workflow", name)) for name in casebook.workflows]
        return self._page(visit, "approaches.html", asked, refused, found=found, workflows=workflows)

    def _found(self, visit: Visit, asked: Asked[Search]) -> tuple[Shown, NotFillable | None]:
        wanted, casebook = asked.wanted, self.pages.casebook
        if wanted is None:
            return NOTHING, None
        page: Shown = {"limit": wanted.limit, "cursor": wanted.cursor, "as_of": wanted.as_of}
        try:
            found = casebook.register.search(wanted.q, visit.person, wanted.filters(casebook), **page)
            return {**found, "items": [_titled(item) for item in found["items"]]}, None
        except NotFillable as error:
            return NOTHING, error

    def _alike(self, visit: Visit, wanted: Likeness) -> tuple[list[Shown], str]:
        casebook, who = self.pages.casebook, visit.person
        case = casebook.finder.meant(wanted.case) if wanted.case else None
        like: Shown = {"text": wanted.text, "limit": wanted.limit, "as_of": wanted.as_of}
        try:
            found = casebook.register.similar(who, case=case, filters=wanted.filters(casebook), **like)
        except NotThere:
            # In the same words whether it is hidden from this person or does not exist.
            raise case_not_there(wanted.case or "") from None
        return found["items"], self._called(visit, case) if case else ""

    def _called(self, visit: Visit, case: str) -> str:
        """How the case is called that others are compared with: to those who open cases by what it is about, too."""
        casebook = self.pages.casebook
        entry = casebook.read_models.register.entries(visit.person, [case]).get(case)
        if visit.role not in READS_CASES:
            family = casebook.register.index.families([case]).get(case)
            return case if entry is None or family is None else masked(entry.reference, names(family))
        if entry is None or entry.confidential:
            return casebook.application.case(case).reference
        return f"{entry.reference} · {entry.summary}" if entry.summary else str(entry.reference)

    def _page(
        self, visit: Visit, template: str, asked: Asked[Any], refused: NotFillable | None, **context: Any
    ) -> Response:
        flaws = [*asked.flaws, *(errors.flaws(refused) if refused else ())]
        drawn = Asked(asked.path, asked.given, asked.wanted, flaws)
        opens = visit.role in READS_CASES
        return self.pages.show(visit, template, 422 if flaws else 200, asked=drawn, opens=opens, **context)


def _titled(item: Shown) -> Shown:
    """The entry with what was searched for marked in its title, where that is what was found."""
    told = list(zip(item["highlights"], item["fragments"], strict=True))
    title = next((pieces for text, pieces in told if text == item["summary"]), ())
    return {**item, "title": title, "fragments": [pieces for text, pieces in told if text != item["summary"]]}
