"""The family's page: by a link they say what they think of the solution, without an account, on any phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from adapters.accounts import COOKIE, TooManyTries
from adapters.family_links import PATH, FamilyLinks, LinkOver, Opened, family_links
from adapters.http.problems import KNOWN
from adapters.pages import errors
from adapters.pages.entrance import address_of
from adapters.pages.headers import HEADERS
from adapters.pages.page_route import PageRoute
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted, posted
from adapters.pages.templates import environment
from adapters.pages.texts import LOCALES, preferred
from adapters.pages.visit import Visit
from engine.refusal import Flaw, KeyReused, NotDue, NotFillable, NotThere

QUIETLY = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
LARGEST = 100_000
"""Bytes of an answer; a family's words may take 20,000 characters."""
VERDICTS: Mapping[str, Mapping[str, Any]] = {
    "yes": {"accepted": True},
    "solution": {"accepted": False, "disputed": "solution"},
    "finding": {"accepted": False, "disputed": "finding"},
}
"""What is meant by each way in which a family can take a solution."""
NOTHING = Posted(())
TOO_LATE = (LinkOver, KeyReused, NotThere, NotDue)
"""What becomes of an answer that comes when there is nothing to answer any more."""


def answer_routes(pages: Pages) -> list[Route]:
    """GET and POST /answer/{token}."""
    page = AnswerPage(pages, family_links(pages.casebook))
    path = f"{PATH}{{token}}"
    return [PageRoute(path, page.show, "GET", None), PageRoute(path, page.take, "POST", None)]


@dataclass(frozen=True)
class AnswerPage:
    """Asks the family, and thanks it. Nothing of the case stands on it but the name by which one asks for it."""

    pages: Pages
    links: FamilyLinks

    def show(self, request: Request) -> Response:
        """The questions, or why there are none any more; looking changes nothing."""
        try:
            opened = self._opened(request)
        except KNOWN as error:
            return self._refused(request, None, error)
        if opened.state == "open":
            return self._questions(request, opened)
        return self._page(request, opened, opened.state, 200 if opened.state == "answered" else 410)

    async def take(self, request: Request) -> Response:
        """Take the answer; what cannot be taken is given back as it was written."""
        opened, form = None, NOTHING
        try:
            opened = await run_in_threadpool(self._opened, request)
            form = await posted(request, LARGEST)
            if await run_in_threadpool(self._is_staff, request):
                return await run_in_threadpool(self._questions, request, opened, form)
            await self.pages.commands.take(self.links.request(opened, said(form, opened)))
        except KNOWN as error:
            return await run_in_threadpool(self._refused, request, opened, error, form)
        return see(f"{request.url.path}?language={self._visit(request, opened).locale}")

    def _opened(self, request: Request) -> Opened:
        return self.links.open(request.path_params["token"], address_of(request))

    def _is_staff(self, request: Request) -> bool:
        sessions = self.pages.casebook.accounts.sessions
        return sessions.visit(request.cookies.get(COOKIE, ""), active=False) is not None

    def _questions(
        self, request: Request, opened: Opened, form: Posted | None = None, flaws: Iterable[Flaw] = ()
    ) -> Response:
        """What is asked; whoever has signed in sees it, but does not answer for the family."""
        is_staff, wrong = self._is_staff(request), {flaw.field for flaw in flaws}
        status = 422 if wrong else 403 if is_staff and form else 200
        return self._page(request, opened, "open", status, filled=form or NOTHING, wrong=wrong, is_staff=is_staff)

    def _refused(self, request: Request, opened: Opened | None, error: Exception, form: Posted = NOTHING) -> Response:
        """In words that a family understands; nothing is told to whoever has made up a link."""
        if opened and isinstance(error, NotFillable):
            return self._questions(request, opened, form, error.flaws)
        state, status = _why(opened, error)
        answer = self._page(request, opened, state, status, words=form.text("words"))
        if isinstance(error, TooManyTries):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer

    def _page(self, request: Request, opened: Opened | None, state: str, status: int, **more: Any) -> Response:
        visit = self._visit(request, opened)
        drawn = environment(visit.locale, visit.zone).get_template("answer.html")
        known = {"visit": visit, "state": state, "opened": opened, "words": ""}
        return HTMLResponse(drawn.render(known | more), status, HEADERS | QUIETLY)

    def _visit(self, request: Request, opened: Opened | None) -> Visit:
        """Nobody in particular, in the language that was chosen, else in the family's, else in their device's."""
        chosen = request.query_params.get("language", "")
        family = opened.given.language if opened and opened.given else None
        known = chosen if chosen in LOCALES else family
        locale = preferred(request.headers.get("accept-language", ""), known)
        calendar = self.pages.casebook.calendar
        return Visit(None, locale, calendar.timezone, calendar.local(self.pages.casebook.clock()), request.url.path)


def _why(opened: Opened | None, error: Exception) -> tuple[str, int]:
    """What the page says instead of taking an answer, and its status."""
    if isinstance(error, TooManyTries):
        return "often", 429
    if opened and isinstance(error, TOO_LATE):
        return "late", 409 if isinstance(error, KeyReused) else 410
    return ("unknown", 404) if isinstance(error, NotThere) else ("again", errors.kind(error).status)


def said(form: Posted, opened: Opened) -> dict[str, Any]:
    """The answer as it was filled in, in the words of the step."""
    score, words = form.text("satisfaction"), form.text("words")
    told: dict[str, Any] = {"satisfaction": int(score)} if score in set("12345") else {}
    told |= {"words": words} if words else {}
    if "answer" in opened.case.lifecycle.records["feedback"].model_fields:
        return told | ({"answer": form.text("answer")} if form.text("answer") else {})
    return told | dict(VERDICTS.get(form.text("verdict"), {}))
