"""The policy: versions of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from adapters.cli.facts import facts
from adapters.cli.session import Session, operators_command
from adapters.cli.toml import toml

FILE = typer.Argument(metavar="FILE.toml", exists=True, dir_okay=False, readable=True)


def add_to(app: typer.Typer) -> None:
    """Add `policy` to the commands."""
    policy = typer.Typer(help="The versions of the rules.", no_args_is_help=True)
    operators_command(policy, "show", show)
    operators_command(policy, "add", add)
    app.add_typer(policy, name="policy")


def show(
    session: Session,
    version: Annotated[int | None, typer.Argument(metavar="[VERSION]", min=1)] = None,
    *,
    as_toml: Annotated[bool, typer.Option("--toml", help="Print the file that `policy add` takes.")] = False,
) -> None:
    """Show a version of the policy; the one in force, if none is named."""
    from engine.refusal import NotThere

    latest = session.casebook.policies.latest()
    if version and version > latest:
        raise NotThere(f"there is no version {version} of the policy; the one in force is {latest}")
    if as_toml and session.as_json:
        raise typer.BadParameter("choose one: --toml or --json", param_hint="--toml")
    _answer(session, version or latest, as_toml=as_toml)


def add(session: Session, file: Annotated[Path, FILE]) -> None:
    """Bring a new version into force, for the cases raised from now on."""
    from eventsourcing.persistence import IntegrityError

    from adapters.policies import policy_from
    from engine.access import OPERATOR
    from engine.refusal import Contended

    casebook, policy = session.casebook, policy_from(file)
    latest = casebook.policies.latest()
    if policy == casebook.policies.get(latest):
        typer.echo(f"this is version {latest}, which is in force; nothing was added", err=True)
        _answer(session, latest)
        return
    try:
        version = casebook.policies.adopt(policy, OPERATOR.id, casebook.clock())
    except IntegrityError:
        raise Contended("somebody else has just added a version; look at it, and add yours again") from None
    _answer(session, version)


def _answer(session: Session, version: int, *, as_toml: bool = False) -> None:
    told: dict[str, Any] = {
        "version": version,
        "policy": session.casebook.policies.get(version).model_dump(mode="json"),
    }
    session.answer(told, lambda: toml(told["policy"]) if as_toml else facts(told))
