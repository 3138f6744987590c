"""Import: old registers come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.output import facts
from adapters.cli.progress import counting
from adapters.cli.session import Session, operators_command

FILE = typer.Argument(metavar="FILE", exists=True, dir_okay=False, readable=True, help="CSV, XLSX or JSON Lines.")
MAP = typer.Option("--map", exists=True, dir_okay=False, readable=True, help="TOML: which column is which field.")


def add_to(app: typer.Typer) -> None:
    """Add `import` to the commands."""
    importing = typer.Typer(help="Take over what was kept elsewhere.", no_args_is_help=True)
    operators_command(importing, "register", register)
    app.add_typer(importing, name="import")


def register(
    session: Session,
    file: Annotated[Path, FILE],
    *,
    chart: Annotated[Path | None, MAP] = None,
    source: Annotated[str | None, typer.Option(help="Its name; the file's, if left out.")] = None,
) -> None:
    """Take an old register over, with its own dates; rows that do not fit are listed beside the file.

    Exit 1 if no row fits.
    """
    from adapters.import_register import RegisterMap, import_register, read_map
    from engine.access import OPERATOR
    from engine.intake import Intake

    mapped = read_map(chart) if chart else RegisterMap()
    casebook = session.casebook
    zone = casebook.policies.get(casebook.policies.latest()).calendar.timezone
    intake = Intake(casebook.application, OPERATOR)
    with counting("rows") as seen:
        answer = import_register(
            intake, file, mapped, zone=zone, source=source, elsewhere=session.settings.data, seen=seen
        )
    session.catch_up()
    session.answer(answer.shown(), lambda: facts(answer.shown()))
    if answer.rejected and not answer.imported + answer.already_there:
        raise typer.Exit(1)
