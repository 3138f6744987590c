"""The audit: who has read confidential cases lately, who changed the staff, and who the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.accounts.changes import Changes
from adapters.pages.navigation import AUDITS
from adapters.pages.pages import Pages
from adapters.pages.visit import Visit
from adapters.policy import files as told_of
from engine.reading import Read, readings_of

MOST_CASES, READINGS_EACH, MOST_SHOWN = 50, 10, 100


def audit_routes(pages: Pages) -> list[Route]:
    """GET /audit."""
    return [pages.get("/audit", AuditPage(pages).show, AUDITS)]


@dataclass(frozen=True)
class AuditPage:
    """Draws what was put down beside the cases."""

    pages: Pages

    def show(self, _: Request, visit: Visit) -> Response:
        """The latest first."""
        casebook = self.pages.casebook
        names = casebook.staff.names()
        changes = Changes(casebook.accounts.engine, casebook.clock).latest(limit=MOST_SHOWN)
        versions = told_of.listed(casebook.policies, visit.now)[::-1]
        return self.pages.show(
            visit,
            "audit.html",
            readings=self._readings(),
            most=MOST_CASES,
            changes=changes,
            versions=versions,
            name_of=lambda staff_id: names.get(staff_id) or casebook.staff.name_of(staff_id),
        )

    def _readings(self) -> list[dict[str, Any]]:
        """Of the confidential cases that were raised last."""
        casebook = self.pages.casebook
        rows = casebook.read_models.view("caseload").ask(
            lambda of: (
                select(of.c.case_id, of.c.reference)
                .where(of.c.confidential)
                .order_by(of.c.raised_at.desc())
                .limit(MOST_CASES)
            )
        )
        found = [
            {"reference": row.reference, "by": event.by, "at": event.timestamp, "what": event.what}
            for row in rows
            for event in map(
                casebook.mapper.to_domain_event,
                casebook.log.select_events(readings_of(row.case_id), desc=True, limit=READINGS_EACH),
            )
            if isinstance(event, Read)
        ]
        return sorted(found, key=lambda each: each["at"], reverse=True)[:MOST_SHOWN]
