"""Catching up on PostgreSQL: all read models and the index, against one read model of the library's runner."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
from eventsourcing.projection import ProjectionRunner
from psycopg.sql import SQL, Identifier

from benchmarks.cases import Walker, casebook_at
from benchmarks.library import Caseload, CaseloadView, Objections
from benchmarks.rounds import Ratio
from tests.postgres import running_postgres

CASES = 2_500
LIBRARY_CASES = 400


def read_models(rounds: int, floor: float, name: str) -> Iterator[Ratio]:
    """Events a second, from the first to the last, each way beginning with nothing."""
    with running_postgres() as url:
        theirs = _library(url, rounds)
        yield Ratio(name, _ours(url, rounds), theirs, floor)


def _ours(url: str, rounds: int) -> float:
    with casebook_at(url) as casebook:
        walker = Walker(casebook)
        for _ in range(CASES):
            walker.take("close", walker.feedback(walker.at_second_feedback()).case.id)
        events = casebook.log.max_notification_id()
        casebook.runner.catch_up()
        speeds = []
        for _ in range(rounds):
            started = perf_counter()
            casebook.read_side.rebuild()
            speeds.append(events / (perf_counter() - started))
        return median(speeds)


def _library(url: str, rounds: int) -> float:
    environment = _environment(url)
    objections = Objections(environment)
    for _ in range(LIBRARY_CASES):
        objections.at_feedback()
    events = objections.recorder.max_notification_id() or 0
    speeds = [
        _followed(environment | {"CASELOAD_POSTGRES_SCHEMA": _fresh_schema(url, f"round_{n}")}, events)
        for n in range(rounds)
    ]
    objections.close()
    return median(speeds)


def _fresh_schema(url: str, name: str) -> str:
    with psycopg.connect(url) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
    return name


def _followed(environment: dict[str, str], events: int) -> float:
    started = perf_counter()
    parts: dict[str, Any] = {"application_class": Objections, "projection_class": Caseload, "view_class": CaseloadView}
    with ProjectionRunner(env=environment, **parts) as runner:
        runner.wait(events, timeout=300)
        return events / (perf_counter() - started)


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
