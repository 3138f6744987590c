"""The text index of the register: a local directory that can always be built again from the log."""

from __future__ import annotations

from adapters.index.directory import IndexBusy
from adapters.index.entry import Entry
from adapters.index.filters import Filters
from adapters.index.found import Found, Fragment, Hit, Piece, Reason, Similar
from adapters.index.index import TextIndex
from adapters.index.names import masked, names
from adapters.index.query import BadQuery
from adapters.index.scope import Scope

__all__ = [
    "BadQuery",
    "Entry",
    "Filters",
    "Found",
    "Fragment",
    "Hit",
    "IndexBusy",
    "Piece",
    "Reason",
    "Scope",
    "Similar",
    "TextIndex",
    "masked",
    "names",
]
