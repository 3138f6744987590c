"""The register: how something like this was solved before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from adapters.cli.moments import day_or_moment, since, until
from adapters.cli.output import together
from adapters.cli.readable import Readable
from adapters.cli.session import Session, command
from adapters.cli.tables import table

if TYPE_CHECKING:
    from adapters.casebook import Casebook
    from adapters.index import Filters

Text = Annotated[str | None, typer.Option()]
Moment = Annotated[str | None, typer.Option(metavar="T")]
AsOf = Annotated[
    str | None, typer.Option(metavar="T", help="Only what had been recorded by then: by the end of a day, or by now.")
]
Limit = Annotated[int, typer.Option(min=1, max=200)]
Cursor = Annotated[str | None, typer.Option(help="Where the page before ended.")]
FILTERS = {
    "workflow": Text,
    "category": Annotated[str | None, typer.Option(help="With all that lies below it.")],
    "campus": Text,
    "severity": Text,
    "outcome": Text,
    "approach": Text,
    "incident": Text,
    "opened_from": Moment,
    "opened_to": Moment,
    "state": Annotated[Literal["resolved", "open", "all"] | None, typer.Option(help="Resolved, if left out.")],
}
FOUND = ("reference", "state", "category", "outcome", "approach", "satisfaction", "closed_at", "case", "summary")
ALIKE = ("reference", "outcome", "approach", "case", "reasons", "summary")
TRACK_RECORD = (
    "approach",
    "workflow",
    "uses",
    "answered",
    "satisfied",
    "success_rate",
    "low",
    "high",
    "days_saved",
)
ONLY_RESOLVED = "only resolved cases answer, unless --state says otherwise"


def add_to(app: typer.Typer) -> None:
    """Add `search`, `similar` and `approaches` to the commands."""
    command(app, "search", search, FILTERS)
    command(app, "similar", similar, FILTERS)
    command(app, "approaches", approaches)


def search(
    session: Session,
    wanted: Mapping[str, Any],
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="Words, and phrases in quotation marks.")],
    *,
    limit: Limit = 20,
    cursor: Cursor = None,
    as_of: AsOf = None,
) -> None:
    """Search everything said and done in the cases of the register."""
    casebook = session.read
    filters, moment = _filters(casebook, wanted), day_or_moment(casebook, as_of, "--as-of")
    who = session.who_or_operator
    told = casebook.register.search(" ".join(query), who, filters, limit=limit, cursor=cursor, as_of=moment)
    session.answer(told, lambda: _listed(Readable(casebook, who).rows(told["items"]), told, wanted))


def similar(
    session: Session,
    wanted: Mapping[str, Any],
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="An id or a reference.")] = None,
    *,
    text: Annotated[str | None, typer.Option(help="What somebody said, instead of a case.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50)] = 5,
    as_of: AsOf = None,
) -> None:
    """Find resolved cases like this one, and what they have in common."""
    if (case is None) == (text is None):
        raise typer.BadParameter("name a CASE, or give a --text")
    casebook, who = session.read, session.who_or_operator
    case_id = casebook.finder.meant(case) if case else None
    filters, moment = _filters(casebook, wanted), day_or_moment(casebook, as_of, "--as-of")
    told = casebook.register.similar(who, case=case_id, text=text, filters=filters, limit=limit, as_of=moment)
    session.answer(
        told, lambda: table(Readable(casebook, who).rows(told["items"]), ALIKE, _none("no case is like it", wanted))
    )


def approaches(
    session: Session, *, workflow: Text = None, limit: Limit = 50, cursor: Cursor = None, as_of: AsOf = None
) -> None:
    """Show what came of each approach: uses, satisfied, success rate (95 % sure: low to high), and days saved."""
    from engine.asking.selection import Selection

    casebook, who = session.read, session.who_or_operator
    page: dict[str, Any] = {"limit": limit, "cursor": cursor, "as_of": day_or_moment(casebook, as_of, "--as-of")}
    told = casebook.register.approaches(who, Selection(workflow), **page)
    session.answer(told, lambda: _ranked(told["items"], told["next"]))


def _ranked(items: list[dict[str, Any]], following: str | None) -> Any:
    more = f"there are more: --cursor {following}" if following else ""
    return together(table(items, TRACK_RECORD, "no resolved case names an approach"), more)


def _listed(rows: list[dict[str, Any]], told: Mapping[str, Any], wanted: Mapping[str, Any]) -> Any:
    more = f"; the next with --cursor {told['next']}" if told["next"] else ""
    found = f"{told['total']} found{more}" if told["total"] else ""
    return together(table(rows, FOUND, _none("nothing is found", wanted)), found)


def _none(told: str, wanted: Mapping[str, Any]) -> str:
    return told if wanted["state"] else f"{told}; {ONLY_RESOLVED}"


def _filters(casebook: Casebook, wanted: Mapping[str, Any]) -> Filters:
    from adapters.index import Filters

    given = {name: value for name, value in wanted.items() if value is not None}
    first = since(casebook, wanted["opened_from"], "--opened-from")
    last = until(casebook, wanted["opened_to"], "--opened-to")
    return Filters(**given | {"opened_from": first, "opened_to": last})
