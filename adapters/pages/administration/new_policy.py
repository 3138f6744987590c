"""New rules: written or uploaded, tried on the open cases, and adopted from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.pages.administration.policy import ADDRESS
from adapters.pages.administration.written_rules import TEXT, Trouble, read_rules, troubles
from adapters.pages.errors import kind, sentence
from adapters.pages.keys import new_key
from adapters.pages.navigation import ADMINISTERS
from adapters.pages.pages import Pages, see
from adapters.pages.posted import Posted
from adapters.pages.uploading import Uploaded, uploaded
from adapters.pages.visit import Visit
from adapters.policy.difference import Change, difference
from adapters.policy.trial import Trial, trial
from adapters.toml import toml
from engine.adopting import adopt, beginning
from engine.policy import Policy
from engine.refusal import Busy, Contended, Flaw, KeyReused, NotFillable

NEW = f"{ADDRESS}/new"
FROM = "from"
REDRAWN = (NotFillable, Contended, KeyReused, Busy)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody has filled in: the text of the rules, and from when on they are to hold."""

    text: str
    since: str
    key: str


class Tried(NamedTuple):
    """What new rules would change: of the version whose place they would take, and for the open cases."""

    replaced: int
    changes: list[Change]
    trial: Trial


def new_policy_routes(pages: Pages) -> list[Route]:
    """GET and POST /administration/policy/new."""
    page = NewPolicyPage(pages)
    largest = pages.casebook.settings.largest_body

    async def reading(request: Request) -> Posted:
        return await uploaded(request, largest)

    return [pages.get(NEW, page.show, ADMINISTERS), pages.post(NEW, page.take, ADMINISTERS, reading)]


@dataclass(frozen=True)
class NewPolicyPage:
    """Draws the form, tries what is in it, and adopts it on the way that POST /api/policies goes."""

    pages: Pages

    def show(self, _: Request, visit: Visit) -> Response:
        """The rules in force, to be changed."""
        text = toml(self._in_force(visit).model_dump(mode="json"))
        return self._page(visit, Written(text, "", new_key()))

    async def take(self, _: Request, visit: Visit, form: Posted) -> Response:
        """Try them, or adopt them if that is asked for."""
        text = form.get("text", "")
        try:
            text = await _text_of(form) or text
            return await run_in_threadpool(self._take, visit, form, text)
        except REDRAWN as error:
            key = new_key() if isinstance(error, KeyReused) else form.text("key") or new_key()
            written = Written(text, form.text(FROM), key)
            return await run_in_threadpool(self._refused, visit, written, error)

    def _take(self, visit: Visit, form: Posted, text: str) -> Response:
        casebook, commands = self.pages.casebook, self.pages.commands
        policy, since = read_rules(text, casebook.policies.scope), _day(form.text(FROM))
        if not form.get("adopt"):
            written = Written(text, form.text(FROM), form.text("key") or new_key())
            replaced = casebook.policies.in_force(beginning(policy, since, visit.now) or visit.now)
            tried = Tried(replaced, difference(casebook.policies.get(replaced), policy), trial(casebook, policy))
            return self._page(visit, written, tried=tried)
        body = f"{since}\n".encode() + text.encode()
        once = commands.keys.once_with(form.text("key"), visit.person, "policies", body)
        version = adopt(casebook.policies, visit.person, policy, casebook.clock(), since, once)
        commands.heard()
        return see(f"{ADDRESS}?added={version}", casebook.log.max_notification_id())

    def _refused(self, visit: Visit, written: Written, error: Exception) -> Response:
        flaws = error.flaws if isinstance(error, NotFillable) else ()
        about_the_day = next((flaw.message for flaw in flaws if flaw.field == FROM), "")
        wrong = troubles(written.text, [flaw for flaw in flaws if flaw.field != FROM])
        refused = "" if flaws else sentence(error)
        return self._page(visit, written, kind(error).status, wrong=wrong, about_the_day=about_the_day, refused=refused)

    def _in_force(self, visit: Visit) -> Policy:
        return self.pages.casebook.policies.at(visit.now)

    def _page(
        self,
        visit: Visit,
        written: Written,
        status: int = 200,
        *,
        wrong: Sequence[Trouble] = (),
        about_the_day: str = "",
        refused: str = "",
        tried: Tried | None = None,
    ) -> Response:
        policies, now = self.pages.casebook.policies, self.pages.casebook.clock()
        return self.pages.show(
            visit,
            "administration/policy_new.html",
            status,
            written=written,
            in_force=policies.in_force(now),
            announced=policies.announced(now),
            wrong=wrong,
            about_the_day=about_the_day,
            refused=refused,
            replaced=tried and tried.replaced,
            changes=tried and tried.changes,
            trial=tried and tried.trial,
        )


async def _text_of(form: Posted) -> str:
    """The file that was sent, if there is one."""
    file = form.files.get("file") if isinstance(form, Uploaded) else None
    if file is None:
        return ""
    try:
        return (await file.read()).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NotFillable([Flaw(TEXT, "is not a text in UTF-8")]) from None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise NotFillable([Flaw(FROM, "is no day")]) from None
