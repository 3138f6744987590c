"""Old registers to import in tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from adapters.import_register import Answer, RegisterMap, import_register, read_map
from engine.access import OPERATOR
from engine.intake import Intake
from tests.school import POLICY, School

ROW = {"reference": "2019-17", "summary": "Late teacher", "raised_at": "2019-09-17T19:40:00+08:00"}
HEADER = "reference,summary,raised_at\n"
LINE = "2019-17,Late teacher,2019-09-17T19:40:00+08:00\n"


def jsonl(file: Path, *rows: Any) -> Path:
    """A file of JSON Lines."""
    file.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return file


def import_into(school: School, file: Path, chart: str | RegisterMap = "", source: str | None = None) -> Answer:
    """Import the file with the map in this text."""
    if isinstance(chart, str):
        written = file.with_name("map.toml")
        written.write_text(chart, "utf-8")
        chart = read_map(written)
    intake, zone = Intake(school.application, OPERATOR), POLICY.calendar.timezone
    return import_register(intake, file, chart, zone=zone, source=source, elsewhere=file.parent)


def reasons(answer: Answer) -> dict[int, list[str]]:
    """What was listed for each line that was rejected."""
    assert answer.rejects
    lines = map(orjson.loads, Path(answer.rejects).read_bytes().splitlines())
    return {line["line"]: [f"{each['field']}: {each['message']}" for each in line["reasons"]] for line in lines}


def entries(school: School) -> Sequence[dict[str, Any]]:
    """What stands in the log of each imported case, in the order in which they came in."""
    rows = school.log.select_notifications(1, 100_000, topics=["case.imported"])
    return [school.mapper.opened(school.mapper.to_domain_event(row)) for row in rows]
