"""Where the index lives: a directory of its own for each version of its fields."""

from __future__ import annotations

import shutil
from pathlib import Path

import tantivy

from adapters.index.schema import SCHEMA, VERSION, analyzers

HEAP = 50_000_000  # at 15 MB, the least there is, segments are so many that merging them doubles the work
THREADS = 1


class IndexBusy(RuntimeError):
    """Somebody else is writing to this index; one at a time may."""


def opened(path: Path) -> tantivy.Index:
    """The index in a directory; an empty one where there is none that this version can read."""
    home = path / f"v{VERSION}"
    home.mkdir(parents=True, exist_ok=True)
    try:
        index = tantivy.Index(SCHEMA, str(home))
    except ValueError:
        shutil.rmtree(home)
        home.mkdir()
        index = tantivy.Index(SCHEMA, str(home))
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    index.config_reader("manual")
    return index


def writer(index: tantivy.Index, path: Path) -> tantivy.IndexWriter:
    """The only writer; older versions of the index, which nobody reads any more, are removed."""
    try:
        only = index.writer(HEAP, THREADS)
    except ValueError as error:
        msg = f"the index in {path} is being written by somebody else"
        raise IndexBusy(msg) from error
    for other in path.glob("v*"):
        if other.name != f"v{VERSION}":
            shutil.rmtree(other)
    return only
