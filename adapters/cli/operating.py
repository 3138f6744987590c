"""Operating: what keeps the program in order."""

from __future__ import annotations

from math import inf
from typing import Annotated

import typer

from adapters.cli.facts import facts
from adapters.cli.output import apart
from adapters.cli.progress import waiting
from adapters.cli.session import Session, operators_command
from adapters.cli.tables import table


def add_to(app: typer.Typer) -> None:
    """Add the operator's commands."""
    for name, run in {"rebuild": rebuild, "react": react, "doctor": doctor}.items():
        operators_command(app, name, run)


def rebuild(
    session: Session,
    read_model: Annotated[str | None, typer.Argument(metavar="[READ-MODEL]", help="All, if none is named.")] = None,
) -> None:
    """Build a read model again from the log, beside the old one, then swap them."""
    casebook = session.casebook
    with waiting("building read models"):
        casebook.read_side.rebuild(read_model)
    told = {"rebuilt": read_model or "all", "position": casebook.runner.position()}
    session.answer(told, lambda: facts(told))


def react(session: Session) -> None:
    """See to what has come due by itself: reminders, escalations, renewals. For cron, where nothing is served."""
    told = {"seen_to": session.react(inf)}
    session.answer(told, lambda: f"seen to: {told['seen_to']}")


def doctor(session: Session) -> None:
    """Examine settings and stores; exit 1 if something is wrong."""
    from adapters.cli.doctor import examined

    findings, settings = examined(session)
    told = {"ok": all(finding["state"] != "wrong" for finding in findings), "settings": settings, "checks": findings}
    session.answer(
        told,
        lambda: apart(
            table(settings, ("setting", "value", "says"), "no settings"),
            table(findings, ("check", "state", "says"), "no checks"),
        ),
    )
    if not told["ok"]:
        raise typer.Exit(1)
