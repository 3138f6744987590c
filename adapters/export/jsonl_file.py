"""JSON Lines: an event a line, case by case."""

from __future__ import annotations

from typing import IO

import orjson

from adapters.export.event_log import EventLog


def write(log: EventLog, file: IO[bytes]) -> int:
    """Write the events; how many there were."""
    count = 0
    for trace in log.traces:
        case = {"case": trace.case, "reference": trace.reference, "workflow": trace.workflow, "campus": trace.campus}
        told = (case | event._asdict() for event in trace.events)
        file.writelines(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in told)
        count += len(trace.events)
    return count
