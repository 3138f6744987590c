"""Health: alive, ready, and the figures that Prometheus reads."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from adapters.casebook import Casebook
from adapters.condition import STOPPED_AFTER
from adapters.http import shapes
from adapters.http.answers import shown
from adapters.http.live import Live
from adapters.http.meters import Meters
from adapters.http.refusals import Behind
from adapters.http.routing import router_of
from adapters.http.told import Told, problems

FIGURES: dict[int | str, Told] = {200: {"content": {"text/plain": {}}}}


@dataclass
class Readiness:
    """Ready once the read models have reached where the log stood at the start, and while the runner's heart beats."""

    casebook: Casebook
    goal: int = 0
    reached: bool = False

    def begin(self) -> None:
        """Note how far there is to go."""
        self.goal, self.reached = self.casebook.log.max_notification_id(), False

    def check(self) -> None:
        """Behind, with what is missing, unless ready."""
        heart, position = self.casebook.runner.heart, self.casebook.runner.position()
        self.reached = self.reached or position >= self.goal
        if not self.reached:
            msg = f"the read models have reached position {position} of {self.goal}"
            raise Behind(msg)
        if heart > STOPPED_AFTER:
            msg = f"the runner has not come round for {heart:.0f} seconds"
            raise Behind(msg)


def health_routes(readiness: Readiness, meters: Meters) -> APIRouter:
    """GET /healthz, /readyz, /metrics."""
    router = router_of("health", "")

    @router.get("/healthz", response_model=shapes.Health)
    async def healthz() -> Response:
        """The program is alive."""
        return shown({"status": "alive"})

    @router.get("/readyz", response_model=shapes.Health, responses=problems(503))
    def readyz() -> Response:
        """The program serves what is in the log."""
        readiness.casebook.log.max_notification_id()
        readiness.check()
        return shown({"status": "ready"})

    @router.get("/metrics", response_class=Response, responses=FIGURES | problems(503))
    def metrics() -> Response:
        """Figures for Prometheus."""
        return Response(meters.shown(), media_type=meters.content_type)

    return router


def watch(meters: Meters, casebook: Casebook, live: Live) -> None:
    """Let the meters show how far everything has come."""
    positions = "How far the log and what is built from it have come."
    meters.gauge(
        "casebook_position",
        positions,
        "of",
        lambda: {"log": casebook.log.max_notification_id(), "read models": casebook.runner.position()},
    )
    waits = "What waits for somebody to look at it."
    meters.gauge("casebook_waiting", waits, "what", lambda: {"parked": len(casebook.read_models.parked())})
    now = "What goes on now: open streams, and seconds since the runner last came round."
    meters.gauge("casebook_now", now, "what", lambda: {"streams": live.streams, "heart": casebook.runner.heart})
