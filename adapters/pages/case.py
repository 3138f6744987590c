"""The case page: where a case stands, what is due next with its form, and what has become of it so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.family_links import FamilyLinks, family_links
from adapters.http.family_link import origin_of
from adapters.http.identity import READS_CASES
from adapters.pages import errors
from adapters.pages.arriving import WithFiles, arrived
from adapters.pages.at_hand import at_hand
from adapters.pages.case_forms import OF_AN_EVENT, CaseForms
from adapters.pages.case_view import CaseView
from adapters.pages.filled import Tree
from adapters.pages.keys import new_key
from adapters.pages.navigation import WRITES, first_page
from adapters.pages.not_now import raises_beside, why_not
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted
from adapters.pages.qr import picture_of
from adapters.pages.replay import replay_routes
from adapters.pages.step_form import StepForm
from adapters.pages.taking import take, version_seen
from adapters.pages.visit import Visit
from engine.access import may_see
from engine.case import Case
from engine.refusal import Busy, Contended, KeyReused, NotDue, NotFillable, NotThere, Stale

REDRAWN = (NotFillable, NotDue, Contended, Stale, KeyReused, Busy)
"""What does not take the form away from whoever has filled it in."""
AT_ONCE = ("contribute", "approve")
"""Whose form is opened where no other step is due from whoever looks."""
MOVED_ON = (NotDue, Contended, Stale)
AT_A_STEP = "/cases/{case}/{verb}"


def case_routes(pages: Pages) -> list[Route]:
    """GET /cases/{case}, GET /cases/{case}/history, GET and POST /cases/{case}/{verb}."""
    page = CasePage(pages, family_links(pages.casebook))
    return [
        *replay_routes(pages),
        pages.get("/cases/{case}", page.show, READS_CASES),
        pages.get(AT_A_STEP, page.show_step, WRITES),
        pages.post(AT_A_STEP, page.take, WRITES, page.read),
    ]


@dataclass(frozen=True)
class CasePage:
    """Draws one case, and takes its steps."""

    pages: Pages
    links: FamilyLinks

    def show(self, request: Request, visit: Visit) -> Response:
        """The case as it stands, with the form of the step that is due."""
        case, shown = self._opened(request, visit)
        return self._due(request, visit, case, shown, case.stage)

    def _due(self, request: Request, visit: Visit, case: Case, shown: dict[str, Any], asked: str) -> Response:
        """The case with what is due, and why it is not the step that was asked for, if that is so."""
        verb = next((step for step in (case.stage, *AT_ONCE) if step in shown["next_steps"]), None)
        form = self._forms(visit, case, shown).empty(verb, request.query_params) if verb else None
        not_now = "" if asked in shown["next_steps"] else why_not(self.pages.casebook, visit.person, case, asked)
        return self._page(request, visit, case, shown, form, not_now=not_now)

    def show_step(self, request: Request, visit: Visit) -> Response:
        """The same with the form of another step."""
        case, shown = self._opened(request, visit)
        verb = request.path_params["verb"]
        if verb not in case.lifecycle.by_hand or verb == "raise":
            raise NotThere("there is nothing at this address")
        if verb not in shown["next_steps"]:
            return self._due(request, visit, case, shown, verb)
        if verb in OF_AN_EVENT and "version" not in request.query_params:
            return see(f"/cases/{case.reference}#history")
        form = self._forms(visit, case, shown).empty(verb, request.query_params)
        return self._page(request, visit, case, shown, form)

    async def read(self, request: Request) -> Posted:
        """The form of a step, which may bring files."""
        settings, reception = self.pages.casebook.settings, self.pages.reception
        who = (await run_in_threadpool(reception.visit, request)).person
        store, check = self.pages.casebook.evidence, partial(reception.check, request)
        return await arrived(request, store, who, check, settings.largest_body, settings.largest_evidence)

    async def take(self, request: Request, visit: Visit, form: Posted) -> Response:
        """Take the step; if that cannot be, the form comes back as it was filled in, with the reason."""
        verb = request.path_params["verb"]
        if form.get("more"):
            return await run_in_threadpool(self._again, request, visit, form, None)
        try:
            case, fields = await run_in_threadpool(self._filled, request, visit, form)
            taken = await take(self.pages.commands, visit.person, type(case), verb, form, fields, case.id)
        except REDRAWN as error:
            return await run_in_threadpool(self._again, request, visit, form, error)
        if not may_see(visit.person, taken.case):
            first = first_page(visit.person.role, frozenset(self.pages.mounted))
            return see(visit.away(first, f"{verb}:{case.id}"), taken.position)
        return see(f"/cases/{taken.case.reference}?done={verb}", taken.position)

    def _again(self, request: Request, visit: Visit, form: Posted, error: Exception | None) -> Response:
        case, shown = self._opened(request, visit)
        key = new_key() if isinstance(error, KeyReused) else form.text("key") or new_key()
        flaws = errors.flaws(error) if error else ()
        drawn = self._forms(visit, case, shown).again(request.path_params["verb"], form, flaws, key)
        conflict: dict[str, Any] = {}
        if error and not isinstance(error, NotFillable):
            conflict = {"refused": errors.sentence(error)}
            if isinstance(error, MOVED_ON):
                conflict["meanwhile"] = self._since(visit, case, version_seen(form))
        status = errors.kind(error).status if error else 200
        return self._page(request, visit, case, shown, drawn, status, **conflict)

    def _since(self, visit: Visit, case: Case, seen: int) -> list[dict[str, Any]]:
        """What has happened to the case since it was shown."""
        lines = self.pages.casebook.presenter.history(visit.person, case.id)
        return [line for line in lines if 0 < seen < line["version"]]

    def _filled(self, request: Request, visit: Visit, form: Posted) -> tuple[Case, Tree]:
        """The case, and what was filled in."""
        case, verb = (
            self.pages.casebook.finder.case(visit.person, request.path_params["case"]),
            request.path_params["verb"],
        )
        if verb not in case.lifecycle.by_hand or verb == "raise":
            raise NotThere("there is nothing at this address")
        forms = self._forms(visit, case, {})
        fields = forms.fields(verb, form)
        if flaws := [*(form.flaws if isinstance(form, WithFiles) else ()), *forms.questions(fields, form)]:
            raise NotFillable(flaws)
        return case, fields

    def _forms(self, visit: Visit, case: Case, shown: dict[str, Any]) -> CaseForms:
        return CaseForms(self.pages.casebook, visit, case, shown)

    def _opened(self, request: Request, visit: Visit) -> tuple[Case, dict[str, Any]]:
        casebook = self.pages.casebook
        case = casebook.finder.case(visit.person, request.path_params["case"])
        return case, casebook.presenter.open(case, visit.person)

    def _page(
        self,
        request: Request,
        visit: Visit,
        case: Case,
        shown: dict[str, Any],
        form: StepForm | None,
        status: int = 200,
        **told: Any,
    ) -> Response:
        view = CaseView(self.pages.casebook, visit, case, shown)
        done = request.query_params.get("done", "")
        context = {
            "done": done if done in case.lifecycle.by_hand else "",
            "similar": view.similar(form.verb) if form else [],
            "family_link": self._family_link(request, visit, case),
            "refused": "",
            "meanwhile": [],
            "not_now": "",
            "raises": raises_beside(self.pages.casebook, visit.person, case),
        }
        context |= at_hand(view, form.verb if form else "") | told
        return self.pages.show(visit, "case.html", status, view=view, case=shown, form=form, **context)

    def _family_link(self, request: Request, visit: Visit, case: Case) -> dict[str, Any] | None:
        link = self.links.told_if_any(visit.person, case, origin_of(self.pages.casebook, request))
        return link and {**link, "picture": picture_of(link["address"])}
