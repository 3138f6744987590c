"""The board: the open cases by stage, what is due first on top; only the caseload is read for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.http.identity import READS_CASES
from adapters.pages.card import Card, card_of
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from engine.access import may_take
from engine.lifecycle import CLOSED, PATH

EACH, ALONE = 20, 200
"""How many cases are drawn of each stage, and of one that is looked at alone."""
FILTERS = ("workflow", "campus", "assignee")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board: its cases, and how many stand there in all, and late."""

    stage: str
    cards: list[Card]
    waiting: int
    late: int


def board_routes(pages: Pages) -> list[Route]:
    """GET /board."""
    return [pages.get("/board", Board(pages).show, READS_CASES)]


@dataclass(frozen=True)
class Board:
    """Draws the board."""

    pages: Pages

    def show(self, request: Request, visit: Visit) -> Response:
        """The cases that somebody may see, by stage, as they have been asked for."""
        casebook, asked = self.pages.casebook, _asked(request)
        stage = asked.get("stage")
        columns = self._columns(visit, asked, stage)
        places = casebook.read_models.caseload.places(visit.person)
        context: dict[str, Any] = {
            "asked": asked,
            "takes": any(may_take(visit.person, each) for each in PATH),
            "columns": columns,
            "closed": CLOSED,
            "others": {each: _address(asked | {"stage": each}) for each in PATH},
            "all": _address({name: value for name, value in asked.items() if name != "stage"}),
            "workflows": [(name, visit.word("workflow", name)) for name in self._walking()],
            "campuses": [(campus, campus) for campus in places["campus"]],
            "people": sorted(((id_, casebook.staff.name_of(id_)) for id_ in places["assignee"]), key=lambda p: p[1]),
        }
        return self.pages.show(visit, "board.html", **context)

    def _walking(self) -> list[str]:
        """The workflows whose cases walk the six steps."""
        return [name for name, each in self.pages.casebook.workflows.items() if each.lifecycle.stages[0] == PATH[0]]

    def _columns(self, visit: Visit, asked: Mapping[str, str], stage: str | None) -> list[Column]:
        casebook, stages = self.pages.casebook, [each for each in PATH if stage in (None, each)]
        rows = casebook.read_models.caseload.board(
            visit.person,
            [asked["workflow"]] if "workflow" in asked else self._walking(),
            stages,
            campus=asked.get("campus"),
            assignee=asked.get("assignee"),
            overdue="overdue" in asked,
            words=asked.get("q", ""),
            now=visit.now,
            each=ALONE if stage else EACH,
        )
        columns = {each: Column(each, [], 0, 0) for each in stages}
        name_of, tells_campus = cache(casebook.staff.name_of), "campus" not in asked
        for row in rows:
            known, workflow = columns[row.stage].cards, casebook.workflows[row.workflow]
            card = card_of(workflow, visit, row, name_of, tells_campus=tells_campus)
            columns[row.stage] = Column(row.stage, [*known, card], row.waiting, row.late)
        return list(columns.values())


def _asked(request: Request) -> dict[str, str]:
    """What the board is asked for; what is left open is not asked."""
    known = {name: value[:LONGEST] for name, value in request.query_params.items() if value}
    asked = {name: known[name] for name in (*FILTERS, "q", "overdue") if name in known}
    return asked | ({"stage": known["stage"]} if known.get("stage") in PATH else {})


def _address(asked: Mapping[str, str]) -> str:
    return f"/board?{urlencode(asked)}" if asked else "/board"
