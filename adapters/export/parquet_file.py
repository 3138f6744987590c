"""Parquet: the columns with their types, for tools that count."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import IO

from adapters.export.sheet import Sheet

AT_ONCE = 10_000
"""Rows in a group."""


def write(sheet: Sheet, file: IO[bytes]) -> int:
    """Write the rows; how many there were. Moments are moments of the world, whatever the clock on the wall."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    types[datetime] = pa.timestamp("us", tz="UTC")
    schema = pa.schema([(name, types[kind]) for name, kind in sheet.columns.items()])
    count = 0
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(sheet.rows, AT_ONCE)):
            columns = zip(*some, strict=True)
            cells = [pa.array(column, each.type) for column, each in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(cells, schema))
            count += len(some)
    return count
