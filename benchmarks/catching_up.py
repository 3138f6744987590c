"""Catching up on PostgreSQL: all read models and the index, against one read model of the library's runner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
from eventsourcing.projection import ProjectionRunner
from psycopg.sql import SQL, Identifier

from adapters.casebook import Casebook
from benchmarks.cases import Walker, casebook_at
from benchmarks.library import Caseload, CaseloadView, Objections
from benchmarks.rounds import Ratio, Work, in_turn
from tests.postgres import running_postgres

CASES = 2_500
LIBRARY_CASES = 400
SCHEMAS = count()


def read_models(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """Events a second, from the first to the last, each way beginning with nothing."""
    with running_postgres() as url, casebook_at(url) as casebook, closing(Objections(_environment(url))) as objections:
        ours, theirs = in_turn(rounds, _rebuilding(casebook), _following(objections, url))
        yield Ratio(name, ours, theirs, floor)


def _rebuilding(casebook: Casebook) -> Work:
    walker = Walker(casebook)
    for _ in range(CASES):
        walker.take("close", walker.feedback(walker.at_second_feedback()).case.id)
    events = casebook.log.max_notification_id()
    casebook.runner.catch_up()

    def rebuilt() -> int:
        casebook.read_side.rebuild()
        return events

    return lambda: rebuilt


def _following(objections: Objections, url: str) -> Work:
    for _ in range(LIBRARY_CASES):
        objections.at_feedback()
    events = objections.recorder.max_notification_id() or 0

    def ready() -> Callable[[], int]:
        schema = {"CASELOAD_POSTGRES_SCHEMA": _fresh_schema(url, f"round_{next(SCHEMAS)}")}
        return lambda: _followed(_environment(url) | schema, events)

    return ready


def _fresh_schema(url: str, name: str) -> str:
    with psycopg.connect(url) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
    return name


def _followed(environment: dict[str, str], events: int) -> int:
    parts: dict[str, Any] = {"application_class": Objections, "projection_class": Caseload, "view_class": CaseloadView}
    with ProjectionRunner(env=environment, **parts) as runner:
        runner.wait(events, timeout=300)
    return events


def _environment(url: str) -> dict[str, str]:
    place, query = urlsplit(url), parse_qs(urlsplit(url).query)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": place.path[1:],
        "POSTGRES_HOST": query["host"][0],
        "POSTGRES_PORT": query["port"][0],
        "POSTGRES_USER": place.username or "",
        "POSTGRES_PASSWORD": "not asked for",
    }
