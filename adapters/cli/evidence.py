"""Evidence: files are uploaded, and read by those who may see the case that they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.facts import facts
from adapters.cli.session import Session, command

PIECE = 262_144
FILE = typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True)


def add_to(app: typer.Typer) -> None:
    """Add `evidence` to the commands."""
    evidence = typer.Typer(help="Files that show what happened.", no_args_is_help=True)
    command(evidence, "add", add)
    command(evidence, "get", get)
    app.add_typer(evidence, name="evidence")


def add(session: Session, file: Annotated[Path, FILE]) -> None:
    """Upload a file; name the id that is printed in a note or a contribution, within a day."""
    who, store = session.who, session.casebook.evidence
    with file.open("rb") as content, store.receive(who) as incoming:
        while piece := content.read(PIECE):
            incoming.write(piece)
        upload = store.keep(incoming, who, file.name)
    told = upload.exhibit.model_dump(exclude={"stored_as"}) | {"name": upload.name}
    session.answer(told, lambda: upload.exhibit.id)


def get(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="ID")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", dir_okay=False, help="Where to save it.")],
) -> None:
    """Save a file that belongs to a case which you may see."""
    who, casebook = session.who, session.read
    found = casebook.exhibits.find(who, file)
    with output.open("xb") as saved:
        for piece in found.content:
            saved.write(piece)
    told = found.exhibit.model_dump(exclude={"stored_as"}) | {"name": found.name, "file": str(output)}
    session.answer(told, lambda: facts(told))
