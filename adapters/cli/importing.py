"""Import: old registers come in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.facts import facts
from adapters.cli.progress import counting, is_watched, waiting
from adapters.cli.session import Session, operators_command
from adapters.cli.tables import heading

if TYPE_CHECKING:
    from adapters.import_register import Answer

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
    zone = casebook.calendar.timezone
    intake = Intake(casebook.application, OPERATOR)
    with counting("rows", _rows(file) if is_watched() else None) as seen:
        answer = import_register(
            intake, file, mapped, zone=zone, source=source, elsewhere=session.settings.data, seen=seen
        )
    session.catch_up()
    session.answer(answer.shown(), lambda: _told(answer))
    if answer.rejected and not answer.imported + answer.already_there:
        raise typer.Exit(1)


def _told(answer: Answer) -> Any:
    counts = {heading(name): told for name, told in answer.shown().items()}
    return facts(counts) if any(counts.values()) else "the file has no rows"


def _rows(file: Path) -> int:
    """How many rows the file has; it is read to its end for that."""
    from adapters.import_register.files import open_table

    with waiting("counting the rows"), open_table(file) as table:
        return sum(1 for _ in table.rows)
