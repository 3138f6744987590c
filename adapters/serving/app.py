"""The application: all routes over one casebook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from time import monotonic

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.concurrency import run_in_threadpool

from adapters.casebook import Casebook
from adapters.family_links import family_links
from adapters.http.analytics import analytics_routes
from adapters.http.cases import case_routes
from adapters.http.commands import Commands
from adapters.http.docs import docs_routes
from adapters.http.envelope import Envelope
from adapters.http.evidence import clearing, evidence_routes
from adapters.http.export import export_routes
from adapters.http.family_link import family_link_routes
from adapters.http.health import Readiness, health_routes, watch
from adapters.http.idempotency import IdempotencyKeys
from adapters.http.identity import Doorkeeper
from adapters.http.live import Live
from adapters.http.meters import Meters
from adapters.http.openapi import ABOUT, Described
from adapters.http.policies import policy_routes
from adapters.http.problems import tell_problems
from adapters.http.reads import reads_routes
from adapters.http.register import register_routes
from adapters.http.renewals import renewal_routes
from adapters.http.step_routes import add_step_routes
from adapters.http.stream import stream_routes
from adapters.http.workflows import workflow_routes
from adapters.pages.mounting import page_routes, pages_of

VERSION = version("casebook")
SILENT: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""What the framework would tell of requests names cases; what may be told stands at /metrics."""


def create_app(casebook: Casebook) -> FastAPI:
    """The API over a casebook; while the application runs, the read models follow the log."""
    meters, door = Meters(), Doorkeeper(casebook.staff, casebook.accounts.sessions, monotonic)
    live = Live(casebook.log, casebook.application, casebook.workflows)
    readiness = Readiness(casebook)
    app = Described(
        title="Casebook",
        version=VERSION,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=SILENT,
        lifespan=lambda _: _running(casebook, live, readiness),
    )
    app.workflows, app.state.live, app.state.door = casebook.workflows, live, door

    def heard() -> None:
        casebook.runner.hint()
        live.hint()

    keys = IdempotencyKeys(casebook.keys.secret("idempotency"), casebook.clock)
    commands = Commands(casebook, door, keys, meters, heard)
    add_step_routes(app, casebook.workflows, commands)
    for routes in (
        case_routes(casebook, door),
        reads_routes(casebook, door),
        family_link_routes(casebook, door, family_links(casebook)),
        renewal_routes(casebook, door),
        evidence_routes(casebook, door, keys),
        register_routes(casebook, door),
        analytics_routes(casebook, door),
        export_routes(casebook, door),
        workflow_routes(casebook, door),
        policy_routes(casebook, door, keys, heard),
        stream_routes(live, door),
        health_routes(readiness, meters),
        docs_routes(),
    ):
        app.router.routes.extend(routes.routes)
    pages = pages_of(casebook, commands)
    app.router.routes.extend(page_routes(pages))
    tell_problems(app, pages.missing)
    watch(meters, casebook, live)
    app.add_middleware(Envelope, meters=meters)
    return app


@asynccontextmanager
async def _running(casebook: Casebook, live: Live, readiness: Readiness) -> AsyncIterator[None]:
    readiness.begin()
    casebook.runner.start()
    aside = [asyncio.create_task(task) for task in (live.run(), clearing(casebook.evidence))]
    try:
        yield
    finally:
        live.end()
        for task in aside:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await run_in_threadpool(casebook.runner.stop)
