"""Raising cases and taking steps: the same as the API's POSTs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.readable import Readable
from adapters.cli.session import Session, command
from adapters.cli.showing import shown_case

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from pydantic import BaseModel

    from adapters.cli.filling import Tree
    from engine.application import Request
    from engine.event import Event

FIELD = """A field of the form; a list is written as JSON: findings='[{"allegation": "...", "finding": "upheld"}]'."""

Pairs = Annotated[list[str] | None, typer.Option("--field", metavar="NAME=VALUE", help=FIELD)]
File = Annotated[
    str | None,
    typer.Option(
        "--fields", metavar="FILE.json", help="The form as JSON: a file, {...} itself, or - for standard input."
    ),
]

Seen = Annotated[
    int | None, typer.Option(min=1, metavar="VERSION", help="What you have looked at; refused if it has moved on.")
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
    _take(session, Request(who, workflow, "raise", filled))


def step(
    session: Session,
    case: Annotated[str, typer.Argument(metavar="CASE")],
    verb: Annotated[str, typer.Argument(metavar="STEP")],
    *,
    field: Pairs = None,
    fields: File = None,
    seen: Seen = None,
) -> None:
    """Take a step: listen, record, investigate, solve, feedback, close, or one beside the path."""
    from engine.application import Request
    from engine.form import form_of
    from engine.steps.amendments import Corrected

    who, casebook = session.who, session.read
    found = casebook.finder.case(who, case)
    known_step(found.workflow, found.lifecycle.by_hand, verb)
    kind = found.lifecycle.records[verb]
    filled = _filled(session, field, fields, form_of(kind))
    if issubclass(kind, Corrected):
        _correct(session, filled, casebook.application.events(found.id))
    _take(session, Request(who, found.workflow, verb, filled, found.id, seen))


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


def _take(session: Session, request: Request) -> None:
    casebook = session.casebook
    told = casebook.presenter.case(casebook.application.take(request).case, request.who)
    _react(session)
    session.answer(told, lambda: shown_case(Readable(casebook, request.who)(told)))


def _react(session: Session) -> None:
    """What follows from the step, and whatever else has come due; the step is taken, come what may."""
    import structlog

    try:
        session.react()
    except Exception as error:  # noqa: BLE001 -- the next command, or a server, sees to it
        structlog.get_logger().warning("what has come due was not seen to", error=type(error).__name__)


def _filled(session: Session, pairs: list[str] | None, given: str | None, form: type[BaseModel] | None) -> Tree:
    from adapters.cli.fields import fields_given

    return fields_given(pairs or (), given, form, _zone(session), session.settings.largest_body)


def _correct(session: Session, filled: Tree, events: Sequence[Event]) -> None:
    """The right values are read as the form of the event in question has them."""
    from adapters.cli.filling import Filling
    from engine.form import form_of

    for event in events:
        if str(event.originator_version) == str(filled.get("version")) and isinstance(filled.get("fields"), dict):
            filling = Filling(form_of(type(event)), _zone(session))
            filled["fields"] = filling.placed(filling.typed(filled["fields"]))


def _zone(session: Session) -> ZoneInfo:
    return session.casebook.calendar.timezone
