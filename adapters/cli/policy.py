"""The policy: versions of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from adapters.cli.output import facts
from adapters.cli.session import Session, command

FILE = typer.Argument(metavar="FILE.toml", exists=True, dir_okay=False, readable=True)


def add_to(app: typer.Typer) -> None:
    """Add `policy` to the commands."""
    policy = typer.Typer(help="The versions of the rules.", no_args_is_help=True)
    command(policy, "show", show)
    command(policy, "add", add)
    app.add_typer(policy, name="policy")


def show(session: Session, version: Annotated[int | None, typer.Argument(metavar="[VERSION]", min=1)] = None) -> None:
    """Show a version of the policy; the one in force, if none is named."""
    from engine.refusal import NotThere

    latest = session.casebook.policies.latest()
    if version and version > latest:
        raise NotThere(f"there is no version {version} of the policy; the one in force is {latest}")
    _answer(session, version or latest)


def add(session: Session, file: Annotated[Path, FILE]) -> None:
    """Bring a new version into force, for the cases raised from now on."""
    from eventsourcing.persistence import IntegrityError

    from adapters.bootstrap import policy_from
    from engine.access import OPERATOR
    from engine.refusal import Contended

    casebook = session.casebook
    try:
        version = casebook.policies.adopt(policy_from(file), OPERATOR.id, casebook.clock())
    except IntegrityError:
        raise Contended("somebody else has just added a version; look at it, and add yours again") from None
    _answer(session, version)


def _answer(session: Session, version: int) -> None:
    told: dict[str, Any] = {
        "version": version,
        "policy": session.casebook.policies.get(version).model_dump(mode="json"),
    }
    session.answer(told, lambda: facts(told))
