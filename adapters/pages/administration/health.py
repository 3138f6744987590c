"""Health: how far everything is that is read, what waits by the side of the road, and what the machine is like."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.condition import condition_of, sqlite_loses_a_reset
from adapters.evidence import examine
from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit

ADDRESS = "/administration/health"
MOST_SHOWN = 50


def health_routes(pages: Pages) -> list[Route]:
    """GET /administration/health, POST /administration/health/retry and /rebuild."""
    page = HealthPage(pages)
    return [
        pages.get(ADDRESS, page.show, ADMINISTERS),
        pages.post(f"{ADDRESS}/retry", page.retry, ADMINISTERS),
        pages.post(f"{ADDRESS}/rebuild", page.rebuild, ADMINISTERS),
    ]


@dataclass(frozen=True)
class HealthPage:
    """What the doctor, /readyz and /metrics know, in words."""

    pages: Pages

    def show(self, request: Request, visit: Visit) -> Response:
        """The condition as it is now; evidence is compared with the log only when asked for, which reads all of it."""
        casebook = self.pages.casebook
        asked = "evidence" in request.query_params
        folder = casebook.settings.evidence_folder
        found = examine(folder, casebook.application, casebook.clock()) if asked else None
        condition = condition_of(casebook)
        return self.pages.show(
            visit,
            "administration/health.html",
            condition=condition,
            parked=condition.parked[:MOST_SHOWN],
            evidence=found,
            evidence_bytes=sum(path.stat().st_size for path in found.files) if found else 0,
            done=request.query_params.get("done", ""),
            versions={"casebook": version("casebook"), "sqlite": sqlite3.sqlite_version},
            loses_a_reset=sqlite_loses_a_reset(),
            is_postgres=casebook.settings.database is not None,
        )

    def retry(self, _: Request, __: Visit, ___: Posted) -> Response:
        """Try again the cases that wait."""
        self.pages.casebook.runner.retry_parked()
        return see(f"{ADDRESS}?done=retried")

    def rebuild(self, _: Request, __: Visit, form: Posted) -> Response:
        """Build a read model anew, beside the one that is asked meanwhile."""
        casebook = self.pages.casebook
        casebook.read_models.rebuild([form.text("name")])
        casebook.runner.hint(urgent=True)
        return see(f"{ADDRESS}?done=rebuilding")
