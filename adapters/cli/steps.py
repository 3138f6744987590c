"""Raising cases and taking steps: the same as the API's POSTs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.session import Session, command
from adapters.cli.showing import shown_case

if TYPE_CHECKING:
    from pydantic import BaseModel

    from adapters.cli.fields import Tree

FIELD = """A field of the form; a list is written as JSON: findings='[{"allegation": "...", "finding": "upheld"}]'."""

Pairs = Annotated[list[str] | None, typer.Option("--field", metavar="NAME=VALUE", help=FIELD)]
File = Annotated[
    str | None, typer.Option("--fields", metavar="FILE.json", help="The form as JSON; - reads it from standard input.")
]


def add_to(app: typer.Typer) -> None:
    """Add `raise` and `step` to the commands."""
    command(app, "raise", raise_)
    command(app, "step", step)


def raise_(
    session: Session,
    workflow: Annotated[str, typer.Argument(metavar="WORKFLOW")],
    *,
    field: Pairs = None,
    fields: File = None,
) -> None:
    """Raise a case: somebody is unhappy, or a course is about to end."""
    from adapters.lifecycles import form_for
    from engine.application import Request

    who, workflows = session.who, session.casebook.workflows
    known_workflow(workflow, workflows)
    filled = _filled(session, field, fields, form_for(workflows[workflow], "raise"))
    taken = session.casebook.application.take(Request(who, workflow, "raise", filled))
    told = session.casebook.presenter.case(taken.case, who)
    session.answer(told, lambda: shown_case(told))


def step(
    session: Session,
    case: Annotated[str, typer.Argument(metavar="CASE")],
    verb: Annotated[str, typer.Argument(metavar="STEP")],
    *,
    field: Pairs = None,
    fields: File = None,
) -> None:
    """Take a step: listen, record, investigate, solve, feedback, close, or one beside the path."""
    from engine.application import Request
    from engine.form import form_of

    who, casebook = session.who, session.read
    found = casebook.finder.case(who, case)
    known_step(found.workflow, found.lifecycle.by_hand, verb)
    filled = _filled(session, field, fields, form_of(found.lifecycle.records[verb]))
    taken = casebook.application.take(Request(who, found.workflow, verb, filled, found.id))
    told = casebook.presenter.case(taken.case, who)
    session.answer(told, lambda: shown_case(told))


def known_workflow(workflow: str, workflows: Collection[str]) -> None:
    """Wrong usage, unless it is one of these."""
    if workflow not in workflows:
        raise typer.BadParameter(f"{workflow[:80]!r} is not one of {', '.join(workflows)}", param_hint="WORKFLOW")


def known_step(workflow: str, steps: Sequence[str], verb: str) -> None:
    """A refusal that names the steps, unless this is one of them."""
    from engine.refusal import NotThere

    if verb not in steps:
        article = "an" if workflow[0] in "aeiou" else "a"
        raise NotThere(f"{article} {workflow} has no step {verb[:80]}; it has: {', '.join(steps)}")


def _filled(session: Session, pairs: list[str] | None, file: str | None, form: type[BaseModel] | None) -> Tree:
    from adapters.cli.fields import fields_given

    policies = session.casebook.policies
    zone = policies.get(policies.latest()).calendar.timezone
    return fields_given(pairs or (), file, form, zone, session.settings.largest_body)
