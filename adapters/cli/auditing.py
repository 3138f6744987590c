"""Auditing: who has looked into what."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.output import together
from adapters.cli.readable import Readable
from adapters.cli.session import Session, command
from adapters.cli.tables import table

COLUMNS = ("read_at", "by_name", "what", "version")
NOBODY = "nobody has opened it while it was confidential"


def add_to(app: typer.Typer) -> None:
    """Add `reads` to the commands."""
    command(app, "reads", reads)


def reads(
    session: Session,
    case: Annotated[str, typer.Argument(metavar="CASE", help="An id or a reference.")],
    *,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 50,
    cursor: Annotated[str | None, typer.Option(help="Where the page before ended.")] = None,
) -> None:
    """Show auditors who has opened a confidential case, and when."""
    from adapters.reads import Reads

    who, casebook = session.who, session.read
    told = Reads(casebook.presenter).of(who, case, limit, cursor)
    more = f"there are more: --cursor {told['next']}" if told["next"] else ""
    session.answer(told, lambda: together(table(Readable(casebook, who)(told["items"]), COLUMNS, NOBODY), more))
