"""What the page of one's own account shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from adapters.accounts import COOKIE, SignInRefused, TooManyTries
from adapters.pages.entrance import Entrance
from adapters.pages.qr import picture_of
from adapters.pages.visit import Visit
from engine.refusal import Flaw, NotFillable

ADDRESS, CHANGES_SHOWN = "/account", 10
DONE = ("password", "factor", "ended")


def shown(
    entrance: Entrance,
    request: Request,
    visit: Visit,
    status: int = 200,
    *,
    flaws: Sequence[Flaw] = (),
    codes: Sequence[str] = (),
) -> Response:
    """The page as it stands now; recovery codes only where they were just made."""
    accounts, who = entrance.accounts, visit.person
    login, done = accounts.login_of(who), request.query_params.get("done")
    proposed = accounts.second_factor.proposed(who.id, login or who.name)
    here = accounts.sessions.visit(request.cookies.get(COOKIE, ""), active=False)
    return entrance.pages.show(
        visit,
        "account.html",
        status,
        login=login,
        done=done if done in DONE and not flaws else None,
        flaws={flaw.field: flaw.message for flaw in flaws},
        codes=codes,
        counts=accounts.second_factor.counts(who.id),
        codes_left=accounts.second_factor.codes_left(who.id),
        proposed=proposed and {"picture": picture_of(proposed[0]), "key": _in_groups(proposed[1]), "uri": proposed[0]},
        sessions=accounts.sessions.open(who.id),
        changes=_changes(entrance, visit),
        here=here.id if here else "",
    )


def _changes(entrance: Entrance, visit: Visit) -> list[tuple[Any, str]]:
    """What was given to them or taken from them, and by whom."""
    name_of, changes = entrance.pages.casebook.staff.name_of, entrance.pages.reception.changes
    return [(change, name_of(change.by)) for change in changes.latest(visit.person.id, CHANGES_SHOWN)]


async def refused(
    entrance: Entrance, request: Request, visit: Visit, field: str, work: Callable[[], None]
) -> Response | None:
    """Do what only the owner may, who says the password once more; the page that says why not, if it is not done."""
    try:
        await entrance.hashed(work)
    except TooManyTries as error:
        flaws = [Flaw(field, str(error))]
        answer = await run_in_threadpool(shown, entrance, request, visit, 429, flaws=flaws)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    except (SignInRefused, NotFillable) as error:
        known = error.flaws if isinstance(error, NotFillable) else [Flaw(field, str(error))]
        return await run_in_threadpool(shown, entrance, request, visit, 422, flaws=known)
    return None


def _in_groups(key: str) -> str:
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
