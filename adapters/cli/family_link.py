"""The family's link: made, shown to be handed on, and revoked."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.cli.cases import Case
from adapters.cli.facts import facts
from adapters.cli.session import Session, command


def add_to(app: typer.Typer) -> None:
    """Add `link` to the commands."""
    command(app, "link", link)


def link(
    session: Session,
    case: Case,
    *,
    language: Annotated[str | None, typer.Option(metavar="en|zh", help="The family's; else their device's.")] = None,
    revoke: Annotated[str | None, typer.Option(metavar="REASON", help="The link is of no use any more.")] = None,
) -> None:
    """Show the link by which the family answers by itself; one is made if it has none."""
    from adapters.cli.readable import Readable
    from adapters.cli.showing import shown_case
    from adapters.family_links import family_links
    from engine.application import Request
    from engine.steps.family_link import GIVE, REVOKE

    who, casebook = session.who, session.read
    links, found = family_links(casebook), casebook.finder.case(who, case)

    def take(verb: str, fields: dict[str, str]) -> None:
        nonlocal found
        found = casebook.application.take(Request(who, found.workflow, verb, fields, found.id)).case

    if revoke is not None:
        take(REVOKE, {"reason": revoke})
        told = casebook.presenter.case(found, who)
        session.answer(told, lambda: shown_case(Readable(casebook, who)(told)))
        return
    if links.of(found) is None or language:
        take(GIVE, {"language": language} if language else {})
    told = links.told(who, found, casebook.settings.origin)
    session.answer(told, lambda: facts({name: str(told[name]) for name in ("address", "ends_at", "reference")}))
