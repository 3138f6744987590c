"""Staff: who works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.facts import facts
from adapters.cli.output import together
from adapters.cli.session import Session, operators_command
from adapters.cli.tables import table

if TYPE_CHECKING:
    from engine.access import Who

NOBODY = "nobody yet; add somebody with: casebook staff add NAME --role ROLE"
COLUMNS = ("id", "name", "role", "campus")


def add_to(app: typer.Typer) -> None:
    """Add `staff` to the commands."""
    staff = typer.Typer(help="Who works here.", no_args_is_help=True)
    operators_command(staff, "add", add)
    operators_command(staff, "list", every)
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


def _told(who: Who) -> dict[str, Any]:
    return {column: getattr(who, column) for column in COLUMNS}
