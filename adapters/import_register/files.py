"""Files by their kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from adapters.import_register.csv_file import read_csv
from adapters.import_register.jsonl_file import read_jsonl
from adapters.import_register.table import Table, UnreadableFile


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """The table in a file, by the ending of its name."""
    with ExitStack() as opened:
        match path.suffix.lower():
            case ".csv" | ".tsv" | ".txt":
                yield read_csv(path, opened)
            case ".jsonl" | ".ndjson":
                yield read_jsonl(path, opened)
            case ".xlsx" | ".xlsm":
                from adapters.import_register.xlsx_file import read_xlsx  # noqa: PLC0415 -- slow to load, seldom used

                yield read_xlsx(path, opened)
            case other:
                msg = f"{path.name}: a register is read from .csv, .tsv, .xlsx or .jsonl, not from {other or 'this'}"
                raise UnreadableFile(msg)
