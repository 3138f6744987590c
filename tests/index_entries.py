"""Entries of the register, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from adapters.index import Entry, Scope, TextIndex

OPENED = datetime(2026, 3, 1, 10, tzinfo=UTC)
PRINCIPAL = Scope(me="principal", manager=True, everything=True, people=True)
AUDITOR = Scope(me="auditor", everything=True, confidential_all=True, people=True)


T = TypeVar("T")


def draw(choices: Sequence[T], *seed: object) -> T:
    """One of them: any, but for the same seed always the same."""
    return choices[crc32(repr(seed).encode()) % len(choices)]


def entry(case: int, *said: str, **known: Any) -> Entry:
    """A resolved objection, raised `case` hours after the first."""
    filed = {"reference": f"OBJ-2026-{case:04}", "workflow": "objection", "state": "resolved"}
    raised_at = OPENED + timedelta(hours=case)
    return Entry(**{**filed, "case": str(case), "raised_at": raised_at, "said": list(said), **known})


def index_of(path: Path, entries: Iterable[Entry]) -> TextIndex:
    """An index that holds these entries."""
    index = TextIndex(path)
    index.put(entries)
    index.commit(1)
    return index


def found(index: TextIndex, query: str, scope: Scope = AUDITOR, **page: Any) -> set[int]:
    """The cases a query finds."""
    answer = index.search(query, scope, **{"limit": 1_000, **page})
    assert answer.total == len(answer.hits)
    return {int(hit.case) for hit in answer.hits}
