"""Raising a case: somebody from a family speaks, and what they say is put down in one go."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.pages import errors
from adapters.pages.keys import new_key
from adapters.pages.navigation import WRITES, first_page
from adapters.pages.offers import Offers
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted
from adapters.pages.step_form import Blueprint, StepForm
from adapters.pages.taking import take
from adapters.pages.visit import Visit
from engine.access import may_see
from engine.case import Case
from engine.refusal import Busy, Contended, KeyReused, NotDue, NotFillable, NotThere

BESIDE = ("inside", "follows")
"""How a new case may belong with an earlier one."""
FAMILY = ("guardian", "student")
REDRAWN = (NotFillable, NotDue, Contended, KeyReused, Busy)


def raising_routes(pages: Pages) -> list[Route]:
    """GET and POST /raise/{workflow}."""
    raising, path = Raising(pages), "/raise/{workflow}"
    return [pages.get(path, raising.show, WRITES), pages.post(path, raising.take, WRITES)]


@dataclass(frozen=True)
class Raising:
    """Draws the form that raises a case, and takes it."""

    pages: Pages

    def show(self, request: Request, visit: Visit) -> Response:
        """The form, with the moment filled in, and what is known from the case that the address names."""
        workflow = self._workflow(request)
        asks = {blank.name for blank in self._blueprint(visit, workflow).blanks}
        known: dict[str, Any] = {"happened_at": visit.now.isoformat()}
        for relation in BESIDE:
            if case := request.query_params.get(relation):
                known |= {relation: case} | self._family(visit, case)
        tree = {name: value for name, value in known.items() if name in asks and value}
        return self._page(visit, workflow, self._blueprint(visit, workflow).empty(visit.zone, None, tree))

    def _family(self, visit: Visit, case: str) -> dict[str, Any]:
        """Who speaks and about whom, as another case has it; nothing, if it is not theirs to see."""
        casebook = self.pages.casebook
        with suppress(NotThere):
            shown = casebook.presenter.open(casebook.finder.case(visit.person, case), visit.person)
            return {part: shown["facts"].get("raise", {}).get(part) for part in FAMILY}
        return {}

    async def take(self, request: Request, visit: Visit, form: Posted) -> Response:
        """Raise the case; if that cannot be, the form comes back as it was filled in."""
        workflow = self._workflow(request)
        if form.get("more"):
            return await run_in_threadpool(self._again, visit, workflow, form, None)
        fields = Blueprint(workflow, "raise", "", "", {}, {}).read(form, visit.zone)
        try:
            taken = await take(self.pages.commands, visit.person, workflow, "raise", form, fields)
        except REDRAWN as error:
            return await run_in_threadpool(self._again, visit, workflow, form, error)
        if not may_see(visit.person, taken.case):
            form_taken = f"raise:{workflow.workflow}"
            first = first_page(visit.person.role, frozenset(self.pages.mounted))
            return see(visit.away(first, form_taken), taken.position)
        return see(f"/cases/{taken.case.reference}?done=raise", taken.position)

    def _again(self, visit: Visit, workflow: type[Case], form: Posted, error: Exception | None) -> Response:
        key = new_key() if isinstance(error, KeyReused) else form.text("key") or new_key()
        flaws = errors.flaws(error) if error else ()
        drawn = self._blueprint(visit, workflow).again(form, visit.zone, flaws, None, key)
        refused = errors.sentence(error) if error and not flaws else ""
        return self._page(visit, workflow, drawn, errors.kind(error).status if error else 200, refused)

    def _page(
        self, visit: Visit, workflow: type[Case], form: StepForm, status: int = 200, refused: str = ""
    ) -> Response:
        context: dict[str, Any] = {"form": form, "workflow": workflow.workflow, "refused": refused}
        return self.pages.show(visit, "raise.html", status, **context)

    def _workflow(self, request: Request) -> type[Case]:
        workflow = self.pages.casebook.workflows.get(request.path_params["workflow"])
        if workflow is None:
            raise NotThere("there is nothing at this address")
        return workflow

    def _blueprint(self, visit: Visit, workflow: type[Case]) -> Blueprint:
        offers, casebook = Offers(self.pages.casebook, visit), self.pages.casebook
        policy = casebook.policies.at(casebook.clock())
        name = workflow.workflow
        return Blueprint(workflow, "raise", f"/raise/{name}", f"raise:{name}", offers.people(), offers.words(policy))
