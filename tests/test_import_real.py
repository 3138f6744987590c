"""Real registers come in whole, with a map of a few lines each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from adapters.import_register import read_map
from engine.intake import case_id_of
from tests.command_line import CommandLine
from tests.old_register import import_into
from tests.school import School

REGISTERS = Path(__file__).parents[2] / "shared" / "data" / "register"
MAPS = Path(__file__).with_name("maps")
FOUND = {"退费": 9, "老师": 62, "迟到": 9, "补课": 32, "幼儿园": 72, "乱收费": 33}

pytestmark = pytest.mark.skipif(
    not REGISTERS.is_dir(), reason="THE REAL REGISTERS ARE NOT THERE: ../shared/data/register beside the project"
)


def _beijing(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("name", "rows", "opened"),
    [
        ("zh_resolved_cases", 1681, lambda row: _beijing(row["opened_at"])),
        ("en_resolved_cases", 940, lambda row: datetime.strptime(f"{row['received']} -0400", "%Y/%m/%d %z")),
    ],
)
def test_a_real_register_comes_in_whole_and_once(
    school: School, name: str, rows: int, opened: Callable[[dict[str, str]], datetime]
) -> None:
    """Every row, with its own dates; a second import adds nothing."""
    file, chart = REGISTERS / f"{name}.jsonl", read_map(MAPS / f"{name}.toml")
    first = import_into(school, file, chart)
    assert (first.imported, first.rejected, first.rejects) == (rows, 0, None)
    head = school.head()
    again = import_into(school, file, chart)
    assert (again.imported, again.already_there, school.head()) == (0, rows, head)

    for line in file.read_bytes().splitlines()[::97]:
        row = orjson.loads(line)
        case = school.application.case(case_id_of(name, row["id"]))
        assert abs((case.raised_at - opened(row)).total_seconds()) <= 3600
        [event] = school.application.events(case.id)
        assert school.mapper.opened(event)["words"].split() == (row.get("detail") or row["text"]).split()


def test_what_came_in_is_found_by_two_characters(tmp_path: Path) -> None:
    """As often as a plain search of the texts finds it; none is missed, none is made up."""
    casebook = CommandLine(tmp_path)
    file, chart = REGISTERS / "zh_resolved_cases.jsonl", MAPS / "zh_resolved_cases.toml"
    answer = casebook.json("import", "register", str(file), "--map", str(chart))
    assert answer == {"imported": 1681, "already_there": 0, "rejected": 0, "rejects": None}
    rows = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    texts = ["\n".join(row[name] for name in ("subject", "detail", "reply")) for row in rows]
    found = {query: casebook.json("search", query)["total"] for query in FOUND}
    assert found == FOUND == {query: sum(query in text for text in texts) for query in FOUND}
