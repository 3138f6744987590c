"""The policy: versions of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.facts import facts
from adapters.cli.session import Session, operators_command
from adapters.cli.tables import table
from adapters.toml import toml

FILE = typer.Argument(metavar="FILE.toml", exists=True, dir_okay=False, readable=True)
COLUMNS = ("version", "from", "in_force", "adopted_at", "by")


def add_to(app: typer.Typer) -> None:
    """Add `policy` to the commands."""
    policy = typer.Typer(help="The versions of the rules.", no_args_is_help=True)
    operators_command(policy, "show", show)
    operators_command(policy, "list", every)
    operators_command(policy, "add", add)
    app.add_typer(policy, name="policy")


def show(
    session: Session,
    version: Annotated[int | None, typer.Argument(metavar="[VERSION]", min=1)] = None,
    *,
    as_toml: Annotated[bool, typer.Option("--toml", help="Print the file that `policy add` takes.")] = False,
) -> None:
    """Show a version of the policy; the one in force, if none is named."""
    policies = session.casebook.policies
    if as_toml and session.as_json:
        raise typer.BadParameter("choose one: --toml or --json", param_hint="--toml")
    _answer(session, version or policies.in_force(session.casebook.clock()), as_toml=as_toml)


def every(session: Session) -> None:
    """List the versions of the policy, and from when on each holds for new cases."""
    from adapters.policy.files import listed

    items = listed(session.casebook.policies, session.casebook.clock())
    session.answer({"items": items}, lambda: table(items, COLUMNS, "there is none"))


def add(
    session: Session,
    file: Annotated[Path, FILE],
    *,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="From when on it holds for new cases; at once, if left out."),
    ] = None,
) -> None:
    """Bring a new version into force, for the cases raised from then on."""
    from adapters.cli.moments import day_or_moment
    from adapters.policy.files import policy_from
    from engine.access import OPERATOR
    from engine.adopting import adopt

    casebook, policy = session.casebook, policy_from(file)
    policies, now = casebook.policies, casebook.clock()
    if since is None and policy == policies.at(now):
        version = policies.in_force(now)
        typer.echo(f"this is version {version}, which is in force; nothing was added", err=True)
    else:
        version = adopt(policies, OPERATOR, policy, now, day_or_moment(casebook, since, "--from"))
    _answer(session, version)


def _answer(session: Session, version: int, *, as_toml: bool = False) -> None:
    from adapters.policy.files import shown

    told = shown(session.casebook.policies, version, session.casebook.clock())
    session.answer(told, lambda: toml(told["policy"]) if as_toml else facts(told))
