"""Analytics: what the cases of the register add up to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer

from adapters.cli.facts import facts
from adapters.cli.moments import day_or_moment, since, until
from adapters.cli.output import apart
from adapters.cli.register import TRACK_RECORD, AsOf
from adapters.cli.session import Session, command
from adapters.cli.tables import heading, table

Question = Literal["volume", "stages", "on-time", "reopened", "satisfaction", "root-causes", "approaches"]
Named = Annotated[str | None, typer.Option()]
Moment = Annotated[str | None, typer.Option(metavar="T")]
FILTERS = {
    "workflow": Named,
    "campus": Named,
    "first": Annotated[str | None, typer.Option("--from", metavar="T", help="Raised then or later.")],
    "last": Annotated[str | None, typer.Option("--to", metavar="T", help="Raised by then.")],
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "volume": ("category", "cases", "open"),
    "stages": ("stage", "cases", "median_days", "p90_days"),
    "on-time": ("deadline", "on_time", "late", "running", "rate"),
    "reopened": ("category", "closed", "reopened", "times", "rate"),
    "satisfaction": ("round", "asked", "answered", "mean", "scores"),
    "root-causes": ("root_cause", "cases"),
    "approaches": TRACK_RECORD,
}
NOTHING = "no case is counted"


def add_to(app: typer.Typer) -> None:
    """Add `analytics` to the commands."""
    command(app, "analytics", analytics, FILTERS)


def analytics(
    session: Session,
    wanted: Mapping[str, Any],
    question: Annotated[Question, typer.Argument(metavar="QUESTION", help=", ".join(COLUMNS))],
    *,
    as_of: AsOf = None,
) -> None:
    """Count cases, days per stage, deadlines kept, reopenings, satisfaction by round, root causes, and approaches."""
    from engine.asking.selection import Selection

    casebook, who = session.read, session.who_or_operator
    span = since(casebook, wanted["first"], "--from"), until(casebook, wanted["last"], "--to")
    selection = Selection(wanted["workflow"], wanted["campus"], *span)
    told = casebook.analytics.answer(question, who, selection, as_of=day_or_moment(casebook, as_of, "--as-of"))
    session.answer(told, lambda: _tables(question, told))


def _tables(question: Question, told: Mapping[str, Any]) -> Any:
    """What is counted item by item, then period by period, then in all."""
    periods = [row | {"in": row["from"]} for row in told.get("periods", ())]
    in_all = {heading(name): str(value) for name, value in told.items() if isinstance(value, int | float)}
    trend = [table(periods, ("in", "cases"), "")] if periods else []
    return apart(table(told["items"], COLUMNS[question], NOTHING), *trend, *([facts(in_all)] if in_all else []))
