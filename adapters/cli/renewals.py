"""Renewals: how many are due, and what became of them."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.facts import facts
from adapters.cli.moments import since, until
from adapters.cli.session import Session, command
from adapters.cli.tables import heading


def add_to(app: typer.Typer) -> None:
    """Add `renewals` to the commands."""
    command(app, "renewals", renewals)


def renewals(
    session: Session,
    *,
    first: Annotated[str | None, typer.Option("--from", metavar="T", help="The answer is due then or later.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="T", help="The answer is due by then.")] = None,
    campus: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Count the renewals that you may see: due, and what became of them."""
    from adapters.renewals import RenewalsOverview

    who, casebook = session.who, session.read
    overview = RenewalsOverview(casebook.read_models.renewals, casebook.presenter.others)
    told = overview.of(who, since(casebook, first, "--from"), until(casebook, last, "--to"), campus)
    session.answer(told, lambda: facts({heading(name): str(count) for name, count in told.items()}))
