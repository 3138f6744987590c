"""The analytics page: the questions, all at once, for the cases that are chosen."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.analytics import QUESTIONS
from adapters.export import EXPORTS, FORMATS, Name, What, exports
from adapters.http.analytics import READS_ANALYTICS, Counted
from adapters.pages import errors
from adapters.pages.analytics_view import AnalyticsView
from adapters.pages.asked import Asked
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from engine.access import Who
from engine.refusal import NotFillable

PATH = "/analytics"
RANKED = 10
"""Approaches that are seen at once; the register has all of them."""


def analytics_routes(pages: Pages) -> list[Route]:
    """GET /analytics."""
    return [pages.get(PATH, AnalyticsPage(pages).show, READS_ANALYTICS)]


@dataclass(frozen=True)
class AnalyticsPage:
    """Asks analytics as the API asks it, and draws the answers."""

    pages: Pages

    def show(self, request: Request, visit: Visit) -> Response:
        """Every answer with its chart and its table."""
        asked = Asked.of(Counted, PATH, request.query_params)
        try:
            view = self._view(visit, asked.wanted) if asked.wanted else None
        except NotFillable as error:
            view, asked = None, Asked(PATH, asked.given, asked.wanted, errors.flaws(error))
        casebook = self.pages.casebook
        context = {
            "workflows": [(name, visit.word("workflow", name)) for name in casebook.workflows],
            "campuses": [(name, name) for name in casebook.analytics.campuses(visit.person)],
            "files": _files(visit.person),
        }
        status = 422 if asked.flaws else 200
        return self.pages.show(visit, "analytics.html", status, asked=asked, view=view, **context)

    def _view(self, visit: Visit, wanted: Counted) -> AnalyticsView:
        casebook = self.pages.casebook
        selection = wanted.selection(casebook)
        answers = {
            question: casebook.analytics.answer(question, visit.person, selection, as_of=wanted.as_of, limit=RANKED)
            for question in QUESTIONS
        }
        return AnalyticsView(visit, answers)


def _files(who: Who) -> dict[What, list[tuple[Name, str]]]:
    """What may be taken along, in which formats."""
    files: dict[What, list[tuple[Name, str]]] = {what: [] for what in EXPORTS}
    for name, kind in FORMATS.items():
        if exports(who, name):
            files[kind.what].append((name, kind.called))
    return files
