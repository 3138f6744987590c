"""Staff: who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.facts import facts
from adapters.cli.output import together
from adapters.cli.session import Session, operators_command
from adapters.cli.tables import table

if TYPE_CHECKING:
    from adapters.accounts.administration import Administration
    from engine.access import Who

NOBODY = "nobody yet; add somebody with: casebook staff add NAME --role ROLE"
COLUMNS = ("id", "name", "role", "campus")


def add_to(app: typer.Typer) -> None:
    """Add `staff` to the commands."""
    staff = typer.Typer(help="Who works here.", no_args_is_help=True)
    operators_command(staff, "add", add)
    operators_command(staff, "list", every)
    operators_command(staff, "invite", invite)
    operators_command(staff, "change", change)
    operators_command(staff, "leave", leave)
    app.add_typer(staff, name="staff")


def add(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    *,
    role: Annotated[str, typer.Option(help="teacher, manager, auditor, analyst or admin.")],
    campus: Annotated[str | None, typer.Option(help="Where; a manager without a campus is the principal.")] = None,
) -> None:
    """Add a member of staff; the token is shown this once."""
    who, token = session.casebook.staff.add(name, role, campus)
    told = _told(who) | {"token": token}
    session.answer(told, lambda: together(facts(told), "keep the token: it is not shown again"))
    if sum(each.name == who.name for each in session.casebook.staff.all()) > 1:
        typer.echo(f"somebody else is called {who.name}, too; from now on name them by their ids", err=True)


def every(session: Session) -> None:
    """List everybody."""
    told = [_told(who) for who in session.casebook.staff.all()]
    session.answer({"items": told}, lambda: table(told, COLUMNS, NOBODY))


def invite(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    *,
    without_code: Annotated[
        bool, typer.Option("--without-code", help="They have lost their app: ask for no code any more.")
    ] = False,
) -> None:
    """Make a link on which somebody chooses how they sign in to the pages; an earlier one is of no use any more."""
    from engine.access import OPERATOR

    staff, who = _administration(session), session.casebook.staff.find(name)
    if without_code:
        staff.remove_factor(OPERATOR, who)
    token, ends_at = staff.invite(OPERATOR, who)
    link = f"{session.settings.origin}/invitation/{token}"
    told = {"id": who.id, "name": who.name, "link": link, "ends_at": ends_at.isoformat()}
    shown = {"link": link, "until": session.casebook.calendar.shown(ends_at)}
    session.answer(told, lambda: together(facts(shown), f"hand the link over to {who.name}: it is of use once"))


def change(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    *,
    role: Annotated[str, typer.Option(help="teacher, manager, auditor, analyst or admin.")],
    campus: Annotated[str | None, typer.Option(help="Where; a manager without a campus is the principal.")] = None,
) -> None:
    """Give somebody another role or campus; they sign in anew."""
    from engine.access import OPERATOR

    who = _administration(session).change(OPERATOR, session.casebook.staff.find(name), role, campus)
    told = _told(who)
    session.answer(told, lambda: facts(told))


def leave(session: Session, name: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Let somebody go: no session, link or token of theirs is of use any more; the history still names them."""
    from engine.access import OPERATOR

    who = session.casebook.staff.find(name)
    _administration(session).leave(OPERATOR, who)
    told = _told(who)
    session.answer(told, lambda: together(facts(told), "works here no more"))


def _administration(session: Session) -> Administration:
    from adapters.accounts.administration import Administration
    from adapters.accounts.changes import Changes

    casebook = session.casebook
    return Administration(casebook.staff, casebook.accounts, Changes(casebook.accounts.engine, casebook.clock))


def _told(who: Who) -> dict[str, Any]:
    return {column: getattr(who, column) for column in COLUMNS}
