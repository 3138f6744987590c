"""Cases: which there are, how one stands, how it came there, and what is due."""

from __future__ import annotations

from operator import itemgetter
from typing import Annotated, Any

import typer

from adapters.cli.moments import as_of
from adapters.cli.output import together
from adapters.cli.readable import Readable
from adapters.cli.session import Session, command
from adapters.cli.showing import due, shown_case, shown_deadlines, shown_history
from adapters.cli.tables import table

Case = Annotated[str, typer.Argument(metavar="CASE", help="An id or a reference.")]
HappenedBy = Annotated[str | None, typer.Option(metavar="T", help="Only what had happened by then.")]
KnownBy = Annotated[str | None, typer.Option(metavar="T", help="Only what had been recorded by then.")]
Version = Annotated[int | None, typer.Option(min=1, metavar="N", help="Only what came up to this version.")]

NOTHING_DUE = "nothing of yours is overdue, nothing is due within a day, and nothing waits for you"
NOTHING_YET = "nothing had happened by then"
DUE = ("reference", "name", "due", "overdue", "owner", "workflow", "stage", "campus", "why", "case")
COLUMNS = ("reference", "workflow", "stage", "raised_at", "due_next", "campus", "assignee", "case")


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
    overdue: Annotated[
        bool | None, typer.Option("--overdue/--on-time", help="A deadline, or that of a contribution, is over.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 50,
    cursor: Annotated[str | None, typer.Option(help="Where the page before ended.")] = None,
) -> None:
    """List the cases that you may see, the latest first."""
    from engine.access import may_see

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
    cases = (casebook.application.case(case_id) for case_id in ids)
    items = [casebook.presenter.listed(case, who) for case in cases if may_see(who, case)]
    session.answer({"items": items, "next": following}, lambda: _listed(Readable(casebook, who).rows(items), following))


def _listed(cases: list[dict[str, Any]], following: str | None) -> Any:
    rows = [case | {"due_next": _due_next(case)} for case in cases]
    return together(table(rows, COLUMNS, "there is no such case that you may see"), _more(following))


def _more(following: str | None) -> str:
    return f"there are more: --cursor {following}" if following else ""


def _due_next(case: dict[str, Any]) -> str:
    """Of the deadlines of an open case that are still to be met the first."""
    unmet = [] if case["closed_at"] else [each for each in case["deadlines"] if not each["met_at"]]
    return next((f"{each['name']} {due(each)}" for each in sorted(unmet, key=itemgetter("due"))), "")


def show(
    session: Session, case: Case, *, happened_by: HappenedBy = None, known_by: KnownBy = None, version: Version = None
) -> None:
    """Show a case as it stands, or as it stood."""
    who, casebook = session.who, session.read
    told = casebook.presenter.show(who, case, as_of(casebook, happened_by, known_by, version))
    session.answer(told, lambda: shown_case(Readable(casebook, who)(told)))


def history(
    session: Session, case: Case, *, happened_by: HappenedBy = None, known_by: KnownBy = None, version: Version = None
) -> None:
    """Show what happened to a case, event by event."""
    who, casebook = session.who, session.read
    items = casebook.presenter.history(who, case, as_of(casebook, happened_by, known_by, version))
    session.answer({"items": items}, lambda: shown_history(Readable(casebook, who)(items)) if items else NOTHING_YET)


def why(
    session: Session, case: Case, deadline: Annotated[str | None, typer.Argument(metavar="[DEADLINE]")] = None
) -> None:
    """Explain the deadlines of a case: the rule, the count, and every pause."""
    from engine.refusal import NotThere

    who, casebook = session.who, session.read
    told = casebook.presenter.show(who, case)
    deadlines: list[dict[str, Any]] = [each for each in told["deadlines"] if deadline in (None, each["name"])]
    if deadline and not deadlines:
        raise NotThere(f"{told['reference']} has no deadline {deadline[:80]}")
    answer = {"case": told["id"], "reference": told["reference"], "policy": told["policy"], "deadlines": deadlines}
    session.answer(answer, lambda: _explained(told["reference"], Readable(casebook, who)(deadlines)))


def _explained(reference: str, deadlines: list[dict[str, Any]]) -> Any:
    return shown_deadlines(deadlines) if deadlines else f"{reference} has no deadlines"


def day(
    session: Session,
    *,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 50,
    cursor: Annotated[str | None, typer.Option(help="Where the page before ended.")] = None,
    of: Annotated[str | None, typer.Option(metavar="NAME-OR-ID", help="A colleague's day, for their manager.")] = None,
) -> None:
    """Show what is due for you today, what is overdue, and what waits for you, each with its reason."""
    who, casebook = session.who, session.casebook
    session.react()
    told = casebook.day.of(who, limit, cursor, casebook.staff.find(of) if of else None)
    session.answer(told, lambda: _of_the_day(Readable(casebook, who).rows(told["items"]), told["next"]))


def _of_the_day(items: list[dict[str, Any]], following: str | None) -> Any:
    rows = [item | {"why": "; ".join(item["why"])} for item in items]
    return together(table(rows, DUE, NOTHING_DUE), _more(following))
