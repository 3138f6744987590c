"""Meters: what Prometheus reads at /metrics. No label ever carries what a client has made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from engine.application import Request

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Meters:
    """Counts and clocks of one process, in a registry of their own."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._commands = Counter(
            "casebook_commands",
            "Steps that were asked for, and what became of them.",
            ("workflow", "step", "outcome"),
            registry=self.registry,
        )
        self._requests = Histogram(
            "casebook_request_seconds",
            "How long requests took.",
            ("route", "method", "status"),
            buckets=BUCKETS,
            registry=self.registry,
        )

        # Labels that are known already are found at once.
        self._counted, self._timed = cache(self._commands.labels), cache(self._requests.labels)

    def command(self, asked: Request, outcome: str) -> None:
        """One step was asked for."""
        self._counted(asked.workflow, asked.verb, outcome).inc()

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self._timed(route, method, status).observe(seconds)

    def gauge(self, name: str, help_text: str, label: str, values: Callable[[], Mapping[str, float]]) -> None:
        """Read these values, by label, whenever somebody looks."""
        self.registry.register(_Gauges(name, help_text, label, values))

    def shown(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)


class _Gauges(Collector):
    """Values that are asked for, not kept."""

    def __init__(self, name: str, help_text: str, label: str, values: Callable[[], Mapping[str, float]]) -> None:
        self._name, self._help, self._label, self._values = name, help_text, label, values

    def describe(self) -> list[Metric]:
        """Known without reading: registering reads nothing."""
        return [GaugeMetricFamily(self._name, self._help, labels=(self._label,))]

    def collect(self) -> Iterator[Metric]:
        family = GaugeMetricFamily(self._name, self._help, labels=(self._label,))
        for label, value in self._values().items():
            family.add_metric((label,), value)
        yield family
