"""Cases: which there are, how one stands, how it came there, and what is due."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any

import typer

from adapters.cli.moments import as_of
from adapters.cli.output import table
from adapters.cli.session import Session, command
from adapters.cli.showing import shown_case, shown_deadlines, shown_history

Case = Annotated[str, typer.Argument(metavar="CASE", help="An id or a reference.")]
HappenedBy = Annotated[str | None, typer.Option(metavar="T", help="Only what had happened by then.")]
KnownBy = Annotated[str | None, typer.Option(metavar="T", help="Only what had been recorded by then.")]
Version = Annotated[int | None, typer.Option(min=1, metavar="N", help="Only what came up to this version.")]

DAY_AHEAD = timedelta(days=1)
DUE = ("reference", "name", "due", "overdue", "stage", "assignee", "case")
COLUMNS = ("id", "reference", "workflow", "stage", "campus", "assignee", "raised_at")


def add_to(app: typer.Typer) -> None:
    """Add the commands that ask about cases."""
    command(app, "list", every)
    command(app, "show", show)
    command(app, "history", history)
    command(app, "why", why)
    command(app, "day", day)


def every(
    session: Session,
    *,
    workflow: Annotated[str | None, typer.Option()] = None,
    stage: Annotated[str | None, typer.Option()] = None,
    assignee: Annotated[str | None, typer.Option(metavar="NAME-OR-ID")] = None,
    campus: Annotated[str | None, typer.Option()] = None,
    overdue: Annotated[bool | None, typer.Option("--overdue/--on-time")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 50,
    cursor: Annotated[str | None, typer.Option(help="Where the page before ended.")] = None,
) -> None:
    """List the cases that you may see, the latest first."""
    who, casebook = session.who, session.read
    wanted: dict[str, Any] = {
        "workflow": workflow,
        "stage": stage,
        "campus": campus,
        "overdue": overdue,
        "limit": limit,
        "cursor": cursor,
    }
    owner = casebook.staff.find(assignee).id if assignee else None
    ids, following = casebook.read_models.caseload.page(who, assignee=owner, now=casebook.clock(), **wanted)
    items = [casebook.presenter.show(who, case_id) for case_id in ids]
    session.answer({"items": items, "next": following}, lambda: table(items, COLUMNS))


def show(
    session: Session, case: Case, *, happened_by: HappenedBy = None, known_by: KnownBy = None, version: Version = None
) -> None:
    """Show a case as it stands, or as it stood."""
    who, casebook = session.who, session.read
    told = casebook.presenter.show(who, case, as_of(casebook, happened_by, known_by, version))
    session.answer(told, lambda: shown_case(told))


def history(
    session: Session, case: Case, *, happened_by: HappenedBy = None, known_by: KnownBy = None, version: Version = None
) -> None:
    """Show what happened to a case, event by event."""
    who, casebook = session.who, session.read
    items = casebook.presenter.history(who, case, as_of(casebook, happened_by, known_by, version))
    session.answer({"items": items}, lambda: shown_history(items) or "nothing had happened by then")


def why(
    session: Session, case: Case, deadline: Annotated[str | None, typer.Argument(metavar="[DEADLINE]")] = None
) -> None:
    """Explain the deadlines of a case: the rule, the count, and every pause."""
    from engine.refusal import NotThere

    told = session.read.presenter.show(session.who, case)
    deadlines: list[dict[str, Any]] = [each for each in told["deadlines"] if deadline in (None, each["name"])]
    if deadline and not deadlines:
        raise NotThere(f"{told['reference']} has no deadline {deadline[:80]}")
    answer = {"case": told["id"], "reference": told["reference"], "policy": told["policy"], "deadlines": deadlines}
    session.answer(answer, lambda: shown_deadlines(deadlines) or f"{told['reference']} has no deadlines")


def day(session: Session) -> None:
    """Show what is due for you today, and what is overdue."""
    who, casebook = session.who, session.read
    now, local = casebook.clock(), casebook.policies.get(casebook.policies.latest()).calendar.local
    due = casebook.read_models.deadlines.day(who, now, now + DAY_AHEAD)
    items = [asdict(item) | {"due": local(item.due).isoformat()} for item in due]
    session.answer({"items": items}, lambda: table(items, DUE))
