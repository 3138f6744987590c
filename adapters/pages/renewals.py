"""Renewals: those that are undecided, touchpoint by touchpoint, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.http.identity import READS_CASES
from adapters.http.moments import since, until
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from adapters.renewals import AT_ONCE, Open, RenewalsOverview
from engine.access import may_take

LONGEST = 200
ANSWERS = ("renewed", "declined", "deferred", "withdrawn", "undecided")
OTHERS = ("waiting_for_objection", "saved_by_objection", "referrals")


@dataclass(frozen=True)
class Touched:
    """The renewals of which so much of the lessons was used; `share` is None where lessons are not counted."""

    share: int | None
    renewals: list[Open]


def renewals_routes(pages: Pages) -> list[Route]:
    """GET /renewals."""
    return [pages.get("/renewals", Renewals(pages).show, READS_CASES)]


@dataclass(frozen=True)
class Renewals:
    """Draws the pipeline of renewals, from read models alone."""

    pages: Pages

    def show(self, request: Request, visit: Visit) -> Response:
        """Those that somebody may see; the figures are of the answers that are due in the span that was asked for."""
        casebook, asked = self.pages.casebook, _asked(request)
        overview = RenewalsOverview(casebook.read_models.renewals, casebook.presenter.others)
        campus, who = asked.get("campus"), visit.person
        first, last = since(casebook, _day(asked, "from")), until(casebook, _day(asked, "to"))
        found = overview.open(who, campus)
        context: dict[str, Any] = {
            "asked": asked,
            "counted": overview.of(who, first, last, campus),
            "figures": (*ANSWERS, *OTHERS),
            "touched": by_touchpoint(found, casebook.policies.at(visit.now).touchpoints.lessons_used),
            "listed": len(found),
            "is_cut": len(found) == AT_ONCE,
            "campuses": casebook.read_models.renewals.campuses(who),
            "today": visit.now.date(),
            "may_raise": may_take(who, "raise"),
            "name_of": casebook.staff.name_of,
            "zone": casebook.calendar.local,
        }
        return self.pages.show(visit, "renewals.html", **context)


def by_touchpoint(found: Iterable[Open], marks: Iterable[int]) -> list[Touched]:
    """The latest touchpoint first; those whose lessons are not counted come last."""
    by_share: dict[int | None, list[Open]] = {share: [] for share in (*sorted(marks, reverse=True), 0, None)}
    for each in found:
        by_share.setdefault(each.row["touched"], []).append(each)
    known = sorted((share for share in by_share if share is not None), reverse=True)
    return [Touched(share, by_share[share]) for share in (*known, None) if by_share[share] or share]


def _asked(request: Request) -> dict[str, str]:
    known = request.query_params
    return {name: known[name][:LONGEST] for name in ("campus", "from", "to") if known.get(name)}


def _day(asked: Mapping[str, str], name: str) -> date | None:
    """A day as a browser's calendar writes it; what is none is not asked for."""
    try:
        return date.fromisoformat(asked.get(name, ""))
    except ValueError:
        return None
