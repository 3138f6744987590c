"""One member of the staff: role and campus, the way in, tokens, sessions, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.accounts.administration import Administration
from adapters.pages.administration.filling import again, beside
from adapters.pages.administration.staff import ADDRESS, administration_of, campuses_of
from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted
from adapters.pages.visit import Visit
from adapters.staff import ROLES
from engine.access import Who
from engine.refusal import Flaw, NotFillable

PERSON = f"{ADDRESS}/{{staff}}"
DONE = ("added", "changed", "revoked", "signed_out", "factor_removed")
CHANGES_SHOWN = 20

Done = Callable[[Visit, Who, Posted], str]


def person_routes(pages: Pages) -> list[Route]:
    """GET /administration/staff/{staff}, and what is sent from there."""
    page = PersonPage(pages)
    steps: dict[str, Done] = {
        "change": page.change,
        "revoke": page.revoke,
        "sign-out": page.sign_out,
        "remove-factor": page.remove_factor,
        "leave": page.leave,
    }
    return [
        pages.get(PERSON, page.show, ADMINISTERS),
        pages.post(f"{PERSON}/invite", page.invite, ADMINISTERS),
        pages.post(f"{PERSON}/token", page.make_token, ADMINISTERS),
        *(pages.post(f"{PERSON}/{name}", page.doing(step), ADMINISTERS) for name, step in steps.items()),
    ]


@dataclass(frozen=True)
class PersonPage:
    """Shows one person, and does what is asked about them. What is secret stands on one answer, and nowhere else."""

    pages: Pages

    @cached_property
    def administration(self) -> Administration:
        """What is done with the staff."""
        return administration_of(self.pages)

    def show(self, request: Request, visit: Visit) -> Response:
        """The person as they stand."""
        done = request.query_params.get("done", "")
        return self._page(visit, self._who(request), done=done if done in DONE else "")

    def doing(self, step: Done) -> Callable[[Request, Visit, Posted], Response]:
        """Takes one step, and shows what came of it."""

        def take(request: Request, visit: Visit, form: Posted) -> Response:
            who = self._who(request)
            try:
                return see(step(visit, who, form))
            except NotFillable as error:
                return self._page(visit, who, 422, flaws=error.flaws, filled=form)

        return take

    def change(self, visit: Visit, who: Who, form: Posted) -> str:
        """Another role or campus."""
        self.administration.change(visit.person, who, form.text("role"), form.text("campus") or None)
        return f"{ADDRESS}/{who.id}?done=changed"

    def revoke(self, visit: Visit, who: Who, form: Posted) -> str:
        """A token opens nothing more."""
        self.administration.revoke_token(visit.person, who, form.text("token"))
        return f"{ADDRESS}/{who.id}?done=revoked"

    def sign_out(self, visit: Visit, who: Who, _: Posted) -> str:
        """Signed out everywhere."""
        self.administration.sign_out(visit.person, who)
        return f"{ADDRESS}/{who.id}?done=signed_out"

    def remove_factor(self, visit: Visit, who: Who, _: Posted) -> str:
        """No code is asked for any more."""
        self.administration.remove_factor(visit.person, who)
        return f"{ADDRESS}/{who.id}?done=factor_removed"

    def leave(self, visit: Visit, who: Who, _: Posted) -> str:
        """They work here no more."""
        self.administration.leave(visit.person, who)
        return f"{ADDRESS}?done=left"

    def invite(self, request: Request, visit: Visit, _: Posted) -> Response:
        """A link for them, shown this once."""
        who = self._who(request)
        token, until = self.administration.invite(visit.person, who)
        origin = self.pages.casebook.settings.address or f"{request.url.scheme}://{request.url.netloc}"
        return self._page(visit, who, link=(f"{origin}/invitation/{token}", until))

    def make_token(self, request: Request, visit: Visit, form: Posted) -> Response:
        """A token for a program, shown this once."""
        who = self._who(request)
        try:
            token = self.administration.make_token(visit.person, who, form.text("name"))
        except NotFillable as error:
            return self._page(visit, who, 422, flaws=error.flaws, filled=form)
        return self._page(visit, who, token=token)

    def _who(self, request: Request) -> Who:
        return self.administration.person(request.path_params["staff"])

    def _page(
        self,
        visit: Visit,
        who: Who,
        status: int = 200,
        *,
        done: str = "",
        flaws: Sequence[Flaw] = (),
        filled: Posted | None = None,
        link: tuple[str, datetime] | None = None,
        token: str = "",
    ) -> Response:
        casebook, accounts = self.pages.casebook, self.pages.casebook.accounts
        names = casebook.staff.name_of
        changes = self.administration.changes.latest(who.id, CHANGES_SHOWN)
        context: dict[str, Any] = {
            "login": accounts.login_of(who),
            "has_factor": accounts.second_factor.counts(who.id),
            "sessions": accounts.sessions.open(who.id),
            "tokens": casebook.staff.tokens.of(who.id),
            "changes": [(change, names(change.by)) for change in changes],
            "is_oneself": visit.person.id == who.id,
            "roles": ROLES,
            "campuses": campuses_of(self.pages),
            "flaws": beside(flaws),
            "filled": again(filled),
        }
        return self.pages.show(
            visit, "administration/person.html", status, who=who, done=done, link=link, token=token, **context
        )
