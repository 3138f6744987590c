"""The formats of an export, by the names that everybody calls them; each is written by a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import IO, Any, Literal, NamedTuple

from adapters.export import csv_file, jsonl_file, ocel_file, parquet_file, xes_file, xlsx_file

Name = Literal["csv", "xlsx", "parquet", "jsonl", "xes", "ocel"]
What = Literal["cases", "events"]
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Format(NamedTuple):
    """What a file of it holds, how people and programs call it, and what writes it and says how many there were."""

    what: What
    called: str
    suffix: str
    media_type: str
    write: Callable[[Any, IO[bytes]], int]


FORMATS: MappingProxyType[Name, Format] = MappingProxyType(
    {
        "csv": Format("cases", "CSV", "csv", "text/csv; charset=utf-8", csv_file.write),
        "xlsx": Format("cases", "Excel", "xlsx", SPREADSHEET, xlsx_file.write),
        "parquet": Format("cases", "Parquet", "parquet", "application/vnd.apache.parquet", parquet_file.write),
        "jsonl": Format("events", "JSON Lines", "jsonl", "application/jsonl", jsonl_file.write),
        "xes": Format("events", "XES", "xes", "application/xml", xes_file.write),
        "ocel": Format("events", "OCEL", "ocel.json", "application/json", ocel_file.write),
    }
)
