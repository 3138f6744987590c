"""Replay: a case event by event, as it was known and as it had happened, at any moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.http.identity import READS_CASES
from adapters.pages.case_view import CaseView
from adapters.pages.facts import Facts
from adapters.pages.filled import placed
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from engine.asking.time_travel import AsOf
from engine.refusal import NotThere

LONGEST_NUMBER = 6
Line = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """How far a slider stands on its line of events, and which moment that is; none at its end."""

    number: int
    most: int
    moment: datetime | None

    @property
    def before(self) -> int:
        """One event back."""
        return max(1, self.number - 1)

    @property
    def after(self) -> int:
        """One event on."""
        return min(self.most, self.number + 1)


def replay_routes(pages: Pages) -> list[Route]:
    """GET /cases/{case}/history."""

    def show_replay(request: Request, visit: Visit) -> Response:
        name = request.path_params["case"]
        presenter = pages.casebook.presenter
        lines = presenter.history(visit.person, name)
        known = _place(request, visit, "known", [line["recorded_at"] for line in lines])
        happened = _place(request, visit, "happened", sorted(line["happened_at"] for line in lines))
        version = (
            lines[known.number - 1]["version"] if known.moment and "known_by" not in request.query_params else None
        )
        as_of = AsOf(happened.moment, known.moment, version)
        view = _then(pages, visit, name, as_of)
        counted = {line["version"] for line in presenter.history(visit.person, name, as_of)} if view else set()
        case = pages.casebook.finder.case(visit.person, name)
        put = Facts(visit, pages.casebook.staff.name_of)
        context: dict[str, Any] = {
            "reference": case.reference,
            "at": as_of.judged_at(visit.now),
            "lines": [
                line
                | {
                    "counts": line["version"] in counted,
                    "said": put.in_line(type(case), line),
                }
                for line in lines[::-1]
            ],
        }
        return pages.show(visit, "replay.html", view=view, known=known, happened=happened, **context)

    return [pages.get("/cases/{case}/history", show_replay, READS_CASES)]


def _then(pages: Pages, visit: Visit, name: str, as_of: AsOf) -> CaseView | None:
    """The case as it was; None before it was raised."""
    try:
        case, shown = pages.casebook.presenter.then(visit.person, name, as_of)
    except NotThere:
        return None
    return CaseView(pages.casebook, visit, case, shown)


def _place(request: Request, visit: Visit, axis: str, moments: list[str]) -> Place:
    """Where a slider stands: at the moment that is asked for, else at the event of that number, else at the end."""
    most, asked = len(moments), request.query_params
    if moment := _moment(asked.get(f"{axis}_by", ""), visit):
        reached = sum(datetime.fromisoformat(each) <= moment for each in moments)
        return Place(max(1, reached), most, moment)
    written = asked.get(axis, "")
    number = int(written) if written.isascii() and written.isdecimal() and len(written) <= LONGEST_NUMBER else most
    number = max(1, min(number, most))
    return Place(number, most, None if number == most else datetime.fromisoformat(moments[number - 1]))


def _moment(written: str, visit: Visit) -> datetime | None:
    try:
        return datetime.fromisoformat(placed(written, visit.zone)) if "T" in written else None
    except ValueError:
        return None
