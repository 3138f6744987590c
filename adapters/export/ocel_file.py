"""OCEL 2.0 in JSON: events, and the objects that they belong to, which are cases and people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import IO, Any

import orjson

from adapters.export.event_log import EventLog, Happening, Trace

ACTOR = "actor"
BEGINNING = "1970-01-01T00:00:00.000Z"
STRING, INTEGER, TIME = "string", "integer", "time"
OF_EVENTS = {"stage": STRING, "recorded_at": TIME, "position": INTEGER, "policy": INTEGER}
OF_CASES = {"reference": STRING, "campus": STRING}
OF_ACTORS = {"name": STRING}


def write(log: EventLog, file: IO[bytes]) -> int:
    """Write the events, then the objects; how many events there were."""
    steps = dict.fromkeys(step for steps in log.steps.values() for step in steps)
    types = [_type(workflow, OF_CASES) for workflow in log.steps] + [_type(ACTOR, OF_ACTORS)]
    file.write(b'{"objectTypes":' + orjson.dumps(types))
    file.write(b',"eventTypes":' + orjson.dumps([_type(step, OF_EVENTS) for step in steps]))
    objects: dict[str, Any] = {}
    count = 0
    file.write(b',"events":[')
    for trace in log.traces:
        objects[trace.case] = _case(trace)
        for event in trace.events:
            objects.setdefault(event.by, _object(event.by, ACTOR, {"name": event.by_name}))
            file.write((b",\n" if count else b"\n") + orjson.dumps(_event(trace, event)))
            count += 1
    file.write(b'],"objects":' + orjson.dumps(list(objects.values())) + b"}\n")
    return count


def _type(name: str, attributes: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "attributes": [{"name": each, "type": kind} for each, kind in attributes.items()]}


def _case(trace: Trace) -> dict[str, Any]:
    return _object(trace.case, trace.workflow, {"reference": trace.reference, "campus": trace.campus})


def _object(name: str, kind: str, attributes: dict[str, str | None]) -> dict[str, Any]:
    told = [{"name": each, "time": BEGINNING, "value": value} for each, value in attributes.items() if value]
    return {"id": name, "type": kind, "attributes": told}


def _event(trace: Trace, event: Happening) -> dict[str, Any]:
    of = {"stage": event.stage, "recorded_at": _written(event.recorded_at)}
    numbers = {"position": event.position, "policy": event.policy}
    return {
        "id": str(event.position),
        "type": event.step,
        "time": _written(event.happened_at),
        "attributes": [{"name": name, "value": value} for name, value in {**of, **numbers}.items()],
        "relationships": [
            {"objectId": trace.case, "qualifier": "case"},
            {"objectId": event.by, "qualifier": "by"},
        ],
    }


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
