"""XES, as IEEE 1849 has it: a trace for each case, an event for each step, for tools that mine processes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from adapters.export.event_log import EventLog, Happening, Trace

ROOT = {"xes.version": "1849-2016", "xes.features": "", "xmlns": "http://www.xes-standard.org/"}
EXTENSIONS = {"Concept": "concept", "Time": "time", "Organizational": "org", "Lifecycle": "lifecycle"}
NAME, WHEN, STATE = "concept:name", "time:timestamp", "lifecycle:transition"
COMPLETE = "complete"
NEVER = "1970-01-01T00:00:00+00:00"

Attributes = Mapping[str, str | int | datetime | None]


def write(log: EventLog, file: IO[bytes]) -> int:
    """Write the traces; how many events there were."""
    xml = _Xml(file)
    xml.begin("log", ROOT)
    for name, prefix in EXTENSIONS.items():
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        xml.alone("extension", {"name": name, "prefix": prefix, "uri": uri})
    xml.begin("global", {"scope": "trace"})
    xml.alone("string", {"key": NAME, "value": ""})
    xml.end("global")
    xml.begin("global", {"scope": "event"})
    xml.alone("string", {"key": NAME, "value": ""})
    xml.alone("date", {"key": WHEN, "value": NEVER})
    xml.alone("string", {"key": STATE, "value": COMPLETE})
    xml.end("global")
    xml.alone("classifier", {"name": "Step", "keys": NAME})
    count = sum(_write(trace, xml) for trace in log.traces)
    xml.end("log")
    xml.close()
    return count


def _write(trace: Trace, xml: _Xml) -> int:
    xml.begin("trace")
    xml.attributes({NAME: trace.reference, "case": trace.case, "workflow": trace.workflow, "campus": trace.campus})
    for event in trace.events:
        xml.begin("event")
        xml.attributes(_told(event))
        xml.end("event")
    xml.end("trace")
    return len(trace.events)


def _told(event: Happening) -> Attributes:
    return {
        NAME: event.step,
        WHEN: event.happened_at,
        STATE: COMPLETE,
        "org:resource": event.by_name,
        "recorded_at": event.recorded_at,
        "stage": event.stage,
        "position": event.position,
        "policy": event.policy,
    }


class _Xml:
    """Elements, one after the other; whatever stands in them is escaped."""

    def __init__(self, file: IO[bytes]) -> None:
        self._written = XMLGenerator(file, "utf-8", short_empty_elements=True)
        self._written.startDocument()

    def begin(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        self._written.startElement(name, AttributesImpl(attributes or {}))
        self._written.ignorableWhitespace("\n")

    def end(self, name: str) -> None:
        self._written.endElement(name)
        self._written.ignorableWhitespace("\n")

    def alone(self, name: str, attributes: Mapping[str, str]) -> None:
        self._written.startElement(name, AttributesImpl(attributes))
        self.end(name)

    def attributes(self, attributes: Attributes) -> None:
        """Each as an element of its type; nothing for none."""
        for key, value in attributes.items():
            match value:
                case None:
                    continue
                case datetime():
                    self.alone("date", {"key": key, "value": value.isoformat(timespec="milliseconds")})
                case int():
                    self.alone("int", {"key": key, "value": str(value)})
                case _:
                    self.alone("string", {"key": key, "value": value})

    def close(self) -> None:
        self._written.endDocument()
