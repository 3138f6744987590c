"""The form in which somebody says which column of an old register is what; it comes to the map that the file has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from adapters.import_register.files import open_table
from adapters.import_register.register_map import NAMES, REQUIRED, RegisterMap
from adapters.pages.posted import Posted
from adapters.toml import toml

FIELDS: tuple[str, ...] = (
    "reference", "raised_at", "closed_at", "summary", "words", "category", "outcome", "action_taken", "approach",
    "root_cause", "lesson", "severity", "kind", "satisfaction", "campus", "guardian.name", "student.name",
)  # fmt: skip
SEVERAL = frozenset({"summary", "words"})
"""What may be put together from two columns."""
ALIKE: Mapping[str, tuple[str, ...]] = {
    "reference": ("id", "no", "number", "case", "case_id", "编号", "序号", "工单号"),
    "raised_at": ("date", "received", "opened_at", "opened", "created", "日期", "投诉时间", "受理时间", "时间"),
    "closed_at": ("closed", "sent", "replied_at", "resolved_at", "办结时间", "答复时间"),
    "summary": ("subject", "title", "issue", "topic", "主题", "标题", "摘要"),
    "words": ("text", "detail", "details", "complaint", "description", "content", "内容", "投诉内容", "留言详情"),
    "category": ("type", "product", "class", "类别", "分类", "一级标签"),
    "outcome": ("result", "resolution", "status", "结果", "处理结果"),
    "action_taken": ("action", "reply", "response", "public_response", "处理", "处理措施", "答复意见"),
    "campus": ("school", "branch", "校区"),
    "guardian.name": ("guardian", "parent", "name", "家长", "家长姓名"),
    "student.name": ("student", "child", "学生", "学生姓名"),
}
ROWS_SHOWN, LONGEST_CELL = 3, 70
ZONE, FORMAT, CAMPUS = "zone", "format", "all_campus"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a file is made of: its columns, and what stands in the first rows of each."""

    columns: tuple[str, ...]
    cells: Mapping[str, Sequence[str]]


def sample_of(file: Path) -> Sample:
    """The columns of a file with a few of their cells."""
    with open_table(file) as table:
        rows = list(islice((row for row in table.rows if row.cells), ROWS_SHOWN))
    columns = tuple(dict.fromkeys(name for name in table.columns if name))
    return Sample(columns, {name: [_short(row.cells.get(name)) for row in rows] for name in columns})


def chosen_columns(chart: RegisterMap | None, sample: Sample) -> dict[str, tuple[str, ...]]:
    """The columns that each field is taken from: as the map has them, or as their names suggest."""
    if chart is not None:
        return {name: tuple(chart.fields.get(name, ())) for name in FIELDS}
    plain = {column.casefold().strip().replace(" ", "_"): column for column in reversed(sample.columns)}
    return dict(_suggested(plain))


def left_out(chart: RegisterMap, sample: Sample) -> list[str]:
    """The columns that no field is taken from; without a list of fields each is taken by its own name."""
    taken = {column for columns in chart.fields.values() for column in columns} if chart.fields else NAMES
    return [column for column in sample.columns if column not in taken]


def written_in(form: Posted) -> str:
    """The map, as TOML, that the form says."""
    fields: dict[str, Any] = {}
    for name in FIELDS:
        columns = [column for column in form.all(f"column.{name}") if column]
        if columns:
            fields[name] = columns if len(columns) > 1 else columns[0]
    time = {name: form.text(name) for name in (ZONE, FORMAT) if form.text(name)}
    values = {"campus": form.text(CAMPUS)} if form.text(CAMPUS) and "campus" not in fields else {}
    tables = {"fields": fields, "values": values, "time": time}
    return toml({name: table for name, table in tables.items() if table})


def is_required(name: str) -> bool:
    """Whether no entry is without it."""
    return name in REQUIRED


def _suggested(plain: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    taken: set[str] = set()
    for name in FIELDS:
        known = (name, name.replace(".", "_"), *ALIKE.get(name, ()))
        column = next((plain[each] for each in known if each in plain and plain[each] not in taken), None)
        if column:
            taken.add(column)
        yield name, (column,) if column else ()


def _short(cell: Any) -> str:
    text = "" if cell is None else " ".join(str(cell).split())
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"
